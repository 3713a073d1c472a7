import { InvalidRequestError } from '#kernel/errors'
import { additivity } from './kpi-rows.ts'
import {
  type CellDimension,
  type Indicator,
  isRegistryCount,
  isValidOn,
  type KpiQuery,
  type Period,
  referenceDate,
  type Slice,
  type Target,
} from './model.ts'
import type { RegionTree } from './ports.ts'

/** What is asked for, resolved: which cells, and what they are parts of. */
export interface View {
  readonly series: Omit<Slice, 'period'>
  readonly dimension: CellDimension
  /** Undefined: a table of every code. */
  readonly codes: readonly string[] | undefined
  /** Whether the nation alone is asked for. */
  readonly isNation: boolean
  /** Of a table of regions: those right below the whole. */
  readonly partsOf: ((period: Period) => readonly string[]) | undefined
  readonly wholeCode: string
  readonly additive: boolean | null
  /** The dimension under which targets are set. */
  readonly target: Target['dimension']
}

export const viewOf = (query: KpiQuery, indicator: Indicator, tree: RegionTree): View => {
  const { universe, breakdown } = query
  const isPlace = query.dimension === 'nation' || query.dimension === 'region'
  if (universe === 'region' && !isPlace && query.dimension !== 'unit')
    throw new InvalidRequestError({
      en: 'Regions are grouped by region only; use dimension=region, nation or unit.',
      ru: 'Регионы группируются только по регионам: dimension=region, nation или unit.',
    })
  const seat = isPlace && query.attribution === 'seat' && universe === 'cluster'
  const dimension: CellDimension =
    query.dimension === 'nation' || query.dimension === 'region'
      ? seat
        ? 'region-seat'
        : 'region'
      : query.dimension
  const codes = query.dimension === 'nation' ? [tree.root] : codesOf(query)
  if (query.dimension === 'unit') refuseUnitsUnlessNamed(indicator, codes)
  const wholeCode = query.dimension === 'region' ? (query.within ?? tree.root) : tree.root
  return {
    series: { universe, indicator: indicator.code, breakdown },
    dimension,
    codes,
    isNation: query.dimension === 'nation',
    partsOf:
      query.dimension === 'region' && codes === undefined
        ? (period) =>
            tree.regions
              .filter((region) => region.parent === wholeCode && isValidOn(region, referenceDate(period)))
              .map(({ code }) => code)
              .sort()
        : undefined,
    wholeCode,
    additive: dimension === 'unit' ? null : additivity(indicator, universe, dimension),
    target: targetDimension(dimension),
  }
}

const codesOf = ({ code }: KpiQuery): readonly string[] | undefined =>
  code === undefined ? undefined : [...new Set(code.split(',').map((one) => one.trim()))]

const refuseUnitsUnlessNamed = ({ code }: Indicator, codes: readonly string[] | undefined): void => {
  if (codes === undefined)
    throw new InvalidRequestError({
      en: 'Name the clusters or regions: dimension=unit&code=…; separate several by commas.',
      ru: 'Укажите кластеры или регионы: dimension=unit&code=…; несколько — через запятую.',
    })
  if (isRegistryCount(code))
    throw new InvalidRequestError({
      en: `"${code}" is counted in the register for groups of clusters, not for single ones.`,
      ru: `«${code}» считается по реестру для групп кластеров, а не для отдельных.`,
    })
}

/** The dimension under which targets of groups are set. */
const targetDimension = (dimension: CellDimension): Target['dimension'] => {
  switch (dimension) {
    case 'region-seat':
      return 'region'
    case 'category-any':
      return 'category'
    default:
      return dimension
  }
}
