import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { entryHash, RegisterDefinition, registerHash } from '#registry/model'
import { everyRow } from '../import/every-row.ts'
import { type RegisterManifest, type WholeRegister, writeRegister } from './files.ts'

/** Reads a register with everything that is kept of it, page by page. Taken while somebody decides it may hold one side
 *  of a decision only.
 *  @throws ApiProblem unless the account holds `cluster.register` over the whole register */
const wholeRegister = async (options: ClientOptions, code: string): Promise<WholeRegister> => {
  const client = clientOf(registryContract, options)
  const params = { registerId: code }
  const { body } = await patiently(() => client.getRegister({ params }))
  const records = await everyRow((query) => client.listEntryRecords({ params, query }))
  return { register: RegisterDefinition.parse(body), records }
}

/** The hashes of a register's entries by number, and that of the register. */
export const hashesOf = ({ register, records }: WholeRegister) => {
  const entries = records.map((record) => ({ number: record.entry.number, hash: entryHash(record) }))
  return {
    hash: registerHash(register, entries),
    entries: Object.fromEntries(entries.map(({ number, hash }) => [number, hash])),
  }
}

/** Writes a register as CSV and JSON with schemas. @returns its manifest */
export const exportRegister = async (
  folder: string,
  code: string,
  options: ClientOptions,
): Promise<RegisterManifest> => {
  const exportedAt = new Date().toISOString()
  const whole = await wholeRegister(options, code)
  return writeRegister(folder, whole, { exportedAt, ...hashesOf(whole) })
}
