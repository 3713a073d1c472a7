import { randomBytes } from 'node:crypto'
import { monotonicFactory } from 'ulid'
import * as z from 'zod'
import { wording } from './wording.ts'

/** Prefixes of the identifiers that the platform gives out; one kind of thing, one prefix. */
export type IdPrefix =
  | 'alr'
  | 'alt'
  | 'app'
  | 'asm'
  | 'aut'
  | 'cam'
  | 'clu'
  | 'doc'
  | 'est'
  | 'ext'
  | 'fac'
  | 'gra'
  | 'key'
  | 'mef'
  | 'mem'
  | 'org'
  | 'per'
  | 'pos'
  | 'reg'
  | 'rel'
  | 'rep'
  | 'rpr'
  | 'rul'
  | 'run'
  | 'sub'
  | 'tie'

/** Schema of a prefixed sortable id: the prefix, `_`, and a ULID (48 bits of time, 80 of chance), so that ids
 *  of one kind sort by the time they were given. */
export const idOf = <const P extends IdPrefix>(prefix: P) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-7][0-9A-HJKMNP-TV-Z]{25}$`),
      wording({ en: `expected ${prefix}_ and 26 characters`, ru: `ожидается ${prefix}_ и 26 символов` }),
    )
    .brand<P>()
    .register(z.globalRegistry, { example: `${prefix}_01JD3Z5V9QK8M2N4P6R8S0T2V4` })

/** Gives ids; injected wherever things are created, so that tests decide them. */
export type NewId = <S extends z.ZodType<string>>(schema: S, prefix: IdPrefix) => z.output<S>

/** Cryptographic chance in [0, 1): ids name things in public addresses and must not be guessable. */
const chance = () => randomBytes(4).readUInt32BE() / 2 ** 32

/** The platform's source of ids: ascending within one process even inside one millisecond. */
export const idSource = (now: () => number = Date.now): NewId => {
  const ulid = monotonicFactory(chance)
  return (schema, prefix) => schema.parse(`${prefix}_${ulid(now())}`)
}
