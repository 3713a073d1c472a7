import { type Actor, actorId, covers, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import type { Table } from '#kernel/table'
import { overseesSomething, type Places } from './authority.ts'
import type { monitoringContract } from './contract.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import { faultOfTarget, type Indicator, type Target, TargetContent, TargetRow } from './model.ts'
import type { TargetStore } from './target-store.ts'

interface Ports {
  readonly table: Table
  readonly indicators: IndicatorStore
  readonly targets: TargetStore
  readonly places: Places
}

type Routes = typeof monitoringContract.routes

/** Rows under way at once. */
const PARALLEL = 10

/** Sets targets row by row, each found again by its subject, indicator, breakdown and period. The actor needs
 *  `target.set` over the unit or region; over the whole deployment for other groups. */
export const importTargets =
  ({ table, indicators, targets, places }: Ports) =>
  async (call: Call<Routes['importTargets']>) => {
    const catalogue = await indicators.catalogue()
    const change = changeBy(call, 'set-target')
    const body = await answerRows({
      rows: call.body.rows,
      schema: TargetRow,
      language: call.language,
      parallel: PARALLEL,
      handle: async (row): Promise<RowOutcome> => {
        const indicator = catalogue.get(row.indicator)
        if (indicator === undefined) throw noSuchIndicator(row.indicator)
        covers(call.actor, 'target.set', await resourceOf(row, places))
        const fault = faultOfTarget(row, indicator)
        if (fault !== null) throw new RuleFailedError({ en: `${fault}.`, ru: `Цель не принята: ${fault}.` })
        const target: Target = { ...row, setBy: actorId(call.actor) }
        const id = [row.universe, row.dimension, row.code, row.indicator, row.breakdown, row.period].join('#')
        const before = await targets.find(row)
        if (before !== undefined && sameTarget(before.value, target)) return { outcome: 'unchanged', id }
        await table.write([targets.put(target, before, change)])
        return { outcome: before === undefined ? 'created' : 'updated', id }
      },
    })
    return { status: 200 as const, body }
  }

export const listTargets =
  ({ indicators, targets }: Ports) =>
  async (call: Call<Routes['listTargets']>) => {
    const { value: indicator } = await indicators.get(call.query.indicator)
    const items = targetsFor(call.actor, indicator, await targets.of(call.query))
    return { status: 200 as const, body: { items: [...items] } }
  }

/** The targets that an actor may see: of indicators that are not open, who oversees nothing gets those of groups without
 *  baselines, since a baseline is a figure, and none of single units. */
export const targetsFor = (
  actor: Actor,
  { confidentiality }: Pick<Indicator, 'confidentiality'>,
  targets: readonly Target[],
): readonly Target[] =>
  confidentiality === 'open' || overseesSomething(actor)
    ? targets
    : targets
        .filter(({ dimension }) => dimension !== 'unit')
        .map(({ baseline: _, baselinePeriod: __, ...shown }) => shown)

const resourceOf = async ({ universe, dimension, code }: TargetRow, places: Places): Promise<Resource> => {
  if (dimension === 'unit') return places.get({ universe, subject: code })
  if (dimension === 'region') return places.get({ universe: 'region', subject: code })
  return WHOLE_DEPLOYMENT
}

const sameTarget = (a: Target, b: Target): boolean =>
  canonicalJson(TargetContent.parse(a)) === canonicalJson(TargetContent.parse(b))
