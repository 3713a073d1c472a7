import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StartError } from '../../local/start-error.ts'
import { AUDITED, type TableName } from '../../services.ts'

const SHA256 = z.string().regex(/^[0-9a-f]{64}$/)

/** The tables of a backup: all but the counters of minutes, and the keys that open personal data: whose key was destroyed
 *  stays erased in every backup. */
export const BACKED_UP = [...AUDITED, 'audit', 'personal'] as const satisfies readonly TableName[]

/** The buckets of a backup; what failed is not among them. */
export const KEPT_BUCKETS = ['documents', 'extracts', 'reports', 'seals'] as const

/** The question that an extract answers: an entry and its cluster on a day, as known at an instant. */
export const ExtractQuestion = z.object({
  register: z.string(),
  number: z.string(),
  asOf: z.string(),
  knownAt: z.string(),
})
export type ExtractQuestion = z.output<typeof ExtractQuestion>

/** What a platform answered that was backed up: another one, made from the backup, has to answer the same. */
export const Evidence = z.object({
  registers: z.array(
    z.object({
      code: z.string(),
      hash: SHA256,
      /** Hashes of entries by number. */
      entries: z.record(z.string(), SHA256),
    }),
  ),
  extracts: z.array(ExtractQuestion.extend({ sha256: SHA256 })),
})
export type Evidence = z.output<typeof Evidence>

/** What a backup holds. */
const Manifest = z.object({
  format: z.literal('agglomera-backup-1'),
  takenAt: z.string(),
  of: z.string(),
  /** Records by table and kind. */
  records: z.record(z.string(), z.record(z.string(), z.int())),
  objects: z.array(
    z.object({
      bucket: z.enum(KEPT_BUCKETS),
      key: z.string(),
      contentType: z.string().optional(),
      file: z.string(),
    }),
  ),
  ...Evidence.shape,
  /** SHA-256 of each file by its path. */
  files: z.record(z.string(), SHA256),
})
export type Manifest = z.output<typeof Manifest>

export const MANIFEST = 'manifest.json'

export const tableFile = (table: (typeof BACKED_UP)[number]) => `tables/${table}.jsonl.gz`

export const sha256OfFile = (folder: string, file: string): string =>
  createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex')

/** Reads what a backup says of itself. @throws StartError when it is none */
export const readManifest = (folder: string): Manifest => {
  try {
    return Manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')))
  } catch (error) {
    throw new StartError(`No backup is in ${folder}: ${error instanceof Error ? error.message : error}`)
  }
}

/** The files of a backup that are missing or are not what was written. */
export const damagedFiles = (folder: string, { files }: Manifest): readonly string[] =>
  Object.entries(files).flatMap(([file, expected]) => {
    try {
      return sha256OfFile(folder, file) === expected ? [] : [`${file} was changed since it was written`]
    } catch {
      return [`${file} is missing`]
    }
  })

/** The folder in which backups are put unless told otherwise, one folder each, named by the instant. */
export const BACKUPS = 'backups'

/** The newest backup of a folder of backups. @throws StartError when there is none */
export const newestIn = (folder: string): string => {
  const names = existsSync(folder) ? readdirSync(folder).sort() : []
  const newest = names.filter((name) => existsSync(join(folder, name, MANIFEST))).at(-1)
  if (newest !== undefined) return join(folder, newest)
  throw new StartError(`No backup is in ${folder}: make one with "npm run backup".`)
}
