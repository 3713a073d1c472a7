import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { troubleOf } from '../../../../api.ts'
import { kpis } from '../../../../data.ts'
import { period as periodText, whole } from '../../../../format.ts'
import { wordFor } from '../../../../language.ts'
import { useCodes } from '../../../../ui/codes.ts'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import type { HeldSlice } from '../../api.ts'
import { heldBy } from '../../data.ts'
import { TOTAL } from '../../plan/figures.ts'
import { t } from '../../texts/releases/index.ts'
import { useIndicators } from '../indicators.ts'
import { useSubjects } from '../subjects.ts'

const keyOf = ({ universe, indicator, breakdown, period }: HeldSlice): string =>
  `${universe} ${indicator} ${breakdown} ${period}`

/** What a release holds, before its time for those on its list only; of each part what is withheld and why. */
export const Held = ({
  id,
  number,
  isOut,
}: {
  readonly id: string
  readonly number: number
  readonly isOut: boolean
}) => {
  const found = useQuery(heldBy(id))
  const [asked, setAsked] = useState<HeldSlice>()
  const { nameOf } = useIndicators()
  const industries = useCodes('industries')
  if (found.error && !isOut && troubleOf(found.error) === 'missing')
    return <p className="notice">{t.embargoed}</p>
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (found.data === undefined) return <Waiting lines={4} />
  const called = ({ universe, indicator, breakdown, period }: HeldSlice): string =>
    [
      nameOf(indicator),
      ...(universe === 'region' ? [t.ofRegions] : []),
      ...(breakdown === TOTAL ? [] : [industries.nameOf(breakdown)]),
      periodText(period),
    ].join(', ')
  return (
    <>
      <p>{t.heldText}</p>
      <Table
        caption={t.held}
        quietCaption
        rows={found.data.items}
        rowKey={keyOf}
        columns={[
          { key: 'slice', name: t.figures, cell: called },
          {
            key: 'reporting',
            name: t.reporting,
            numeric: true,
            cell: ({ reporting, expected }) =>
              expected === null ? whole(reporting) : t.outOf(whole(reporting), whole(expected)),
          },
          { key: 'shown', name: t.shown, numeric: true, cell: ({ shown }) => whole(shown) },
          { key: 'standing', name: t.standing, numeric: true, cell: ({ standing }) => whole(standing) },
          { key: 'withheld', name: t.withheld, numeric: true, cell: ({ withheld }) => whole(withheld) },
          {
            key: 'why',
            name: t.why,
            cell: (slice) =>
              slice.withheld > 0 && (
                <button
                  type="button"
                  aria-expanded={asked !== undefined && keyOf(asked) === keyOf(slice)}
                  aria-label={t.whyOf(called(slice))}
                  onClick={() => setAsked(slice)}
                >
                  {t.askWhy}
                </button>
              ),
          },
        ]}
      />
      {asked !== undefined && (
        <Withheld key={keyOf(asked)} slice={asked} number={number} title={t.whyOf(called(asked))} />
      )}
    </>
  )
}

const DIMENSIONS = ['region', 'category', 'section', 'stage', 'type'] as const

/** Which groups a release withholds, and why. */
const Withheld = ({
  slice: { universe, indicator, breakdown, period },
  number,
  title,
}: {
  readonly slice: HeldSlice
  readonly number: number
  readonly title: string
}) => {
  const { nameOf } = useSubjects()
  const found = useQuery({
    ...kpis({
      indicator,
      universe,
      breakdown,
      dimension: universe === 'region' ? 'region' : DIMENSIONS.join(','),
      from: period,
      to: period,
      release: number,
      change: 'none',
    }),
    retry: false,
  })
  const rows = (found.data?.rows ?? []).filter(({ confStatus }) => confStatus !== undefined)
  return (
    <section aria-labelledby="why" aria-live="polite">
      <h3 id="why">{title}</h3>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={3} />}
      {found.isSuccess && rows.length === 0 && <p>{t.nothingHere}</p>}
      {rows.length > 0 && (
        <Table
          caption={title}
          quietCaption
          rows={rows}
          rowKey={({ dimension, code }) => `${dimension} ${code}`}
          columns={[
            {
              key: 'group',
              name: t.group,
              cell: ({ dimension, code }) =>
                dimension === 'nation' ? code : nameOf({ universe, dimension, code }),
            },
            { key: 'dimension', name: t.by, cell: ({ dimension }) => wordFor(t.dimensions, dimension) },
            {
              key: 'reporting',
              name: t.reporting,
              numeric: true,
              cell: ({ reporting, expected }) =>
                expected === null ? whole(reporting) : t.outOf(whole(reporting), whole(expected)),
            },
            {
              key: 'why',
              name: t.why,
              cell: ({ confStatus = '' }) => wordFor(t.reasons, confStatus),
            },
          ]}
        />
      )}
    </section>
  )
}
