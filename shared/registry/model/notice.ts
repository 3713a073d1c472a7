import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { ClusterId } from './ids.ts'

/** What a notice can tell. */
const NoticeKind = z.enum([
  'application-returned',
  'application-approved',
  'application-refused',
  'application-lapsed',
  'entry-suspended',
  'entry-reinstated',
  'entry-removed',
  'entry-annulled',
  'facts-amended-elsewhere',
  'confirmation-due',
  'decision-expires',
])

/** Tells a person, or those who hold positions in an authority or organisation, what happened in a procedure of
 *  theirs, what they have to do until when, and how to appeal. */
export const Notice = z
  .object({
    /** A person, an authority or an organisation. */
    recipient: z.string(),
    kind: NoticeKind,
    at: Instant,
    cluster: ClusterId,
    /** What it is about: an application or an entry. */
    about: z.string(),
    due: CalendarDate.exactOptional(),
    reason: z.string().exactOptional(),
    appeal: LocalisedText.exactOptional().register(z.globalRegistry, {
      description: 'How and where a decision can be appealed',
    }),
  })
  .register(z.globalRegistry, { id: 'Notice' })
export type Notice = z.output<typeof Notice>
