import { covers } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, type Stored, toItem, valuesOf } from '#kernel/entity'
import { ConflictError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { queryAll, type Table, type Write } from '#kernel/table'
import type { ReferenceReader } from '#reference/readers'
import { territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { RESTORED_PREFIX, registerEntity, registerKey, restoredEntity } from '../keys.ts'
import { type Register, RegisterDefinition, RegisterId, registerHash } from '../model.ts'
import type { RuleSetStore } from '../rule-sets/rule-set-store.ts'
import { demandRuleSets } from './open-register.ts'
import { type RegisterStore, registerAddition } from './register-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly registers: RegisterStore
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
  readonly newId: NewId
}

/** Begins to bring a register here as it was kept elsewhere: opens it with its definition and its time of entry, or
 *  gives them to the register of that code while that has no entry. Which hash it had is on record from now on; beginning
 *  the same again changes nothing.
 *  @throws ForbiddenError unless the power covers the whole territory of the register
 *  @throws ConflictError when the register has entries, or is being restored from elsewhere
 *  @throws RuleFailedError for a rule set that is not there, and for a register of a day to come */
export const openRestoration =
  ({ registers, ruleSets, reference, newId }: Deps) =>
  async (call: Call<Routes['openRestoration']>) => {
    const { register: definition, hash, entries } = call.body
    covers(call.actor, 'register.restore', await territoryResource(reference, definition.territory))
    await demandRuleSets(ruleSets, definition.ruleSets)
    demandRecorded('/register/createdAt', definition.createdAt, call)
    const action = 'open-restoration'
    const restoration = { hash, entries, openedAt: call.at.toISOString() }
    const stored = await registers.find(definition.code)
    if (stored === undefined) {
      const register: Register = { id: newId(RegisterId, 'reg'), ...definition, restoration }
      const reply = { status: 200 as const, body: register, version: 1 }
      return commit(registers.table, call, reply, registerAddition(register, call, action))
    }
    const { value: before, version } = stored
    covers(call.actor, 'register.restore', await territoryResource(reference, before.territory))
    if (isUnderWay(before) && before.restoration?.hash === hash) {
      if (canonicalJson(RegisterDefinition.parse(before)) === canonicalJson(definition))
        return { status: 200 as const, body: before, version }
    }
    await demandEmpty(registers, before)
    const after: Register = { id: before.id, ...definition, restoration }
    const reply = { status: 200 as const, body: after, version: version + 1 }
    return commit(registers.table, call, reply, [changed(after, version, call, action)])
  }

/** Ends a restoration: from now on the register goes on here.
 *  @throws ConflictError when none is under way
 *  @throws RuleFailedError when what was restored has another hash than the register had
 *  @throws StaleVersionError when the register changed since the caller read it */
export const completeRestoration =
  ({ registers, reference }: Pick<Deps, 'registers' | 'reference'>) =>
  async (call: Call<Routes['completeRestoration']>) => {
    const { value: before, version } = await registers.get(call.params.registerId)
    covers(call.actor, 'register.restore', await territoryResource(reference, before.territory))
    const restoration = underWay(before)
    if (version !== call.expectedVersion) throw new StaleVersionError()
    const restored = await restoredIn(registers.table, before)
    const hash = registerHash(RegisterDefinition.parse(before), restored)
    if (hash !== restoration.hash)
      throw new RuleFailedError({
        en: `${restored.length} of ${restoration.entries} entries are restored, and together they have the hash ${hash}; the register had ${restoration.hash}.`,
        ru: `Восстановлено записей: ${restored.length} из ${restoration.entries}; их общий хеш ${hash}, а у реестра был ${restoration.hash}.`,
      })
    const after: Register = {
      ...before,
      restoration: { ...restoration, completedAt: call.at.toISOString() },
    }
    const reply = { status: 200 as const, body: after, version: version + 1 }
    return commit(registers.table, call, reply, [changed(after, version, call, 'complete-restoration')])
  }

const isUnderWay = ({ restoration }: Register): boolean =>
  restoration !== undefined && restoration.completedAt === undefined

/** The restoration of a register that is under way. @throws ConflictError when there is none */
export const underWay = ({ code, restoration }: Register) => {
  if (restoration !== undefined && restoration.completedAt === undefined) return restoration
  throw new ConflictError({
    en: `The register ${code} is not being restored.`,
    ru: `Реестр ${code} не восстанавливается.`,
  })
}

/** A check that holds while the restoration is under way and the register as it was read. */
export const stillUnderWay = ({ value, version }: Stored<Register>): Write => ({
  check: registerKey(value.id),
  if: { version },
})

/** Refuses instants to come: nobody can have recorded then. @throws RuleFailedError */
export const demandRecorded = (pointer: string, instant: string, { at }: Pick<Context, 'at'>): void => {
  if (instant <= at.toISOString()) return
  const detail = {
    en: `${pointer} ${instant} is still to come: it cannot have been recorded.`,
    ru: `${pointer}: момент ${instant} ещё не наступил, такой записи быть не может.`,
  }
  throw new RuleFailedError(detail, { faults: [{ pointer, detail }] })
}

const restoredIn = async (table: Table, { id }: Register) =>
  valuesOf(
    restoredEntity,
    await queryAll(table, { pk: registerKey(id).pk, sk: { beginsWith: RESTORED_PREFIX }, consistent: true }),
  )

const changed = (register: Register, version: number, call: Context, action: string): Write => ({
  put: toItem(registerEntity, register, { version: version + 1, change: changeBy(call, action) }),
  if: { version },
})

/** @throws ConflictError when the register has an entry: its own, or one from elsewhere */
const demandEmpty = async (registers: RegisterStore, { id, code }: Register): Promise<void> => {
  const { items } = await registers.entries(id, 'number', false, { limit: 1 })
  if (items.length === 0) return
  throw new ConflictError({
    en: `The register ${code} has entries: only an empty one can be restored.`,
    ru: `В реестре ${code} есть записи: восстановить можно только пустой реестр.`,
  })
}
