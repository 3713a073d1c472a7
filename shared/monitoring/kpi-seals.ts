import type { Actor } from '#kernel/access'
import { keyedHash } from '#kernel/digest'
import { secretOf } from '#kernel/secret'
import type { Table } from '#kernel/table'
import { overseesSomething } from './authority.ts'
import type { KpiFigure } from './model.ts'

/** What an actor gets as the hash of a figure. */
export type SealFor = (actor: Actor, fromRelease: boolean) => Promise<(row: KpiFigure) => KpiFigure>

/** Keys the hashes of figures for everybody but authorities, and of released ones for all: a hash over few values could be
 *  tried out. The key lies in the table. */
export const sealHashes = (table: Table): SealFor => {
  const key = secretOf(table, 'provenance')
  return async (actor, fromRelease) => {
    if (!fromRelease && overseesSomething(actor)) return (row) => row
    const secret = await key()
    return (row) =>
      row.provenance === null
        ? row
        : { ...row, provenance: { ...row.provenance, hash: keyedHash(secret, row.provenance.hash) } }
  }
}
