import { type Actor, covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import type { Stored } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { untilWon } from '#kernel/lost-race'
import type { ReferenceReader } from '#reference/readers'
import { territoryPaths, territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { type RuleSet, RuleSetRow, type RuleSetVersion } from '../model.ts'
import { demandOrder } from './manage-rule-sets.ts'
import { type RuleSetStore, ruleSetAddition, ruleSetPut, versionPut } from './rule-set-store.ts'

interface Deps {
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
}

const ACTION = 'import-rule-sets'

/** Brings in rule sets with their versions, one a row, in the order of their numbers; a rule set without versions is a
 *  row too. A version that is there is unchanged, a draft is brought up to date or published. Versions that are in force
 *  since days past judge what was decided then, so they take `register.restore` besides. */
export const importRuleSets =
  ({ ruleSets, reference }: Deps) =>
  async (call: Call<(typeof registryContract.routes)['importRuleSets']>) => {
    const body = await answerRows({
      rows: call.body.rows,
      schema: RuleSetRow,
      language: call.language,
      parallel: 1,
      handle: (row) => untilWon(() => importRuleSet({ ruleSets, reference }, call, row)),
    })
    return { status: 200 as const, body }
  }

const importRuleSet = async (
  { ruleSets, reference }: Deps,
  context: Context,
  { version, ...content }: RuleSetRow,
): Promise<RowOutcome> => {
  const stored = await ruleSets.find(content.code)
  if (stored !== undefined) refuseOther(stored.value, content)
  const resource = await territoryResource(reference, content.territory)
  covers(context.actor, 'rule-set.manage', resource)
  const ruleSet = stored?.value ?? {
    ...content,
    versions: 0,
    published: [],
    createdAt: context.at.toISOString(),
  }
  const before = { value: ruleSet, version: stored?.version ?? 0 }
  if (version === undefined) {
    if (stored === undefined) await ruleSets.table.write([ruleSetAddition(ruleSet, context)])
    return { outcome: stored === undefined ? 'created' : 'unchanged', id: content.code }
  }
  const known =
    version.number <= ruleSet.versions ? await ruleSets.version(ruleSet.code, version.number) : undefined
  const createdAt = known?.value.createdAt ?? context.at.toISOString()
  const after: RuleSetVersion = {
    ruleSet: ruleSet.code,
    ...version,
    createdAt,
    ...(version.status === 'published' && {
      publishedAt: known?.value.publishedAt ?? context.at.toISOString(),
    }),
  }
  const id = `${ruleSet.code}/${version.number}`
  if (canonicalJson(known?.value ?? null) === canonicalJson(after)) return { outcome: 'unchanged', id }
  if (known?.value.status === 'published') throw published(known.value)
  if (version.number > ruleSet.versions + 1) throw gap(ruleSet, version.number)
  await territoryPaths(reference, version.territories.codes, '/version/territories/codes')
  if (after.status === 'published') demandDay(context.actor, ruleSet, after, context.at, resource)
  await ruleSets.table.write([
    versionPut(after, known?.version ?? 0, context, ACTION),
    ruleSetWrite(before, after, context),
  ])
  return { outcome: known === undefined ? 'created' : 'updated', id }
}

/** The rule set with one more version, or one more that is published. */
const ruleSetWrite = (
  { value: ruleSet, version }: Stored<RuleSet>,
  { number, status, from, to, earlierDecisionsUntil }: RuleSetVersion,
  context: Context,
) => {
  const after: RuleSet = {
    ...ruleSet,
    versions: Math.max(ruleSet.versions, number),
    published:
      status === 'published'
        ? [...ruleSet.published, { number, from, to, earlierDecisionsUntil }].sort((a, b) =>
            a.from < b.from ? -1 : 1,
          )
        : ruleSet.published,
  }
  return version === 0 ? ruleSetAddition(after, context) : ruleSetPut(after, version, context, ACTION)
}

/** Since when a published version may be in force: as when it is published here, unless who brings it in may restore
 *  registers, whose past decisions it judged. */
const demandDay = (
  actor: Actor,
  ruleSet: RuleSet,
  version: RuleSetVersion,
  at: Date,
  resource: Parameters<typeof covers>[2],
): void => {
  const today = at.toISOString().slice(0, 10)
  const last = ruleSet.published.at(-1)
  const past = last !== undefined && (version.from < today || version.from < last.from)
  if (past && ruleSet.published.every(({ from }) => from !== version.from))
    covers(actor, 'register.restore', resource)
  else demandOrder(ruleSet, version, today)
}

/** Names and territory of a rule set stay. @throws ConflictError */
const refuseOther = (known: RuleSet, { code, names, territory }: Omit<RuleSetRow, 'version'>): void => {
  if (canonicalJson([known.names, known.territory]) === canonicalJson([names, territory])) return
  throw new ConflictError({
    en: `The rule set ${code} is there with other names or another territory; these stay.`,
    ru: `Набор правил ${code} уже есть с другими наименованиями или другой территорией; они не меняются.`,
  })
}

const published = ({ ruleSet, number }: RuleSetVersion) =>
  new ConflictError({
    en: `Version ${number} of ${ruleSet} is published here with other content, and never changes.`,
    ru: `Версия ${number} набора ${ruleSet} опубликована здесь с другим содержанием и не меняется.`,
  })

const gap = ({ code, versions }: RuleSet, number: number) =>
  new RuleFailedError({
    en: `${code} has ${versions} versions here; version ${versions + 1} comes before version ${number}.`,
    ru: `В наборе ${code} здесь ${versions} версий; версия ${versions + 1} должна быть раньше версии ${number}.`,
  })
