import * as z from 'zod'
import { Capability } from '#kernel/access'
import { entity } from '#kernel/entity'
import { Authority, Grant, Person, Position } from './model.ts'

// What stands where; docs/data-model.md has the access patterns.

export const PERSONS = 'LIST#person'
export const AUTHORITIES = 'LIST#authority'
export const POSITIONS = 'LIST#position'
export const GRANTS = 'LIST#grant'

export const personEntity = entity<Person>({
  name: 'person',
  schemaVersion: 1,
  schema: Person,
  keys: ({ id }) => ({ pk: id, sk: 'PERSON', gsi1pk: PERSONS, gsi1sk: id }),
})

export const authorityEntity = entity<Authority>({
  name: 'authority',
  schemaVersion: 1,
  schema: Authority,
  keys: ({ id, code }) => ({ pk: id, sk: 'AUTHORITY', gsi1pk: AUTHORITIES, gsi1sk: code }),
})

/** Positions and grants stand with their holder: one Query reads all that a change at the holder concerns. */
export const positionEntity = entity<Position>({
  name: 'position',
  schemaVersion: 1,
  schema: Position,
  keys: ({ id, holder }) => ({
    pk: holderPartition(holder),
    sk: `POSITION#${id}`,
    gsi1pk: POSITIONS,
    gsi1sk: id,
  }),
})

/** Version 2 only knows more powers. */
const unchanged = (data: unknown) => data

export const grantEntity = entity<Grant>({
  name: 'grant',
  schemaVersion: 2,
  schema: Grant,
  lift: { 1: unchanged },
  keys: ({ id, holder, power }) => ({
    pk: holderPartition(holder),
    sk: `GRANT#${id}`,
    gsi1pk: GRANTS,
    gsi1sk: id,
    gsi2pk: GRANTS,
    gsi2sk: `${power}#${holder}#${id}`,
  }),
})

export const holderPartition = (holder: string): string => `HOLDER#${holder}`

/** A record whose version changes with every change at a holder, so that two at once don't miss each other. */
export const HolderState = z.object({ holder: z.string() })
export const holderEntity = entity<z.output<typeof HolderState>>({
  name: 'holder',
  schemaVersion: 1,
  schema: HolderState,
  keys: ({ holder }) => ({ pk: holderPartition(holder), sk: 'HOLDER' }),
})

/** Points from a natural key to the record that has it; unique by being a key. */
export const Pointer = z.object({ key: z.string(), target: z.string() })
export const pointerEntity = entity<z.output<typeof Pointer>>({
  name: 'pointer',
  schemaVersion: 1,
  schema: Pointer,
  keys: ({ key }) => ({ pk: `KEY#${key}`, sk: 'KEY' }),
})

export const capabilityEntity = entity<Capability>({
  name: 'capability',
  schemaVersion: 2,
  schema: Capability,
  lift: { 1: unchanged },
  keys: ({ subject }) => ({ pk: `CAPABILITY#${subject}`, sk: 'CAPABILITY' }),
})

/** Every kind of record of this context. */
export const governanceEntities = [
  personEntity,
  authorityEntity,
  positionEntity,
  grantEntity,
  holderEntity,
  pointerEntity,
  capabilityEntity,
] as const
