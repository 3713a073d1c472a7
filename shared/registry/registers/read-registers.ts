import { type Actor, mayUse } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import { TO_SHOW } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf } from '../assertions.ts'
import { pointInTime } from '../at-time.ts'
import { territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { clusterKey, entrySubject } from '../keys.ts'
import {
  AUTHORITY,
  type Audience,
  ENTRY_CLASSES,
  ENTRY_STEP_CLASSES,
  type Entry,
  type EntryStep,
  entryAt,
  type PointInTime,
  PUBLIC,
  type Register,
  visibleTo,
} from '../model.ts'
import { stepPage, stepsOf } from '../steps.ts'
import { storedEntry } from './decide-on-entry.ts'
import type { RegisterStore } from './register-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly registers: RegisterStore
  readonly reference: ReferenceReader
}

/** A page of the registers, by code. */
export const listRegisters =
  ({ registers }: Pick<Deps, 'registers'>) =>
  async (call: Call<Routes['listRegisters']>) => ({
    status: 200 as const,
    body: await registers.registers(call.page),
  })

/** One register by id or code. @throws NotFoundError */
export const getRegister =
  ({ registers }: Pick<Deps, 'registers'>) =>
  async (call: Call<Routes['getRegister']>) => {
    const { value, version } = await registers.get(call.params.registerId)
    return { status: 200 as const, body: value, version }
  }

/** A page of the entries of a register; with a number that one only. @throws NotFoundError */
export const listEntries =
  ({ registers, reference }: Deps) =>
  async (call: Call<Routes['listEntries']>) => {
    const { value: register } = await registers.get(call.params.registerId)
    const { number, sort, order } = call.query
    const shown = shownTo(await registerAudience(reference, call.actor, register))
    if (number !== undefined) {
      const entry = await registers.entry(register.id, number, TO_SHOW)
      return { status: 200 as const, body: { items: entry === undefined ? [] : [shown(entry.value)] } }
    }
    const { items, next } = await registers.entries(register.id, sort, order === 'desc', call.page)
    return { status: 200 as const, body: { items: items.map(shown), next } }
  }

/** One entry by its number. @throws NotFoundError */
export const getEntry =
  ({ registers, reference }: Deps) =>
  async (call: Call<Routes['getEntry']>) => {
    const { value: register } = await registers.get(call.params.registerId)
    const { number } = call.params
    const entry = await storedEntry(registers, register, number, TO_SHOW)
    const shown = shownTo(await registerAudience(reference, call.actor, register))
    const when = await pointInTime(call.query, async () => register.timeZone, call.at)
    if (when === undefined) return { status: 200 as const, body: shown(entry.value), version: entry.version }
    const [assertions, steps] = await Promise.all([
      assertionsOf(registers.table, clusterKey(entry.value.cluster).pk),
      stepsOf(registers.table, entrySubject(register.id, number)),
    ])
    const past = entryAt(entry.value, assertions, steps, when)
    if (past === undefined) throw notThere(number, when)
    return { status: 200 as const, body: shown(past) }
  }

/** What was decided about an entry, in order. @throws NotFoundError */
export const listEntrySteps =
  ({ registers, reference }: Deps) =>
  async (call: Call<Routes['listEntrySteps']>) => {
    const { value: register } = await registers.get(call.params.registerId)
    const { number } = call.params
    const { items, next } = await stepPage(registers.table, entrySubject(register.id, number), call.page)
    // What has steps is there.
    if (items.length === 0) await storedEntry(registers, register, number, TO_SHOW)
    const audience = await registerAudience(reference, call.actor, register)
    const shown = items.map((step): EntryStep => visibleTo(audience, ENTRY_STEP_CLASSES, step))
    return { status: 200 as const, body: { items: shown, next } }
  }

/** The error for an entry that did not stand in its register at a time. */
export const notThere = (number: string, { asOf, knownAt }: PointInTime): NotFoundError =>
  new NotFoundError({
    en: `The entry ${number} did not stand in the register on ${asOf}, as known at ${knownAt}.`,
    ru: `Записи ${number} на ${asOf} в реестре не было (по сведениям на ${knownAt}).`,
  })

const shownTo = (audience: Audience) => (entry: Entry) => visibleTo(audience, ENTRY_CLASSES, entry)

const registerAudience = async (
  reference: ReferenceReader,
  actor: Actor,
  { territory }: Register,
): Promise<Audience> => {
  if (actor.kind === 'anonymous') return PUBLIC
  return mayUse(actor, 'cluster.register', await territoryResource(reference, territory)) ? AUTHORITY : PUBLIC
}
