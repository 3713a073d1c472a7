import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { LocalisedText } from '#kernel/localised-text'
import { CodeText } from '#reference/model'
import { Identifier } from './identifiers.ts'
import { OrganisationId } from './ids.ts'

const Place = z.string().trim().min(1)

const fields = {
  names: LocalisedText.exactOptional(),
  region: CodeText,
  town: Place.max(120).exactOptional(),
  address: Place.max(300).exactOptional().register(z.globalRegistry, { description: 'Street and number' }),
  from: CalendarDate.exactOptional().register(z.globalRegistry, {
    description: 'Since when; not known when absent',
  }),
  to: CalendarDate.nullable()
    .default(null)
    .register(z.globalRegistry, { description: 'The first day on which it is no longer there' }),
}

/** A place where an organisation carries on activity, a plant, an office or a branch, with its own address. */
export const Establishment = z.object(fields).register(z.globalRegistry, { id: 'Establishment' })
export type Establishment = z.output<typeof Establishment>

/** An establishment as it is imported: its organisation by id or identifier. */
export const EstablishmentRow = z
  .object({
    organisation: z.union([OrganisationId, Identifier]),
    ...fields,
    validFrom: CalendarDate.exactOptional().register(z.globalRegistry, {
      description: 'Since when it is so; today unless given',
    }),
  })
  .register(z.globalRegistry, { id: 'EstablishmentRow' })
export type EstablishmentRow = z.output<typeof EstablishmentRow>

/** Whether an establishment is there on a day; one whose beginning is not known is taken to be. */
export const isThereOn = ({ from, to }: Establishment, day: CalendarDate): boolean =>
  (from === undefined || from <= day) && (to === null || day < to)

const placeOf = ({ region, town, address, names }: Establishment) =>
  canonicalJson([region, town ?? null, address ?? null, names ?? null])

/** Establishments with one more, or with other days for the one of the same name at the same place. */
export const withEstablishment = (
  establishments: readonly Establishment[],
  establishment: Establishment,
): Establishment[] => {
  const at = establishments.findIndex((one) => placeOf(one) === placeOf(establishment))
  return at < 0 ? [...establishments, establishment] : establishments.with(at, establishment)
}
