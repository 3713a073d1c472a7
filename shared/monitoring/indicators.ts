import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type LastChange } from '#kernel/entity'
import { RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Table, Write } from '#kernel/table'
import type { monitoringContract } from './contract.ts'
import type { IndicatorStore } from './indicator-store.ts'
import type { MarkStore } from './mark-store.ts'
import { faultOfDefinition, type Indicator, IndicatorDefinition, originOf } from './model.ts'

interface Ports {
  readonly table: Table
  readonly indicators: IndicatorStore
  readonly marks: MarkStore
}

type Routes = typeof monitoringContract.routes

export const listIndicators =
  ({ indicators }: Ports) =>
  async (_: Call<Routes['listIndicators']>) => ({
    status: 200 as const,
    body: { items: [...(await indicators.catalogue()).values()] },
  })

export const getIndicator =
  ({ indicators }: Ports) =>
  async (call: Call<Routes['getIndicator']>) => {
    const { value, version } = await indicators.get(call.params.code, { consistent: false })
    return { status: 200 as const, body: value, version }
  }

/** Redefines an indicator. Its figures, and those that depend on it, are computed again by the next run.
 *  @throws RuleFailedError when the definition cannot stand in the catalogue
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeIndicator = (ports: Ports) => async (call: Call<Routes['changeIndicator']>) => {
  covers(call.actor, 'indicator.manage', WHOLE_DEPLOYMENT)
  const { value: before } = await ports.indicators.get(call.params.code)
  const version = (call.expectedVersion ?? 0) + 1
  const indicator = defined({ ...call.body, code: before.code }, version, await ports.indicators.catalogue())
  const reply = { status: 200 as const, body: indicator, version }
  return commit(ports.table, call, reply, writesOf(ports, indicator, changeBy(call, 'change-indicator')))
}

/** Defines and redefines indicators row by row; in order, since a row may depend on one before it. */
export const importIndicators = (ports: Ports) => async (call: Call<Routes['importIndicators']>) => {
  covers(call.actor, 'indicator.manage', WHOLE_DEPLOYMENT)
  const catalogue = new Map(await ports.indicators.catalogue())
  const change = changeBy(call, 'import-indicators')
  const body = await answerRows({
    rows: call.body.rows,
    schema: IndicatorDefinition,
    language: call.language,
    parallel: 1,
    handle: async (definition): Promise<RowOutcome> => {
      const { code } = definition
      const before = catalogue.get(code)
      if (before !== undefined && sameDefinition(definition, before))
        return { outcome: 'unchanged', id: code }
      const indicator = defined(definition, (before?.version ?? 0) + 1, catalogue)
      await ports.table.write(writesOf(ports, indicator, change))
      catalogue.set(code, indicator)
      return { outcome: before === undefined ? 'created' : 'updated', id: code }
    },
  })
  return { status: 200 as const, body }
}

const sameDefinition = (definition: IndicatorDefinition, indicator: Indicator): boolean =>
  canonicalJson(definition) === canonicalJson(IndicatorDefinition.parse(indicator))

const defined = (
  definition: IndicatorDefinition,
  version: number,
  catalogue: ReadonlyMap<string, Indicator>,
): Indicator => {
  const fault = faultOfDefinition(definition, [...catalogue.values()])
  if (fault !== null)
    throw new RuleFailedError({ en: `${fault}.`, ru: `Определение показателя не принято: ${fault}.` })
  return { ...definition, origin: originOf(definition), version }
}

const writesOf = ({ indicators, marks }: Ports, indicator: Indicator, change: LastChange): Write[] => [
  indicators.put(indicator, change),
  marks.step({ kind: 'indicator', indicator: indicator.code }, indicator.code),
]
