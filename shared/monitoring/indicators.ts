import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy } from '#kernel/entity'
import { NotFoundError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { PlatformText } from '#kernel/localised-text'
import type { Table, Write } from '#kernel/table'
import type { monitoringContract } from './contract.ts'
import { type IndicatorChange, type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import type { MarkStore } from './mark-store.ts'
import {
  faultOfDefinition,
  faultOfNewVersion,
  type Indicator,
  IndicatorDefinition,
  IndicatorRow,
  isStored,
  originOf,
} from './model.ts'

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

/** Answers the newest version of an indicator, or the one that is asked for.
 *  @throws NotFoundError when there is no such indicator or version */
export const getIndicator =
  ({ indicators }: Ports) =>
  async ({ params: { code }, query }: Call<Routes['getIndicator']>) => {
    const options = { consistent: false }
    const { value, version } = await indicators.get(code, options)
    const asked =
      query.version === undefined || query.version === value.version
        ? value
        : await indicators.earlier(code, query.version)
    if (asked === undefined) throw noSuchVersion(value, query.version)
    const body = { ...asked, metadata: await indicators.metadata(asked, options) }
    return { status: 200 as const, body, ...(asked === value && { version }) }
  }

const noSuchVersion = ({ code, version }: Indicator, asked: number | undefined) =>
  new NotFoundError({
    en: `"${code}" has no version ${asked}; its newest is ${version}.`,
    ru: `У показателя «${code}» нет версии ${asked}; новейшая — ${version}.`,
  })

/** Redefines an indicator. A changed definition starts a new version: figures of periods that end on `validFrom` or
 *  later, and those made from them, are computed again by the next run; all others, and the version before, stay.
 *  Other reference metadata change no figure and start no version.
 *  @throws RuleFailedError when the definition cannot stand in the catalogue, or does not say from when on it holds
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeIndicator = (ports: Ports) => async (call: Call<Routes['changeIndicator']>) => {
  covers(call.actor, 'indicator.manage', WHOLE_DEPLOYMENT)
  const { code } = call.params
  const before = await ports.indicators.find(code)
  if (before === undefined) throw noSuchIndicator(code)
  const { indicator, metadata } = await next(ports, { ...call.body, code }, before.value)
  const version = (call.expectedVersion ?? 0) + 1
  const reply = {
    status: 200 as const,
    body: { ...indicator, metadata: metadata ?? (await ports.indicators.metadata(indicator)) },
    version,
  }
  return commit(
    ports.table,
    call,
    reply,
    writesOf(ports, {
      before: before.value,
      after: indicator,
      metadata,
      recordVersion: version,
      change: changeBy(call, 'change-indicator'),
    }),
  )
}

/** Defines and redefines indicators row by row; in order, since a row may depend on one before it. */
export const importIndicators = (ports: Ports) => async (call: Call<Routes['importIndicators']>) => {
  covers(call.actor, 'indicator.manage', WHOLE_DEPLOYMENT)
  const change = changeBy(call, 'import-indicators')
  const body = await answerRows({
    rows: call.body.rows,
    schema: IndicatorRow,
    language: call.language,
    parallel: 1,
    handle: async (row): Promise<RowOutcome> => {
      const { code } = row
      const before = await ports.indicators.find(code)
      if (await isEarlier(ports, row, before?.value)) return { outcome: 'unchanged', id: code }
      const { indicator, metadata } = await next(ports, row, before?.value)
      if (indicator === before?.value && metadata === undefined) return { outcome: 'unchanged', id: code }
      await ports.table.write(
        writesOf(ports, {
          before: before?.value,
          after: indicator,
          metadata,
          recordVersion: (before?.version ?? 0) + 1,
          change,
        }),
      )
      return { outcome: before === undefined ? 'created' : 'updated', id: code }
    },
  })
  return { status: 200 as const, body }
}

/** Whether a row is a version that another followed: exports tell all of them. */
const isEarlier = async (
  { indicators }: Ports,
  { metadata: _metadata, validFrom, reason, ...definition }: IndicatorRow,
  newest: Indicator | undefined,
): Promise<boolean> => {
  if (newest === undefined || validFrom === newest.validFrom) return false
  for (let version = newest.version - 1; version >= 1; version -= 1) {
    const earlier = await indicators.earlier(newest.code, version)
    if (earlier === undefined || earlier.validFrom !== validFrom) continue
    const sameReason = canonicalJson(earlier.reason ?? null) === canonicalJson(reason ?? null)
    if (sameReason && sameDefinition(definition, earlier)) return true
  }
  return false
}

/** The indicator as it is after a row: the one before where its definition stays. Metadata are undefined where what
 *  is said of it stays, and are those of the version before where a new version brings none.
 *  @throws RuleFailedError when the row cannot stand */
const next = async (
  { indicators }: Ports,
  row: IndicatorRow,
  before: Indicator | undefined,
): Promise<Pick<IndicatorChange, 'metadata'> & { readonly indicator: Indicator }> => {
  const { metadata, validFrom, reason, ...definition } = row
  if (before?.origin === 'registry') throw refusal(ofRegister(before))
  if (before !== undefined && sameDefinition(definition, before)) {
    const said = metadata && (await indicators.metadata(before))
    const same = canonicalJson(metadata ?? null) === canonicalJson(said ?? null)
    return { indicator: before, metadata: same ? undefined : metadata }
  }
  refuse(faultOfDefinition(definition, await indicators.catalogue()))
  const made = { ...definition, origin: originOf(definition) }
  if (before === undefined) return { indicator: { ...made, version: 1 }, metadata }
  refuse(faultOfNewVersion(before, definition))
  if (validFrom === undefined || reason === undefined) throw refusal(undated(before))
  return {
    indicator: { ...made, version: before.version + 1, validFrom, reason },
    metadata: metadata ?? (await indicators.metadata(before)),
  }
}

const sameDefinition = (definition: IndicatorDefinition, indicator: Indicator): boolean =>
  canonicalJson(definition) === canonicalJson(IndicatorDefinition.parse(indicator))

const ofRegister = ({ code }: Indicator): PlatformText => ({
  en: `"${code}" is counted in the register and cannot be redefined`,
  ru: `«${code}» считается по реестру, определить его иначе нельзя`,
})

const undated = ({ code, version }: Indicator): PlatformText => ({
  en: `"${code}" is defined already, and a changed definition starts version ${version + 1}: give validFrom, the date from which on it holds (periods that end before it keep version ${version}), and the reason`,
  ru: `«${code}» уже определён, изменённое определение начинает версию ${version + 1}: укажите validFrom — дату, с которой она действует (за периоды, окончившиеся раньше, остаётся версия ${version}), и причину (reason)`,
})

const refuse = (fault: PlatformText | null): void => {
  if (fault !== null) throw refusal(fault)
}

const refusal = ({ en, ru }: PlatformText) =>
  new RuleFailedError({ en: `${en}.`, ru: `Определение показателя не принято: ${ru}.` })

const writesOf = ({ indicators, marks }: Ports, change: IndicatorChange): Write[] => {
  const { before, after } = change
  const steps = indicators.put(change)
  const isKept = isStored(after) || (before !== undefined && isStored(before))
  if (after === before || !isKept) return steps
  const { code, validFrom: from } = after
  // Each version has a mark of its own, so that a later one does not narrow what an earlier one declares.
  const mark = { kind: 'indicator', indicator: code, ...(from !== undefined && { from }) } as const
  return [...steps, marks.step(mark, `${code}#${after.version}`)]
}
