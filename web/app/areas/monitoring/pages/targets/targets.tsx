import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { valueText } from '../../../../figures/measure.ts'
import { percent, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import type { MonitoringTypes } from '../../../../types.ts'
import { Choice } from '../../../../ui/choice.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import type { Target } from '../../api.ts'
import { targetsOf } from '../../data.ts'
import { DIMENSIONS, type Dimension } from '../../dimensions.ts'
import { measuredBy, useFigures } from '../../targets/attained.ts'
import { t } from '../../texts/targets/index.ts'
import { type Indicator, useIndicators } from '../../ui/indicators.ts'
import { useSubjects } from '../../ui/subjects.ts'

const route = getRouteApi('/targets')

/** The targets of one indicator, and how far its figures are. */
export const TargetsPage = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const sets = useHolds('target.set') === true
  const { all, byCode } = useIndicators()
  const { universe = 'cluster', of: dimension } = search
  const indicator =
    byCode.get(search.indicator ?? '') ?? all.find(({ code }) => code === 'employment') ?? all[0]
  const found = useQuery({
    ...targetsOf(indicator?.code ?? '', universe),
    enabled: indicator !== undefined,
  })
  const filter = (part: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const rows = (found.data?.items ?? []).filter(
    (one) => dimension === undefined || one.dimension === dimension,
  )
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <div className="fields">
        <Choice
          name={t.labels.indicator}
          value={indicator?.code ?? ''}
          options={all.map(({ code, name }) => [code, say(name)] as const)}
          onChange={(code) => filter({ indicator: code })}
        />
        <Choice
          name={t.labels.universe}
          value={universe}
          options={[
            ['cluster', t.universes.cluster],
            ['region', t.universes.region],
          ]}
          onChange={(chosen) => filter({ universe: chosen })}
        />
        <Choice<Dimension | 'all'>
          name={t.labels.dimension}
          value={dimension ?? 'all'}
          options={[['all', t.all], ...DIMENSIONS.map((one) => [one, t.dimensions[one]] as const)]}
          onChange={(chosen) =>
            void navigate({
              search: ({ of: _, ...before }) => (chosen === 'all' ? before : { ...before, of: chosen }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {sets && indicator !== undefined && (
        <p className="ways">
          <Link to="/targets/set" search={{ indicator: indicator.code, universe }}>
            {t.set}
          </Link>
        </p>
      )}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={6} />}
      {found.isSuccess && rows.length === 0 && <p>{sets ? t.noneSet : t.none}</p>}
      {indicator !== undefined && rows.length > 0 && (
        <Targets targets={rows} indicator={indicator} sets={sets} />
      )}
    </>
  )
}

type Row = MonitoringTypes['row']

const stateText = (figure: Row | undefined): string => {
  const attainment = figure?.attainment
  if (attainment == null) return t.noFigure
  if (attainment.met) return t.met
  const isDue = figure?.period === attainment.period
  if (isDue || attainment.onTrack === null) return attainment.met === false ? t.notMet : '–'
  return attainment.onTrack ? t.onTrack : t.behind
}

const Targets = ({
  targets,
  indicator,
  sets,
}: {
  readonly targets: readonly Target[]
  readonly indicator: Indicator
  readonly sets: boolean
}) => {
  const { nameOf } = useSubjects()
  const { rows, isPending } = useFigures(targets)
  const value = (text: string) => valueText(text, indicator)
  return (
    <Table
      caption={`${say(indicator.name)}, ${say(indicator.unit)}`}
      rows={targets}
      rowKey={({ dimension, code, period }) => `${dimension} ${code} ${period}`}
      columns={[
        { key: 'subject', name: t.labels.code, cell: nameOf },
        { key: 'period', name: t.labels.period, cell: ({ period }) => periodText(period) },
        {
          key: 'target',
          name: t.labels.target,
          numeric: true,
          cell: ({ target, band }) =>
            band === undefined ? value(target) : t.between(value(band.from), value(band.to)),
        },
        {
          key: 'baseline',
          name: t.labels.baseline,
          numeric: true,
          cell: ({ baseline, baselinePeriod }) =>
            baseline === undefined
              ? '–'
              : baselinePeriod === undefined
                ? value(baseline)
                : t.valueOf(value(baseline), periodText(baselinePeriod)),
        },
        {
          key: 'figure',
          name: t.figure,
          numeric: true,
          cell: (target) => {
            const figure = measuredBy(rows, target)
            return figure?.value == null ? '–' : t.valueOf(value(figure.value), periodText(figure.period))
          },
        },
        {
          key: 'attainment',
          name: t.attainment,
          numeric: true,
          cell: (target) => {
            const share = measuredBy(rows, target)?.attainment?.attainment
            return share == null ? '–' : percent(share)
          },
        },
        {
          key: 'state',
          name: t.state,
          cell: (target) => (isPending ? '…' : stateText(measuredBy(rows, target))),
        },
        ...(sets
          ? [
              {
                key: 'change',
                name: t.action,
                cell: (target: Target) => (
                  <Link
                    to="/targets/set"
                    search={{
                      indicator: target.indicator,
                      universe: target.universe,
                      of: target.dimension,
                      code: target.code,
                      period: target.period,
                    }}
                    aria-label={t.changeOne(nameOf(target), periodText(target.period))}
                  >
                    {t.change}
                  </Link>
                ),
              },
            ]
          : []),
      ]}
    />
  )
}
