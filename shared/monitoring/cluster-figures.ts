import {
  breaksBetween,
  type Catalogue,
  type Decimal,
  earlierOf,
  groupOf,
  type IndicatorCode,
  isRead,
  isStored,
  type ReadRule,
  type Register,
  rateFigures,
  reportedFigures,
  type Slice,
  shareFigures,
  type UnitFigures,
  unitValuesOf,
} from './model.ts'
import type { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

/** What the clusters' own figures are read from. */
export interface ClusterFigureSource {
  readonly catalogue: Catalogue
  /** Reads each slice once. */
  readonly reader: SliceReader
  readonly slices: SliceStore
  readonly register: Register
  /** The root region: the group of all clusters. */
  readonly root: string
}

/** The own figures of all clusters in one slice, from public values; those of an indicator that is made when read come
 *  from the figures of another. Undefined where the indicator has no definition for the period. */
export const clusterFigures = async (
  slice: Slice,
  source: ClusterFigureSource,
): Promise<UnitFigures | undefined> => {
  const { catalogue, reader, register } = source
  const held = catalogue.at(slice.period).get(slice.indicator)
  if (held === undefined) return undefined
  if (isStored(held))
    return reportedFigures(held, unitValuesOf({ slice, inputs: await reader.inputs(slice, held), register }))
  if (!isRead(held)) return undefined
  const { aggregation: rule } = held
  const base = { ...slice, indicator: rule.of }
  const later = await clusterFigures(base, source)
  if (later === undefined) return undefined
  if (rule.rule === 'share-of-total') return shareFigures(later, await wholeOf(base, source))
  const compared = { period: slice.period, against: earlierOf(rule, slice.period) }
  const earlier = await clusterFigures({ ...base, period: compared.against }, source)
  const broken = breaksBetween(rule.of, compared.against, compared.period, catalogue)
  return earlier && rateFigures(rule, earlier, later, { compared, broken })
}

/** The stored figure of all clusters; none where their values do not add up to it. */
const wholeOf = async (
  slice: Slice,
  { catalogue, slices, root }: ClusterFigureSource,
): Promise<Decimal | null> => {
  if (catalogue.at(slice.period).get(slice.indicator)?.aggregation.rule !== 'sum') return null
  const [whole] = await slices.cellsAt([{ slice, group: groupOf('region', root) }])
  return whole?.cell.value ?? null
}

/** What an indicator is made from when read, by any of its versions. */
const basesOf = (code: IndicatorCode, catalogue: Catalogue): readonly ReadRule[] =>
  catalogue.versions(code).flatMap((version) => (isRead(version) ? [version.aggregation] : []))

/** The indicators whose stored figures those of one rest on at last, by any of its versions. */
export const storedBehind = (code: IndicatorCode, catalogue: Catalogue): readonly IndicatorCode[] => {
  const own = catalogue.versions(code).some(isStored) ? [code] : []
  const others = basesOf(code, catalogue).flatMap(({ of }) => storedBehind(of, catalogue))
  return [...new Set([...own, ...others])]
}

/** Whether an indicator tells of the whole that clusters are parts of. */
export const tellsOfWhole = (code: IndicatorCode, catalogue: Catalogue): boolean =>
  basesOf(code, catalogue).some(({ rule, of }) => rule === 'share-of-total' || tellsOfWhole(of, catalogue))
