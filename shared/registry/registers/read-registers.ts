import { type Actor, mayUse, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { ReferenceReader } from '#reference/readers'
import { territoryPaths } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import {
  AUTHORITY,
  type Audience,
  ENTRY_CLASSES,
  type Entry,
  PUBLIC,
  type Register,
  visibleTo,
} from '../model.ts'
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
      const entry = await registers.entry(register.id, number)
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
    const entry = await registers.entry(register.id, number)
    if (entry === undefined)
      throw new NotFoundError({
        en: `The register ${register.code} has no entry ${number}.`,
        ru: `В реестре ${register.code} нет записи ${number}.`,
      })
    const shown = shownTo(await registerAudience(reference, call.actor, register))
    return { status: 200 as const, body: shown(entry.value), version: entry.version }
  }

const shownTo = (audience: Audience) => (entry: Entry) => visibleTo(audience, ENTRY_CLASSES, entry)

const registerAudience = async (
  reference: ReferenceReader,
  actor: Actor,
  { territory }: Register,
): Promise<Audience> => {
  if (actor.kind === 'anonymous') return PUBLIC
  const resource = territory.includes('*')
    ? WHOLE_DEPLOYMENT
    : { regions: await territoryPaths(reference, territory) }
  return mayUse(actor, 'cluster.register', resource) ? AUTHORITY : PUBLIC
}
