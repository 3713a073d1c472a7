import { keyedHash } from '#kernel/digest'
import { secretOf } from '#kernel/secret'
import type { Table } from '#kernel/table'

/** Addresses as they may be kept, by a key of the deployment's own. Letters of either case mean one address here. */
export const addressHashes = (table: Table): ((address: string) => Promise<string>) => {
  const key = secretOf(table, 'address')
  return async (address) => keyedHash(await key(), address.trim().toLowerCase())
}
