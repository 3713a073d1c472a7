import type { Actor } from '#kernel/access'
import { type Places, viewer } from './authority.ts'
import type { StoredCell } from './keys.ts'
import { comparedWith } from './kpi-changes.ts'
import { type FigureSource, periodsAsked } from './kpi-figures.ts'
import { NEVER } from './kpi-rows.ts'
import type { View } from './kpi-view.ts'
import {
  type Cell,
  type Change,
  cellsOf,
  coarserPeriods,
  compare,
  type Group,
  groupOf,
  type Indicator,
  inputCodes,
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
  readonly registry: RegisterFacts
}

interface Asked {
  readonly query: KpiQuery
  readonly indicator: Indicator
  readonly catalogue: ReadonlyMap<string, Indicator>
  readonly view: View
  readonly actor: Actor
  readonly tree: RegionTree
}

/** Figures of single units, each computed from what it reported itself and the caller may see: over time as those of
 *  groups are, of ratios its own. Reads one series of each unit, and no slice. */
export const unitFigures = async (
  { observations, places, registry }: Ports,
  { query, indicator, catalogue, view, actor, tree }: Asked,
): Promise<FigureSource> => {
  const units = view.codes ?? []
  const { universe, breakdown } = query
  const own = ofOneUnit(indicator)
  const shown = viewer(actor, places, catalogue)
  const seriesOf = async (subject: string, input: Indicator) => {
    const all = await observations.series({ universe, subject, indicator: input.code, breakdown })
    const seen = await Promise.all(all.map(async (one) => ((await shown(one)) === undefined ? [] : [one])))
    return [
      input.code,
      { indicator: input, observations: Map.groupBy(seen.flat(), ({ period }): Period => period) },
    ] as const
  }
  const [facts, ...inputs] = await Promise.all([
    universe === 'cluster' ? registry.clusterFacts(units) : [],
    ...units.map(async (unit) => {
      const codes = inputCodes(own).flatMap((code) => catalogue.get(code) ?? [])
      return [unit, new Map(await Promise.all(codes.map((input) => seriesOf(unit, input))))] as const
    }),
  ])
  const register = registerOf(facts, [], tree.regions)
  const inputsOf = new Map(inputs)
  const cellOf = (unit: string, period: Period): Cell | undefined => {
    const slice = { ...view.series, period }
    const series = inputsOf.get(unit) ?? new Map()
    const { basis } = query
    const [cell] = cellsOf({ slice, indicator: own, inputs: series, register, basis, unit }).cells
    return cell && { ...cell, statistics: null }
  }
  return {
    periods: async () => {
      const reported = inputs.flatMap(([, series]) =>
        [...series.values()].flatMap(({ observations: byPeriod }) => [...byPeriod.keys()]),
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
    changes: async (period, cells) => {
      const changes = new Map<Group, Change>()
      if (query.change === 'none') return changes
      const against = comparedWith(query.change, period)
      for (const { cell } of cells) {
        const before = cellOf(cell.code, against)
        if (before === undefined) continue
        const plain = compare(before.value, cell.value)
        changes.set(groupOf('unit', cell.code), { against, matched: null, plain })
      }
      return changes
    },
  }
}
