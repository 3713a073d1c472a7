import { crc32 } from 'node:zlib'
import * as z from 'zod'
import { KeyScope } from './access.ts'
import { CalendarDate, Instant } from './clock.ts'

/** How an API key reads: `agk_<26 characters: which key>_<43: 256 random bits><6: CRC-32 of all before>`, the last two
 *  in base 62. The prefix lets scanners of source code find it, the checksum lets them tell it from chance. */
export const API_KEY_TOKEN = /^agk_([0-7][0-9A-HJKMNP-TV-Z]{25})_[0-9A-Za-z]{49}$/

/** What begins like an API key is taken for one. */
export const API_KEY_PREFIX = 'agk_'

const SECRET_BYTES = 32
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

const base62 = (value: bigint, length: number): string => {
  let text = ''
  for (let rest = value; text.length < length; rest /= 62n) text = DIGITS.charAt(Number(rest % 62n)) + text
  return text
}

const checksum = (text: string): string => base62(BigInt(crc32(text)), 6)

/** Writes the token of a key.
 *  @param id the key's id, `key_…`
 *  @param random 32 random bytes */
export const apiKeyToken = (id: string, random: Uint8Array): string => {
  if (random.length !== SECRET_BYTES) throw new Error(`an API key takes ${SECRET_BYTES} random bytes`)
  const secret = base62(BigInt(`0x${Buffer.from(random).toString('hex')}`), 43)
  const text = `${API_KEY_PREFIX}${id.slice('key_'.length)}_${secret}`
  return `${text}${checksum(text)}`
}

/** The id of the key that a token belongs to; undefined for what is no API key: no need to look that up. */
export const apiKeyIdIn = (token: string): string | undefined => {
  const id = API_KEY_TOKEN.exec(token)?.[1]
  return id === undefined || checksum(token.slice(0, -6)) !== token.slice(-6) ? undefined : `key_${id}`
}

/** All that authentication has to know of a key, in one record. What it may do is made of it and of its holder's grants
 *  when asked. */
export const KeyCredential = z.object({
  id: z.string(),
  /** The days on which it works: the first one, and the first one (UTC) on which it no longer does. */
  from: CalendarDate,
  expiresOn: CalendarDate,
  /** Digests (SHA-256, hex) of the tokens that work, each to an instant; none once the key is revoked. */
  secrets: z.array(z.object({ digest: z.string(), until: Instant.nullable() })),
  scope: KeyScope,
  /** The people who were shown a secret of it. */
  shownTo: z.array(z.string()),
})
export type KeyCredential = z.output<typeof KeyCredential>
