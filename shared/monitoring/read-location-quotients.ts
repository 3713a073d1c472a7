import type { Call } from '#kernel/call'
import { ForbiddenError, InvalidRequestError } from '#kernel/errors'
import type { Agreements, Places } from './authority.ts'
import type { figuresContract } from './contract/figures-contract.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { admit } from './kpi-access.ts'
import { viewOf } from './kpi-view.ts'
import {
  type Indicator,
  isStored,
  KpiQuery,
  type LocationQuotientAnswer,
  locationQuotients,
  referenceDate,
  registerOf,
  type StoredIndicator,
  type UnitValues,
  unitsOf,
  unitValuesOf,
  withoutBenchmarks,
} from './model.ts'
import type { CodeLists } from './ports.ts'
import { SliceReader } from './slice-reader.ts'
import type { SliceStore } from './slice-store.ts'

interface Ports {
  readonly indicators: IndicatorStore
  readonly slices: SliceStore
  readonly places: Places
  readonly openness: Agreements
  readonly codeLists: CodeLists
}

/** Answers how much more of each part of a total regions have than the area that contains them: from the public values
 *  of regions of one level, each share over the regions that have part and total. Reads one slice for the total and
 *  one for each part.
 *  @throws NotFoundError when there is no such indicator
 *  @throws InvalidRequestError when the indicator is no sum, so that its parts are no shares of a total
 *  @throws UnauthenticatedError, ForbiddenError when the caller may not read the figures of the area */
export const getLocationQuotients =
  ({ indicators, slices, places, openness, codeLists }: Ports) =>
  async (
    call: Call<typeof figuresContract.routes.getLocationQuotients>,
  ): Promise<{ status: 200; body: LocationQuotientAnswer }> => {
    const { actor, query } = call
    const catalogue = await indicators.catalogue()
    const indicator = catalogue.at(query.period).get(query.indicator)
    if (indicator === undefined) throw noSuchIndicator(query.indicator)
    if (!isSum(indicator)) throw noSum(indicator)
    const tree = await codeLists.regionTree()
    const asked = KpiQuery.parse({
      indicator: query.indicator,
      universe: 'region',
      dimension: 'region',
      ...(query.within !== undefined && { within: query.within }),
      ...(query.code !== undefined && { code: query.code }),
    })
    const view = viewOf(asked, indicator, tree)
    const within = view.wholeCode
    const mayRead = await admit({ actor, query: asked, indicator, view, tree, places, openness })
    if (!mayRead(within)) throw notYours(indicator, within)
    const codes = (view.codes ?? view.partsOf?.(query.period) ?? []).filter(mayRead)
    const register = registerOf([], [], tree.regions)
    const reader = new SliceReader({ slices, catalogue })
    const valuesOf = async (breakdown: string) => {
      const slice = {
        universe: 'region',
        indicator: indicator.code,
        breakdown,
        period: query.period,
      } as const
      const inputs = await reader.inputs(slice, indicator)
      const values = unitValuesOf({ slice, inputs, register })
      const entering = withoutBenchmarks(values, slice, register)
      const own: UnitValues = entering.get(indicator.code) ?? { scale: 1, values: new Map() }
      return {
        own,
        groups: () => unitsOf(slice, values, inputs, register, referenceDate(query.period)).groups,
      }
    }
    const total = await valuesOf(query.total)
    const groups = total.groups()
    const rows = await Promise.all(
      query.breakdown.map(async (breakdown) => {
        const { own } = await valuesOf(breakdown)
        return locationQuotients(
          { part: own, total: total.own, groups },
          { codes, within, breakdown, period: query.period },
        )
      }),
    )
    const { code, name, unit, version } = indicator
    return {
      status: 200,
      body: { indicator: { code, name, unit, version }, total: query.total, within, rows: rows.flat() },
    }
  }

const isSum = (indicator: Indicator): indicator is StoredIndicator =>
  isStored(indicator) && indicator.aggregation.rule === 'sum'

const noSum = ({ code }: Indicator) =>
  new InvalidRequestError({
    en: `"${code}" is no sum over its units, so that a part of it has no share of a total; ask for an indicator with the rule sum.`,
    ru: `«${code}» — не сумма по единицам, и часть не имеет доли в целом; нужен показатель с правилом sum.`,
  })

const notYours = ({ code }: Indicator, area: string) =>
  new ForbiddenError({
    en: `The quotients compare with the figure of "${code}" for ${area}, which is not for you to read.`,
    ru: `Коэффициенты сравнивают со значением «${code}» по «${area}», которое вам недоступно.`,
  })
