import * as z from 'zod'

/** A record as it moves from one platform to another: what it says, unchanged, and where it stands among those of its
 *  kind. */
export const MovedRecord = z
  .object({
    of: z.string().max(500).exactOptional().register(z.globalRegistry, {
      description: 'What its collection belongs to, of kinds that have one for each of something',
    }),
    place: z.string().max(500).exactOptional().register(z.globalRegistry, {
      description: 'Its place in the collection, of kinds whose data do not say it',
    }),
    version: z.int().min(1).exactOptional(),
    data: z
      .record(z.string(), z.unknown())
      .register(z.globalRegistry, { description: 'The record in the shape of its kind' }),
  })
  .register(z.globalRegistry, { id: 'MovedRecord' })
export type MovedRecord = z.output<typeof MovedRecord>
