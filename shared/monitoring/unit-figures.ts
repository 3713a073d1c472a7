import type { Actor } from '#kernel/access'
import { type Agreements, type Places, viewer } from './authority.ts'
import type { EnterpriseStore } from './campaigns/enterprise-store.ts'
import { type FigureSource, periodsAsked } from './kpi-figures.ts'
import { NEVER } from './kpi-rows.ts'
import type { View } from './kpi-view.ts'
import { MemberChanges } from './member-changes.ts'
import {
  type Catalogue,
  type Cell,
  cellsOf,
  coarserPeriods,
  compare,
  type Group,
  groupOf,
  type Indicator,
  inputCodes,
  inputsEver,
  isStored,
  type KpiChange,
  type KpiQuery,
  ofOneUnit,
  type Period,
  previousPeriod,
  registerOf,
} from './model.ts'
import type { ObservationStore } from './observation-store.ts'
import type { RegionTree, RegisterFacts } from './ports.ts'

interface Ports {
  readonly observations: ObservationStore
  readonly places: Places
  readonly openness: Agreements
  readonly registry: RegisterFacts
  readonly enterprises: EnterpriseStore
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
 *  groups are, of ratios its own. Reads one series of each unit, and no slice. Of clusters they know who came and went:
 *  the value after more than a tenth of the members did is a break in the series, unless what it did can be told. */
export const unitFigures = async (
  ports: Ports,
  { query, indicator, catalogue, view, actor, tree }: Asked,
): Promise<FigureSource> => {
  const { observations, places, openness, registry } = ports
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
  const definedAt = (period: Period) => {
    const own = catalogue.at(period).get(indicator.code)
    return own !== undefined && isStored(own) ? own : undefined
  }
  const cellOf = (unit: string, period: Period): Cell | undefined => {
    const held = catalogue.at(period)
    const own = definedAt(period)
    if (own === undefined) return undefined
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
  const members = new Map(
    (universe === 'cluster' ? units : []).map((unit) => {
      const reported = reports.get(unit)?.get(indicator.code)?.keys() ?? []
      return [unit, new MemberChanges(ports, actor, unit, view.series, reported)]
    }),
  )
  const memberChange = async (before: Cell, after: Cell) => {
    const own = definedAt(after.period)
    return own === undefined ? {} : ((await members.get(after.code)?.between(before, after, own)) ?? {})
  }
  const withBreak = async (cell: Cell): Promise<Cell> => {
    const before = cellOf(cell.code, previousPeriod(cell.period))
    if (before === undefined || cell.obsStatus !== 'A') return cell
    return (await memberChange(before, cell)).break === undefined ? cell : { ...cell, obsStatus: 'B' }
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
    figures: async (period) => {
      const cells = units.flatMap((unit) => cellOf(unit, period) ?? [])
      const shown = await Promise.all(cells.map(withBreak))
      return { cells: shown.map((cell) => ({ cell, computedAt: NEVER })), whole: undefined }
    },
    changes: async (compared, cells) => {
      const changes = new Map<Group, KpiChange>()
      for (const { cell } of cells) {
        const before = cellOf(cell.code, compared.against)
        if (before === undefined) continue
        changes.set(groupOf('unit', cell.code), {
          against: compared.against,
          matched: null,
          plain: compare(before.value, cell.value, compared),
          ...(await memberChange(before, cell)),
        })
      }
      return changes
    },
  }
}
