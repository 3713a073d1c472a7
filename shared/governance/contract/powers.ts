import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { LocalisedText } from '#kernel/localised-text'
import { Power } from '#kernel/powers'
import { HolderId, PersonId } from '../model.ts'

/** What the caller is and may do. */
const Me = z
  .object({
    subject: z.string(),
    person: PersonId.nullable(),
    positions: z.array(z.object({ holder: z.string(), role: z.enum(['admin', 'editor', 'viewer']) })),
    powers: z.array(
      z.object({
        power: Power,
        territory: z.array(z.string()),
        categories: z.array(z.string()).exactOptional(),
        from: CalendarDate,
        to: CalendarDate.nullable(),
        holder: z.string(),
      }),
    ),
  })
  .meta({ id: 'Me' })

/** A row of the powers matrix: who may do what, and where. */
const PowersMatrixRow = z
  .object({
    power: Power,
    holder: z.string(),
    holderNames: LocalisedText.nullable(),
    territory: z.array(z.string()),
    categories: z.array(z.string()).exactOptional(),
    from: CalendarDate,
    to: CalendarDate.nullable(),
    basis: z.string(),
  })
  .meta({ id: 'PowersMatrixRow' })

/** The routes that tell who may do what. */
export const powerRoutes = {
  me: route({
    method: 'GET',
    path: '/me',
    access: 'signed-in',
    summary: 'Tell who you are and what you may do today',
    responses: { 200: Me },
  }),
  powersMatrix: route({
    method: 'GET',
    path: '/powers-matrix',
    access: 'public',
    summary: 'List who holds which power over what',
    query: z.object({ power: Power.exactOptional(), holder: HolderId.exactOptional() }),
    responses: { 200: pageOf(PowersMatrixRow) },
    paged: true,
  }),
}
