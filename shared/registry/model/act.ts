import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { wording } from '#kernel/wording'

/** A legal act: what it is, its number and date, and the document that holds its text. */
export const Act = z
  .object({
    kind: z.string().trim().min(1).max(300),
    number: z.string().trim().min(1).max(60).exactOptional(),
    date: CalendarDate.exactOptional(),
    document: z
      .string()
      .regex(
        /^doc_[0-9A-Z]{26}$/,
        wording({ en: 'expected doc_ and 26 characters', ru: 'ожидается doc_ и 26 символов' }),
      )
      .exactOptional()
      .register(z.globalRegistry, { description: 'The id of the document with its text' }),
  })
  .register(z.globalRegistry, { id: 'Act', example: { kind: 'Order', number: '12-R', date: '2026-02-20' } })
export type Act = z.output<typeof Act>
