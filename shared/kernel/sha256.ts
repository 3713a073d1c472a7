import * as z from 'zod'

/** SHA-256 of a file, in small hex letters. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 hex digits, as sha256sum writes them')
