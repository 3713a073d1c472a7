import type { Context, Page, Position } from '#kernel/call'
import type { CalendarDate } from '#kernel/clock'
import { changeBy, fromItem, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError, NotFoundError, RuleFailedError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import { lostRace } from '#kernel/lost-race'
import type { Freshness, Table, Write } from '#kernel/table'
import {
  RULE_SETS,
  ruleSetEntity,
  ruleSetKey,
  ruleSetVersionEntity,
  ruleSetVersionKey,
  versionsOf,
} from '../keys.ts'
import { inForceOn, type RuleSet, type RuleSetVersion } from '../model.ts'

type PageRequest = { readonly limit: number; readonly after?: Position | undefined }

/** Where rule sets and their versions are kept. */
export class RuleSetStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  /** A rule set, as it is now unless it is only shown. */
  async find(
    code: string,
    freshness: Freshness = { consistent: true },
  ): Promise<Stored<RuleSet> | undefined> {
    return fromItem(ruleSetEntity, await this.table.get(ruleSetKey(code), freshness))
  }

  /** @throws NotFoundError */
  async get(code: string, freshness?: Freshness): Promise<Stored<RuleSet>> {
    const stored = await this.find(code, freshness)
    if (stored !== undefined) return stored
    throw new NotFoundError(noSuchRuleSet(code))
  }

  /** Rule sets by code; unknown ones are left out. At most 100. */
  async findAll(codes: readonly string[]): Promise<ReadonlyMap<string, RuleSet>> {
    const items = await this.table.getAll([...new Set(codes)].map(ruleSetKey), { consistent: true })
    return new Map(valuesOf(ruleSetEntity, items).map((ruleSet) => [ruleSet.code, ruleSet]))
  }

  async page(page: PageRequest): Promise<Page<RuleSet>> {
    const { items, next } = await this.table.query({ pk: RULE_SETS, ...page })
    return { items: valuesOf(ruleSetEntity, items), next }
  }

  /** @throws NotFoundError */
  async version(
    code: string,
    number: number,
    freshness: Freshness = { consistent: true },
  ): Promise<Stored<RuleSetVersion>> {
    const item = await this.table.get(ruleSetVersionKey(code, number), freshness)
    const stored = fromItem(ruleSetVersionEntity, item)
    if (stored !== undefined) return stored
    throw noSuchVersion(code, number)
  }

  /** The version by which decisions on a day are judged, with its rule set.
   *  @throws NotFoundError for no such rule set @throws RuleFailedError when none is in force on the day */
  async inForce(
    code: string,
    on: CalendarDate,
    freshness?: Freshness,
  ): Promise<{
    readonly ruleSet: RuleSet
    /** The version of the rule set's record. */
    readonly ruleSetVersion: number
    readonly version: RuleSetVersion
  }> {
    const { value: ruleSet, version: ruleSetVersion } = await this.get(code, freshness)
    const inForce = inForceOn(ruleSet, on)
    if (inForce === undefined)
      throw new RuleFailedError({
        en: `No version of the rule set ${code} is in force on ${on}.`,
        ru: `На ${on} нет действующей версии набора правил ${code}.`,
      })
    return { ruleSet, ruleSetVersion, version: (await this.version(code, inForce.number, freshness)).value }
  }

  /** The versions by number; published ones only unless drafts are wanted. */
  async versions(code: string, drafts: boolean, page: PageRequest): Promise<Page<RuleSetVersion>> {
    const { items, next } = await this.table.query({
      ...versionsOf(code),
      ...page,
      ...(!drafts && { filter: [{ attribute: 'data.status', equals: 'published' }] }),
    })
    return { items: valuesOf(ruleSetVersionEntity, items), next }
  }
}

export const noSuchRuleSet = (code: string): PlatformText => ({
  en: `There is no rule set ${code}.`,
  ru: `Набора правил ${code} нет.`,
})

export const noSuchVersion = (code: string, number: number) =>
  new NotFoundError({
    en: `There is no version ${number} of the rule set ${code}.`,
    ru: `Версии ${number} набора правил ${code} нет.`,
  })

/** The write that begins a rule set. */
export const ruleSetAddition = (ruleSet: RuleSet, context: Context): Write => ({
  put: toItem(ruleSetEntity, ruleSet, { version: 1, change: changeBy(context, 'create-rule-set') }),
  if: 'absent',
  otherwise: () =>
    new ConflictError({
      en: `The code ${ruleSet.code} is taken by another rule set.`,
      ru: `Код ${ruleSet.code} занят другим набором правил.`,
    }),
})

/** The write that stores a rule set at its next version; who was slower tries again. */
export const ruleSetPut = (ruleSet: RuleSet, version: number, context: Context, action: string): Write => ({
  put: toItem(ruleSetEntity, ruleSet, { version: version + 1, change: changeBy(context, action) }),
  if: { version },
  otherwise: lostRace,
})

/** The write that stores a version of a rule set; 0 is the version of a new record. */
export const versionPut = (
  value: RuleSetVersion,
  version: number,
  context: Context,
  action: string,
): Write => ({
  put: toItem(ruleSetVersionEntity, value, { version: version + 1, change: changeBy(context, action) }),
  if: version === 0 ? 'absent' : { version },
})
