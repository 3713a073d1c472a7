import * as z from 'zod'
import { wording } from './wording.ts'

/** SHA-256 of a file, in small hex letters. */
export const Sha256 = z.string().regex(
  /^[0-9a-f]{64}$/,
  wording({
    en: '64 hex digits, as sha256sum writes them',
    ru: '64 шестнадцатеричные цифры, как их пишет sha256sum',
  }),
)
