import { platformActor } from '#kernel/access'
import type { Context } from '#kernel/call'
import { ConflictError } from '#kernel/errors'
import { idSource } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { Register, RegisterId } from './model.ts'
import { RegisterStore, registerAddition } from './registers/register-store.ts'
import { seedRuleSets } from './rule-sets/seed-rule-sets.ts'

/** Puts the rule sets that come with the platform, and opens the register that every platform begins with:
 *  `national`, of the whole deployment. Doing it again, or many at once, changes nothing.
 *  @returns whether the register was opened now */
export const seedRegistry = async (
  table: Table,
  at: Date = new Date(),
  newId = idSource(),
): Promise<boolean> => {
  const context: Context = { actor: platformActor(at), requestId: 'seed', at, language: 'en' }
  await seedRuleSets(table, context)
  const registers = new RegisterStore(table)
  if ((await registers.find('national')) !== undefined) return false
  const register = Register.parse({
    id: newId(RegisterId, 'reg'),
    code: 'national',
    names: { en: 'National register of clusters', ru: 'Национальный реестр кластеров' },
    territory: ['*'],
    timeZone: 'Europe/Berlin',
    createdAt: at.toISOString(),
  })
  try {
    await table.write(registerAddition(register, context))
    return true
  } catch (error) {
    // Somebody else opened it in this moment.
    if (error instanceof ConflictError) return false
    throw error
  }
}
