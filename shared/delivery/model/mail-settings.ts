import * as z from 'zod'
import { LANGUAGES } from '#kernel/localised-text'

/** The language in which a person gets mail. */
export const MailSettings = z
  .object({ language: z.enum(LANGUAGES) })
  .meta({ id: 'MailSettings', description: 'The language in which the platform writes to a person' })
export type MailSettings = z.output<typeof MailSettings>

/** The settings as they are stored. */
export const StoredMailSettings = MailSettings.extend({ person: z.string() })
export type StoredMailSettings = z.output<typeof StoredMailSettings>
