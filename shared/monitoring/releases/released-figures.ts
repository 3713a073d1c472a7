import { type Actor, actorId, holds } from '#kernel/access'
import { NotFoundError } from '#kernel/errors'
import { TO_SHOW } from '#kernel/table'
import { type FigureSource, periodsAsked } from '../kpi-figures.ts'
import type { View } from '../kpi-view.ts'
import {
  type Change,
  type Group,
  groupOf,
  type Indicator,
  type KpiQuery,
  type Period,
  type PublicConfStatus,
  partsOfGroup,
} from '../model.ts'
import type { StoredCell } from '../slice-keys.ts'
import type { NumberedEntry } from './keys.ts'
import type { ReleasedRow } from './model/released-row.ts'
import type { ReleaseStore } from './release-store.ts'

/** The releases that an answer is made of: of each period the figures of the newest one, up to one. */
export interface ReleaseView {
  /** The newest; 0 where none has been published yet. */
  readonly number: number
  readonly entries: readonly NumberedEntry[]
  /** The release that is under embargo for this reader. */
  readonly embargoed: number | undefined
}

/** The releases up to the one that is asked for. One that is not out yet is there for those on its list who hold
 *  embargo.read; for others only which figures it will have.
 *  @throws NotFoundError when no release of that number is prepared */
export const releasesFor = async (
  store: ReleaseStore,
  asked: number | 'newest',
  actor: Actor,
): Promise<ReleaseView> => {
  const numbered = await store.numbered(TO_SHOW)
  const out = numbered.filter(({ status }) => status === 'published')
  if (asked === 'newest') return { number: out.at(-1)?.number ?? 0, entries: out, embargoed: undefined }
  const found = numbered.find(({ number, status }) => number === asked && status !== 'preparing')
  if (found === undefined)
    throw new NotFoundError({
      en: `There is no release ${asked}; GET /releases lists them.`,
      ru: `Выпуска ${asked} нет; список: GET /releases.`,
    })
  const embargoed = found.status !== 'published' && !mayReadEarly(actor, found)
  return {
    number: asked,
    entries: [...out.filter(({ number }) => number < asked), found],
    embargoed: embargoed ? asked : undefined,
  }
}

/** Whether an actor sees a release before its time: named on its list, and holding the power. */
export const mayReadEarly = (actor: Actor, { readers }: Pick<NumberedEntry, 'readers'>): boolean =>
  holds(actor, 'embargo.read') && readers.includes(actorId(actor))

interface Asked {
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly view: View
}

/** Figures of groups as releases have them, in any breakdown. Reads the shelf of the dimension and, for shares, that of the nation: one
 *  Query each for every release that the periods' figures are of. */
export const releasedFigures = (
  store: ReleaseStore,
  { entries, embargoed }: ReleaseView,
  { query, indicator, view }: Asked,
): FigureSource => {
  const holding = new Map<Period, NumberedEntry>()
  for (const entry of entries)
    for (const [code, period] of entry.slices) if (code === indicator.code) holding.set(period, entry)
  const known = new Map<string, Promise<ReadonlyMap<Period, ReadonlyMap<Group, ReleasedRow>>>>()
  const shelf = async (name: 'nation' | View['dimension'], period: Period) => {
    const entry = holding.get(period)
    if (entry === undefined || name === 'unit') return undefined
    const key = `${name} ${entry.number}`
    const found = known.get(key) ?? store.rows(entry, view.series, { shelf: name, ...spanOf(holding, entry) })
    known.set(key, found)
    return (await found).get(period)
  }
  const whole: Group = groupOf(view.dimension === 'region-seat' ? 'region-seat' : 'region', view.wholeCode)
  const rowsAt = async (period: Period): Promise<ReadonlyMap<Group, ReleasedRow>> => {
    const [nation, rows] = await Promise.all([
      shelf('nation', period),
      view.isNation ? undefined : shelf(view.dimension, period),
    ])
    return new Map([...(nation ?? []), ...(rows ?? [])])
  }
  const cellAt = (period: Period, group: Group, row: ReleasedRow): StoredCell =>
    storedCell(view, period, group, row, holding.get(period)?.number === embargoed ? 'E' : row.confStatus)
  return {
    periods: async () => periodsAsked(query, indicator, [...holding.keys()]),
    figures: async (period) => {
      const rows = await rowsAt(period)
      const codes = view.codes ?? view.partsOf?.(period)
      const cells = [...rows]
        .filter(
          ([group, { code }]) => group === groupOf(view.dimension, code) && (codes?.includes(code) ?? true),
        )
        .map(([group, row]) => cellAt(period, group, row))
        .sort((a, b) => (a.cell.code < b.cell.code ? -1 : 1))
      const all = rows.get(whole)
      return { cells, whole: all && cellAt(period, whole, all) }
    },
    changes: async ({ period, against }, cells) => {
      if (holding.get(period)?.number === embargoed) return new Map()
      const rows = await rowsAt(period)
      return new Map(
        cells.flatMap(({ cell }): [Group, Change][] => {
          const group = groupOf(cell.dimension, cell.code)
          const change = rows.get(group)?.changes.find((one) => one.against === against)?.change
          return change == null ? [] : [[group, change]]
        }),
      )
    },
  }
}

/** From the first to the last period whose figures are of a release. */
const spanOf = (holding: ReadonlyMap<Period, NumberedEntry>, entry: NumberedEntry) => {
  const periods = [...holding].flatMap(([period, one]) => (one === entry ? [period] : [])).sort()
  return { from: periods[0] ?? '', to: periods.at(-1) ?? '' }
}

const storedCell = (
  { series }: View,
  period: Period,
  group: Group,
  row: ReleasedRow,
  confStatus: PublicConfStatus | undefined,
): StoredCell => {
  const { changes, since, confStatus: __, statistics, ...figure } = row
  const { dimension } = partsOfGroup(group)
  const hidden = confStatus === 'E' ? { ...figure, ...UNKNOWN } : figure
  return {
    cell: { ...series, period, dimension, ...hidden, statistics: null },
    computedAt: '',
    released: {
      number: since,
      ...(confStatus !== undefined && { confStatus }),
      statistics: confStatus === undefined ? statistics : null,
      changes,
    },
  }
}

/** What of a figure under embargo is told: that there will be one. */
const UNKNOWN = {
  value: null,
  reporting: 0,
  expected: null,
  byStatus: {},
  estimatedShare: null,
  hash: '',
} as const
