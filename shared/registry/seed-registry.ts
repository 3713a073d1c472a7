import type { Context } from '#kernel/call'
import { ConflictError } from '#kernel/errors'
import { idSource } from '#kernel/ids'
import type { Table } from '#kernel/table'
import { Register, RegisterId } from './model.ts'
import { RegisterStore, registerAddition } from './registers/register-store.ts'

/** Opens the register that every platform begins with: `national`, of the whole deployment. Doing it again, or many
 *  at once, changes nothing.
 *  @returns whether it was opened now */
export const seedRegistry = async (
  table: Table,
  at: Date = new Date(),
  newId = idSource(),
): Promise<boolean> => {
  const registers = new RegisterStore(table)
  if ((await registers.find('national')) !== undefined) return false
  const context: Context = { actor: { kind: 'anonymous' }, requestId: 'seed', at, language: 'en' }
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
