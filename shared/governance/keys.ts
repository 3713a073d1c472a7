import * as z from 'zod'
import { entity } from '#kernel/entity'
import { apiKeyEntity, keyCredentialEntity } from './keys/api-keys.ts'
import { holderPartition } from './keys/holders.ts'
import { personalDataEntity, personKeyEntity } from './keys/personal-data.ts'
import { Authority, Grant, HolderState, PersonRecord, Position, Seats, Substitution } from './model.ts'

export { holderPartition }

// What stands where; docs/data-model.md has the access patterns.

export const PERSONS = 'LIST#person'
export const AUTHORITIES = 'LIST#authority'
export const POSITIONS = 'LIST#position'
export const GRANTS = 'LIST#grant'
export const SUBSTITUTIONS = 'LIST#substitution'

/** A step that only lets the shape know more. */
const unchanged = (data: unknown) => data

/** Until version 2 it held name, address and subject: `npm run migrate` moves them, which no lift can. */
export const personEntity = entity<PersonRecord>({
  name: 'person',
  schemaVersion: 2,
  schema: PersonRecord,
  keys: ({ id }) => ({ pk: id, sk: 'PERSON', gsi1pk: PERSONS, gsi1sk: id }),
})

export const authorityEntity = entity<Authority>({
  name: 'authority',
  schemaVersion: 2,
  schema: Authority,
  lift: { 1: unchanged },
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

export const grantEntity = entity<Grant>({
  name: 'grant',
  schemaVersion: 5,
  schema: Grant,
  // Versions 2, 4 and 5 know more powers, version 3 says the legal act.
  lift: { 1: unchanged, 2: (data) => ({ act: null, ...Object(data) }), 3: unchanged, 4: unchanged },
  keys: ({ id, holder, power }) => ({
    pk: holderPartition(holder),
    sk: `GRANT#${id}`,
    gsi1pk: GRANTS,
    gsi1sk: id,
    gsi2pk: GRANTS,
    gsi2sk: `${power}#${holder}#${id}`,
  }),
})

export const substitutionEntity = entity<Substitution>({
  name: 'substitution',
  schemaVersion: 1,
  schema: Substitution,
  keys: ({ id, holder }) => ({
    pk: holderPartition(holder),
    sk: `SUBSTITUTION#${id}`,
    gsi1pk: SUBSTITUTIONS,
    gsi1sk: id,
  }),
})

export const holderEntity = entity<HolderState>({
  name: 'holder',
  schemaVersion: 2,
  schema: HolderState,
  lift: { 1: unchanged },
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

/** What an account's powers follow from. Until version 5 it stood under the account's id at the sign-in service:
 *  `npm run migrate` moves it, which no lift can. */
export const seatsEntity = entity<Seats>({
  name: 'capability',
  schemaVersion: 5,
  schema: Seats,
  keys: ({ account }) => capabilityKey(account),
})

export const capabilityKey = (account: string) => ({ pk: `CAPABILITY#${account}`, sk: 'CAPABILITY' })

/** Every kind of record of this context. */
export const governanceEntities = [
  personEntity,
  authorityEntity,
  positionEntity,
  substitutionEntity,
  grantEntity,
  holderEntity,
  pointerEntity,
  seatsEntity,
  apiKeyEntity,
  keyCredentialEntity,
  personalDataEntity,
  personKeyEntity,
] as const
