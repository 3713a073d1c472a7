import { KeyCredential } from '#kernel/api-key'
import { entity } from '#kernel/entity'
import { ApiKey } from '../model/api-key.ts'
import { holderPartition } from './holders.ts'

export const API_KEYS = 'LIST#api-key'

/** A key stands with its holder: one Query lists the keys of a holder. */
export const apiKeyEntity = entity<ApiKey>({
  name: 'api-key',
  schemaVersion: 3,
  schema: ApiKey,
  // Versions 2 and 3 know more powers.
  lift: { 1: (data) => data, 2: (data) => data },
  keys: ({ id, holder }) => ({
    pk: holderPartition(holder),
    sk: `API-KEY#${id}`,
    gsi1pk: API_KEYS,
    gsi1sk: id,
  }),
})

/** What authentication reads, by the id within the token. */
export const keyCredentialEntity = entity<KeyCredential>({
  name: 'key-credential',
  schemaVersion: 3,
  schema: KeyCredential,
  // Versions 2 and 3 know more powers.
  lift: { 1: (data) => data, 2: (data) => data },
  keys: ({ id }) => ({ pk: `CREDENTIAL#${id}`, sk: 'CREDENTIAL' }),
})
