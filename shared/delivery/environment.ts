import * as z from 'zod'
import { ApiEnvironment, FunctionEnvironment } from '#kernel/env'
import { LANGUAGES } from '#kernel/localised-text'

/** What the function of deliveries is told. */
export const DeliveryEnvironment = ApiEnvironment.extend({
  DELIVERY_TABLE: z.string(),
  /** In which people get mail who have not said. */
  MAIL_LANGUAGE: z.enum(LANGUAGES).default('en'),
})
export type DeliveryEnvironment = z.output<typeof DeliveryEnvironment>

/** What the function is told that takes in what came back. */
export const BounceEnvironment = FunctionEnvironment.extend({ DELIVERY_TABLE: z.string() })

/** What the function is told that sends mail. */
export const SendingEnvironment = FunctionEnvironment.extend({
  DELIVERY_TABLE: z.string(),
  PERSONAL_TABLE: z.string(),
  PERSONAL_KEYS_TABLE: z.string(),
  /** The address that mail comes from, or `off`: then none is sent, and each message's record says so. */
  MAIL_FROM: z.union([z.literal('off'), z.email()]),
  MAIL_FROM_NAME: z.string(),
  MAIL_CONFIGURATION_SET: z.string(),
  /** Where reports lie that are attached. */
  REPORTS_BUCKET: z.string().optional(),
})
export type SendingEnvironment = z.output<typeof SendingEnvironment>
