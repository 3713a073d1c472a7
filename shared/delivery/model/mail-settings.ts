import * as z from 'zod'
import { LANGUAGES } from '#kernel/localised-text'
import { AddressStop } from './address-stop.ts'

/** The language in which a person gets mail. */
export const MailSettings = z.object({ language: z.enum(LANGUAGES) }).register(z.globalRegistry, {
  id: 'MailSettings',
  description: 'The language in which the platform writes to a person',
})
export type MailSettings = z.output<typeof MailSettings>

/** The settings as the person sees them. */
export const MailSettingsView = MailSettings.extend({
  stopped: AddressStop.pick({ reason: true, since: true }).exactOptional().register(z.globalRegistry, {
    description:
      'Since when and why no mail goes to the address: it came back, or was called unwanted. It ends with the first message to another address',
  }),
}).register(z.globalRegistry, { id: 'MailSettingsView' })
export type MailSettingsView = z.output<typeof MailSettingsView>

/** The settings as they are stored. */
export const StoredMailSettings = MailSettings.extend({ person: z.string() })
export type StoredMailSettings = z.output<typeof StoredMailSettings>
