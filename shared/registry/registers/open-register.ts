import { covers } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call, Context } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { changeBy, toItem } from '#kernel/entity'
import { ConflictError, RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { ReferenceReader } from '#reference/readers'
import { assertionsOf, assertionWrites } from '../assertions.ts'
import { territoryResource } from '../clusters/places.ts'
import type { registryContract } from '../contract.ts'
import { registerEntity, registerKey } from '../keys.ts'
import { type Register, RegisterId, RegisterRow } from '../model.ts'
import { noSuchRuleSet, type RuleSetStore } from '../rule-sets/rule-set-store.ts'
import {
  openingStatements,
  type RegisterStore,
  registerAddition,
  registerStatements,
} from './register-store.ts'

type Routes = typeof registryContract.routes
interface Deps {
  readonly registers: RegisterStore
  readonly ruleSets: RuleSetStore
  readonly reference: ReferenceReader
  readonly newId: NewId
}

/** Refuses whose territory does not cover the whole territory of a register. */
const demandTerritory = async (
  reference: ReferenceReader,
  actor: Context['actor'],
  territory: readonly string[],
) => {
  covers(actor, 'cluster.register', await territoryResource(reference, territory))
}

/** Refuses a rule set that is not there. */
export const demandRuleSets = async (ruleSets: RuleSetStore, codes: readonly string[]): Promise<void> => {
  const known = await ruleSets.findAll(codes)
  const faults = codes.flatMap((code, index) =>
    known.has(code) ? [] : [{ pointer: `/ruleSets/${index}`, detail: noSuchRuleSet(code) }],
  )
  const [first] = faults
  if (first !== undefined) throw new RuleFailedError(first.detail, { faults })
}

const newRegister = (row: RegisterRow, newId: NewId, at: Date): Register => ({
  ...row,
  id: row.id ?? newId(RegisterId, 'reg'),
  createdAt: at.toISOString(),
})

/** Opens a register. @throws ConflictError when its code is taken
 *  @throws ForbiddenError when the actor's territory does not cover the register's */
export const createRegister =
  ({ registers, ruleSets, reference, newId }: Deps) =>
  async (call: Call<Routes['createRegister']>) => {
    await demandTerritory(reference, call.actor, call.body.territory)
    await demandRuleSets(ruleSets, call.body.ruleSets)
    const register = newRegister(call.body, newId, call.at)
    const reply = { status: 201 as const, body: register, version: 1, location: `/registers/${register.id}` }
    return commit(registers.table, call, reply, registerAddition(register, call))
  }

/** Opens registers by their codes; one that is there with other content is rejected. */
export const importRegisters =
  ({ registers, ruleSets, reference, newId }: Deps) =>
  async (call: Call<Routes['importRegisters']>) => {
    const handle = async (row: RegisterRow): Promise<RowOutcome> => {
      await demandTerritory(reference, call.actor, row.territory)
      await demandRuleSets(ruleSets, row.ruleSets)
      const stored = await registers.find(row.code)
      if (stored === undefined) {
        const register = newRegister(row, newId, call.at)
        await registers.table.write(registerAddition(register, call))
        return { outcome: 'created', id: register.id }
      }
      const { id, createdAt: _createdAt, restoration: _restoration, ...content } = stored.value
      const { id: _id, ...sent } = row
      // An id of another platform is kept where the register is new; the code is what it is known by.
      if (canonicalJson(content) === canonicalJson(sent)) return { outcome: 'unchanged', id }
      throw new ConflictError({
        en: `The register ${row.code} is there with other content: change it there.`,
        ru: `Реестр ${row.code} уже есть с другим содержанием: измените его там.`,
      })
    }
    const body = await answerRows({
      rows: call.body.rows,
      schema: RegisterRow,
      language: call.language,
      parallel: 1,
      handle,
    })
    return { status: 200 as const, body }
  }

/** Changes a register. Number pattern and time zone stay once it has an entry, or numbers would have gaps.
 *  @throws RuleFailedError @throws StaleVersionError when it changed since the caller read it */
export const changeRegister =
  ({ registers, ruleSets, reference }: Omit<Deps, 'newId'>) =>
  async (call: Call<Routes['changeRegister']>) => {
    const { value: before, version } = await registers.get(call.params.registerId)
    await demandTerritory(reference, call.actor, before.territory)
    await demandTerritory(reference, call.actor, call.body.territory)
    await demandRuleSets(ruleSets, call.body.ruleSets)
    if (version !== call.expectedVersion) throw new StaleVersionError()
    const { id, code, createdAt, restoration } = before
    const after: Register = {
      id,
      code,
      ...call.body,
      createdAt,
      ...(restoration !== undefined && { restoration }),
    }
    if (before.numberPattern !== after.numberPattern || before.timeZone !== after.timeZone)
      await demandEmpty(registers, before)
    const action = 'change-register'
    const history = await assertionsOf(registers.table, registerKey(id).pk)
    // Nothing was stated of registers that were opened before their past could be told.
    const statements = [
      ...(history.length === 0 ? openingStatements(before, version, call) : []),
      ...registerStatements({ before, after }, version + 1, call),
    ]
    await registers.table.write([
      {
        put: toItem(registerEntity, after, { version: version + 1, change: changeBy(call, action) }),
        if: { version },
      },
      ...assertionWrites(statements, call, action),
    ])
    return { status: 200 as const, body: after, version: version + 1 }
  }

const demandEmpty = async (registers: RegisterStore, { id, code }: Register): Promise<void> => {
  const { items } = await registers.entries(id, 'number', false, { limit: 1 })
  if (items.length === 0) return
  throw new RuleFailedError({
    en: `The register ${code} has entries: its number pattern and time zone stay.`,
    ru: `В реестре ${code} есть записи: шаблон номера и часовой пояс не меняются.`,
  })
}
