import * as z from 'zod'
import { entity } from '#kernel/entity'

// Two tables of their own: what is known of people, and the keys without which nobody reads it.

/** What is known of a person, sealed with the person's key. */
const SealedData = z.object({ person: z.string(), sealed: z.string() })
export const personalDataEntity = entity<z.output<typeof SealedData>>({
  name: 'personal-data',
  schemaVersion: 1,
  schema: SealedData,
  keys: ({ person }) => ({ pk: person, sk: 'DATA' }),
})

/** A person's key or, in its place for good, that it was destroyed. */
const PersonKey = z.union([
  z.object({ person: z.string(), key: z.string() }),
  z.object({ person: z.string(), destroyed: z.literal(true) }),
])
export const personKeyEntity = entity<z.output<typeof PersonKey>>({
  name: 'person-key',
  schemaVersion: 1,
  schema: PersonKey,
  keys: ({ person }) => ({ pk: person, sk: 'KEY' }),
})
