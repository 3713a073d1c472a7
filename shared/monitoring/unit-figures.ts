import type { Actor } from '#kernel/access'
import { type Agreements, type Places, viewer } from './authority.ts'
import type { StoredCell } from './keys.ts'
import { type FigureSource, periodsAsked } from './kpi-figures.ts'
import { NEVER } from './kpi-rows.ts'
import type { View } from './kpi-view.ts'
import {
  type Catalogue,
  type Cell,
  type Change,
  cellsOf,
  coarserPeriods,
  compare,
  type Group,
  groupOf,
  type Indicator,
  inputCodes,
  inputsEver,
  isStored,
  type KpiQuery,
  ofOneUnit,
  type Period,
  registerOf,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { RegionTree, RegisterFacts } from './ports.ts'

interface Ports {
  readonly observations: ObservationStore
  readonly places: Places
  readonly openness: Agreements
  readonly registry: RegisterFacts
}

interface Asked {
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly catalogue: Catalogue
  readonly view: View
  readonly actor: Actor
  readonly tree: RegionTree
}

/** Figures of single units, each computed from what it reported itself and the caller may see: over time as those of
 *  groups are, of ratios its own. Reads one series of each unit, and no slice. */
export const unitFigures = async (
  { observations, places, openness, registry }: Ports,
  { query, indicator, catalogue, view, actor, tree }: Asked,
): Promise<FigureSource> => {
  const units = view.codes ?? []
  const { universe, breakdown } = query
  const shown = viewer(actor, { places, openness }, catalogue)
  const seriesOf = async (subject: string, input: string) => {
    const all = await observations.series({ universe, subject, indicator: input, breakdown })
    const seen = await Promise.all(all.map(async (one) => ((await shown(one)) === undefined ? [] : [one])))
    return [input, Map.groupBy(seen.flat(), ({ period }): Period => period)] as const
  }
  const [facts, ...inputs] = await Promise.all([
    universe === 'cluster' ? registry.clusterFacts(units) : [],
    ...units.map(async (unit) => {
      const codes = inputsEver(indicator.code, catalogue)
      return [unit, new Map(await Promise.all(codes.map((input) => seriesOf(unit, input))))] as const
    }),
  ])
  const register = registerOf(facts, [], tree.regions)
  const reports = new Map(inputs)
  const cellOf = (unit: string, period: Period): Cell | undefined => {
    const held = catalogue.at(period)
    const own = held.get(indicator.code)
    if (own === undefined || !isStored(own)) return undefined
    const slice = { ...view.series, period }
    const { basis } = query
    const series = inputCodes(own).flatMap((code) => {
      const input = held.get(code)
      const byPeriod = reports.get(unit)?.get(code)
      return input && byPeriod ? [[code, { indicator: input, observations: byPeriod }] as const] : []
    })
    const alone = { slice, indicator: ofOneUnit(own), inputs: new Map(series), register, basis, unit }
    const [cell] = cellsOf(alone).cells
    return cell && { ...cell, statistics: null }
  }
  return {
    periods: async () => {
      const reported = inputs.flatMap(([, series]) =>
        [...series.values()].flatMap((byPeriod) => [...byPeriod.keys()]),
      )
      return periodsAsked(
        query,
        indicator,
        reported.flatMap((period) => [period, ...coarserPeriods(period)]),
      )
    },
    figures: async (period) => ({
      cells: units.flatMap((unit): StoredCell[] => {
        const cell = cellOf(unit, period)
        return cell === undefined ? [] : [{ cell, computedAt: NEVER }]
      }),
      whole: undefined,
    }),
    changes: async (compared, cells) => {
      const changes = new Map<Group, Change>()
      for (const { cell } of cells) {
        const before = cellOf(cell.code, compared.against)
        if (before === undefined) continue
        const plain = compare(before.value, cell.value, compared)
        changes.set(groupOf('unit', cell.code), { against: compared.against, matched: null, plain })
      }
      return changes
    },
  }
}
