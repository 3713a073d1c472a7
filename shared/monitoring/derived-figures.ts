import { InvalidRequestError } from '#kernel/errors'
import type { FigureSource, Figures } from './kpi-figures.ts'
import { NEVER } from './kpi-rows.ts'
import type { View } from './kpi-view.ts'
import {
  breaksBetween,
  type Catalogue,
  type Cell,
  type Change,
  type Compared,
  compare,
  type Decimal,
  earlierOf,
  fromNumber,
  type Group,
  groupOf,
  hashOf,
  type IndicatorCode,
  isRead,
  METHOD,
  type Period,
  type RateRule,
  type ReadIndicator,
  rateOf,
} from './model.ts'
import type { StoredCell } from './slice-keys.ts'

/** Where the figures of an answer come from, whichever indicator: those of one that is made when read come from the
 *  figures of another, which may be made when read itself; the catalogue has no cycles.
 *  @param stored the figures that jobs stored, or that units' values give now
 *  @param viewOf what is asked, of another indicator */
export const figuresBy = async (
  code: IndicatorCode,
  catalogue: Catalogue,
  stored: (code: IndicatorCode) => FigureSource | Promise<FigureSource>,
  viewOf: (code: IndicatorCode) => View,
): Promise<FigureSource> => {
  const own = await stored(code)
  const readings = catalogue.versions(code).filter(isRead)
  if (readings.length === 0) return own
  const bases = new Map<IndicatorCode, FigureSource>()
  for (const { aggregation } of readings)
    bases.set(aggregation.of, await figuresBy(aggregation.of, catalogue, stored, viewOf))
  const readingFor = (period: Period): { indicator: ReadIndicator; base: FigureSource } | undefined => {
    const indicator = catalogue.at(period).get(code)
    if (indicator === undefined || !isRead(indicator)) return undefined
    const base = bases.get(indicator.aggregation.of)
    return base && { indicator, base }
  }
  const view = viewOf(code)
  const figures = async (period: Period): Promise<Figures> => {
    const reading = readingFor(period)
    if (reading === undefined) return own.figures(period)
    const { indicator, base } = reading
    const rule = indicator.aggregation
    if (rule.rule !== 'share-of-total')
      return { cells: await rates(reading, rule, period, { view, catalogue }), whole: undefined }
    refuseUnlessAdditive(indicator, viewOf(rule.of))
    const { cells, whole } = await base.figures(period)
    return { cells: cells.map((part) => shareCell(indicator, part, whole)), whole: undefined }
  }
  return {
    periods: async () => {
      const all = await Promise.all([own, ...bases.values()].map((source) => source.periods()))
      return [...new Set(all.flat())].sort()
    },
    figures,
    changes: async (compared, cells) =>
      readingFor(compared.period) === undefined
        ? own.changes(compared, cells)
        : plainChanges(compared, cells, (await figures(compared.against)).cells),
  }
}

/** Growth and CAGR of the base's figures, over matched units where they are of groups. */
const rates = async (
  { indicator, base }: { readonly indicator: ReadIndicator; readonly base: FigureSource },
  rule: RateRule,
  period: Period,
  { view: { dimension }, catalogue }: { readonly view: View; readonly catalogue: Catalogue },
): Promise<StoredCell[]> => {
  const compared = { period, against: earlierOf(rule, period) }
  const { cells } = await base.figures(period)
  const [changes, before] = await Promise.all([base.changes(compared, cells), base.figures(compared.against)])
  const broken = breaksBetween(rule.of, compared.against, period, catalogue)
  const earlierHash = new Map(before.cells.map(({ cell }) => [cell.code, cell.hash]))
  return cells.map((later) => {
    const { code, value, reporting, hash } = later.cell
    const change = changes.get(groupOf(dimension, code))
    const found = change?.matched ?? change?.plain ?? undefined
    const rate = rateOf(rule, found)
    return derivedCell(indicator, later, {
      value: rate === null ? null : fromNumber(rate),
      noValue:
        value === null ? 'no-data' : found?.reason === 'no-value' ? 'no-base' : (found?.reason ?? 'no-base'),
      reporting: change === undefined ? 0 : (change.matched?.units ?? reporting),
      broken: broken || change?.break !== undefined,
      restsOn: [`figure ${hash}`, `against ${earlierHash.get(code) ?? 'none'}`],
      ...releasedChange(later, compared.against),
    })
  })
}

/** What a release says of the change that a rate is made of. */
const releasedChange = ({ released }: StoredCell, against: Period) => {
  const found = released?.changes.find((change) => change.against === against)
  return { withheld: found?.confStatus !== undefined, ...(found && { since: found.since }) }
}

const shareCell = (indicator: ReadIndicator, part: StoredCell, whole: StoredCell | undefined): StoredCell => {
  const total = Number(whole?.cell.value ?? 0)
  const { value, reporting, hash } = part.cell
  return derivedCell(indicator, part, {
    value: value === null || total === 0 ? null : fromNumber(Number(value) / total),
    noValue: value === null || whole?.cell.value == null ? 'no-data' : 'zero-denominator',
    reporting,
    restsOn: [`part ${hash}`, `whole ${whole?.cell.hash ?? 'none'}`],
    withheld: whole?.released?.confStatus !== undefined,
  })
}

const derivedCell = (
  { code, version }: ReadIndicator,
  { cell, released }: StoredCell,
  made: {
    readonly value: Decimal | null
    /** Why, if there is no value. */
    readonly noValue: Cell['noValue'] & string
    readonly reporting: number
    /** Whether it compares figures that are defined differently. */
    readonly broken?: boolean
    /** The hashes of the figures that it is made from, and as what. */
    readonly restsOn: readonly string[]
    /** Whether a release withholds what it needs besides the figure. */
    readonly withheld: boolean
    /** The release that it is of, where that is not the figure's. */
    readonly since?: number
  },
): StoredCell => ({
  cell: {
    universe: cell.universe,
    indicator: code,
    breakdown: cell.breakdown,
    period: cell.period,
    dimension: cell.dimension,
    code: cell.code,
    value: made.value,
    ...(made.value === null && { noValue: made.noValue }),
    obsStatus: made.value === null ? 'O' : made.broken && cell.obsStatus === 'A' ? 'B' : cell.obsStatus,
    reporting: made.reporting,
    expected: cell.expected,
    byStatus: cell.byStatus,
    estimatedShare: null,
    statistics: null,
    method: METHOD,
    definitionVersion: version,
    hash: hashOf(made.restsOn, `${code} ${version}`),
  },
  computedAt: NEVER,
  ...(released && {
    released: {
      number: made.since ?? released.number,
      ...(made.withheld && { confStatus: 'D' }),
      ...(released.confStatus !== undefined && { confStatus: released.confStatus }),
      statistics: null,
      changes: [],
    },
  }),
})

/** Of figures made when read, only the figures themselves can be compared. */
const plainChanges = (
  compared: Compared,
  cells: readonly StoredCell[],
  before: readonly StoredCell[],
): ReadonlyMap<Group, Change> => {
  const values = new Map(before.map(({ cell }) => [cell.code, cell.value]))
  return new Map(
    cells.flatMap(({ cell: { dimension, code, value } }) => {
      const was = values.get(code)
      if (was === undefined) return []
      const plain = compare(was, value, compared)
      return [[groupOf(dimension, code), { against: compared.against, matched: null, plain }] as const]
    }),
  )
}

const refuseUnlessAdditive = ({ code }: ReadIndicator, base: View): void => {
  if (base.additive) return
  throw new InvalidRequestError({
    en: `"${code}" is a share of a total, and the groups of this dimension overlap or are no parts of one. Ask by category, stage or type, or by region with attribution=seat.`,
    ru: `«${code}» — доля в целом, а группы этого измерения пересекаются или не составляют целого. Спросите по категориям, стадиям или типам либо по регионам с attribution=seat.`,
  })
}
