import { entity } from '#kernel/entity'
import { ExtractFile, ExtractRecord } from './model.ts'

export const extractKey = (code: string) => ({ pk: `EXTRACT#${code}`, sk: 'EXTRACT' })
export const extractsOf = (register: string) => `EXTRACTS#${register}`
export const fileDigestKey = (sha256: string) => ({ pk: `FILE#${sha256}`, sk: 'FILE' })

export const extractEntity = entity({
  name: 'extract',
  schemaVersion: 2,
  // Version 1 was found by its code alone.
  lift: { 1: (data) => data },
  schema: ExtractRecord,
  keys: ({ code, register, issuedAt }) => ({
    ...extractKey(code),
    gsi1pk: extractsOf(register),
    gsi1sk: `${issuedAt}#${code}`,
  }),
})

/** An issued file is found by its digest alone. */
export const extractFileEntity = entity({
  name: 'extract-file',
  schemaVersion: 1,
  schema: ExtractFile,
  keys: ({ sha256 }) => fileDigestKey(sha256),
})

/** Every kind of record of this context. */
export const extractsEntities = [extractEntity, extractFileEntity] as const
