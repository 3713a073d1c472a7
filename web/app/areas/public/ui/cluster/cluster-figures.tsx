import { useQuery } from '@tanstack/react-query'
import type { Line } from '../../../../figures/line.ts'
import { LineChart } from '../../../../figures/line-chart.tsx'
import { valueText } from '../../../../figures/measure.ts'
import { newestColumns } from '../../../../figures/newest-columns.tsx'
import { t as figureTexts } from '../../../../figures/texts/index.ts'
import { type UnitFigures, useUnitFigures } from '../../../../figures/unit-figures.ts'
import { decimal, percent, period as periodText, whole } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { Table } from '../../../../ui/table.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { peerComparisons } from '../../data.ts'
import { t } from '../../texts/index.ts'

/** The newest public figures of a cluster with their targets, and their course beside its peers. */
export const ClusterFigures = ({ id }: { readonly id: string }) => {
  const figures = useUnitFigures('cluster', id)
  return (
    <section aria-labelledby="figures">
      <h2 id="figures">{figureTexts.title}</h2>
      {figures === undefined && <Waiting lines={6} />}
      {figures?.length === 0 && <p>{figureTexts.none}</p>}
      {figures !== undefined && figures.length > 0 && <Newest figures={figures} />}
      {figures?.filter(hasPeers).map((one) => (
        <AmongPeers key={one.indicator.code} id={id} figures={one} />
      ))}
    </section>
  )
}

/** Rates and shares of a total are of groups only: no cluster has a place among others by them. */
const hasPeers = ({ indicator: { aggregation } }: UnitFigures): boolean =>
  !['growth', 'cagr', 'share-of-total'].includes(aggregation.rule)

const Newest = ({ figures }: { readonly figures: readonly UnitFigures[] }) => (
  <Table
    caption={figureTexts.newest}
    rows={figures}
    rowKey={({ indicator }) => indicator.code}
    columns={[
      ...newestColumns<UnitFigures>('cluster'),
      { key: 'target', name: t.standing.target, numeric: true, cell: targetText },
      { key: 'way', name: t.standing.way, cell: wayText },
    ]}
  />
)

const targetText = ({ newest: { attainment }, indicator }: UnitFigures): string =>
  attainment === null
    ? '–'
    : t.standing.targetOf(valueText(attainment.target, indicator), periodText(attainment.period))

const wayText = ({ newest: { attainment } }: UnitFigures): string => {
  if (attainment === null) return '–'
  const done = attainment.attainment === null ? [] : [percent(attainment.attainment)]
  const state = attainment.met
    ? [t.standing.met]
    : attainment.onTrack === null
      ? []
      : [attainment.onTrack ? t.standing.onTrack : t.standing.behind]
  return [...done, ...state].join(', ') || '–'
}

/** The course of a figure beside the median of the cluster's peers and the way to its target. */
const AmongPeers = ({ id, figures }: { readonly id: string; readonly figures: UnitFigures }) => {
  const { indicator, rows } = figures
  const peers = useQuery({
    ...peerComparisons({ cluster: id, indicator: indicator.code, from: rows[0]?.period ?? '' }),
    retry: false,
  })
  const compared = peers.data?.rows ?? []
  const lines: readonly Line[] = [
    { name: t.standing.own, rows },
    {
      name: t.standing.median,
      rows: compared.map(({ period, median }) => ({ period, value: median, obsStatus: 'A' as const })),
    },
    {
      name: t.standing.wayToTarget,
      rows: rows.map(({ period, attainment }) => ({
        period,
        value: attainment?.trajectory == null ? null : String(attainment.trajectory),
        obsStatus: 'A' as const,
      })),
    },
  ].filter((line) => line.rows.some(({ value }) => value !== null))
  const last = compared.at(-1)
  return (
    <>
      <h3>{t.standing.title(say(indicator.name))}</h3>
      {peers.isPending && <Waiting lines={2} />}
      {last && last.peers !== null && last.percentile !== null && (
        <p>
          {t.standing.summary(
            periodText(last.period),
            decimal(String(last.percentile), 0),
            t.standing.sets[last.peers],
            whole(last.reporting),
          )}{' '}
          {last.bestDecile !== null && t.standing.bestTenth(valueText(last.bestDecile, indicator))}
        </p>
      )}
      {peers.data && last?.percentile == null && <p>{t.standing.tooFew}</p>}
      {rows.length > 1 && <LineChart title={say(indicator.name)} indicator={indicator} lines={lines} />}
    </>
  )
}
