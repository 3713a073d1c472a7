import * as z from 'zod'
import { AskedInstant, CalendarDate } from '#kernel/clock'

/** Several values in one parameter, separated by commas. */
export const listOf = <S extends z.ZodType<string, string>>(value: S) =>
  z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(z.array(value).min(1).max(20))
    .exactOptional()

/** The order of a list. */
export const Sorted = {
  sort: z
    .enum(['name', 'date'])
    .default('name')
    .register(z.globalRegistry, { description: 'By name in the language of the request, or by last change' }),
  order: z.enum(['asc', 'desc']).default('asc'),
}

export const UpdatedSince = z.union([AskedInstant, CalendarDate]).exactOptional().register(z.globalRegistry, {
  description: 'Changed at this instant or later; a date means its beginning in UTC',
})

/** Which past is asked for; without both, the present. */
export const AtTime = {
  asOf: CalendarDate.exactOptional().register(z.globalRegistry, {
    description: 'What was in force on this day; the day of knownAt unless given',
  }),
  knownAt: AskedInstant.exactOptional().register(z.globalRegistry, {
    description: 'What the register knew at this instant; now unless given',
  }),
}
