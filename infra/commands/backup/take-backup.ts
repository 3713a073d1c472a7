import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { StartError } from '../../local/start-error.ts'
import { keysIn } from '../operate/keys-in.ts'
import type { OperatedPlatform } from '../operate/operated-platform.ts'
import { extractsOf, hashesOfAll, questionsAbout, wholeRegisters } from './evidence.ts'
import { BACKED_UP, KEPT_BUCKETS, MANIFEST, type Manifest, sha256OfFile, tableFile } from './manifest.ts'

interface BackupOptions {
  readonly folder: string
  readonly seed: number
  readonly extracts: number
  readonly at: Date
}

/** Writes all records of a platform but the counters of minutes and personal keys, its documents, extracts, reports and seals, and with them what it answers:
 *  the hashes of its registers and extracts by chance. Reads whole tables: it is a command for operators, no route.
 *  @throws StartError when a register changed meanwhile: tables are read one after the other */
export const takeBackup = async (
  platform: OperatedPlatform,
  { folder, seed, extracts, at }: BackupOptions,
): Promise<Manifest> => {
  const registers = await wholeRegisters(platform)
  const files: Record<string, string> = {}
  const records: Record<string, Record<string, number>> = {}
  mkdirSync(join(folder, 'tables'), { recursive: true })
  for (const table of BACKED_UP) {
    const file = tableFile(table)
    records[table] = await writeTable(platform, await platform.tableName(table), join(folder, file))
    files[file] = sha256OfFile(folder, file)
  }
  const objects = await writeObjects(platform, folder, files)
  const questions = questionsAbout(registers, { seed, count: extracts, until: at })
  const answers = await extractsOf(platform, questions)
  const known = hashesOfAll(registers)
  const now = hashesOfAll(await wholeRegisters(platform))
  if (JSON.stringify(now) !== JSON.stringify(known))
    throw new StartError('A register changed while the backup was made: make it again when nobody decides.')
  const manifest: Manifest = {
    format: 'agglomera-backup-1',
    takenAt: at.toISOString(),
    of: platform.description,
    records,
    objects,
    registers: known,
    extracts: answers,
    files,
  }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** One record a line, as JSON, compressed. @returns how many of each kind */
const writeTable = async (
  { documents }: OperatedPlatform,
  TableName: string,
  file: string,
): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  const lines = async function* () {
    let start: Record<string, unknown> | undefined
    do {
      const page = await documents.send(
        new ScanCommand({ TableName, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
      )
      for (const item of page.Items ?? []) {
        const kind = String(item['entity'])
        counts[kind] = (counts[kind] ?? 0) + 1
        yield `${JSON.stringify(item)}\n`
      }
      start = page.LastEvaluatedKey
    } while (start !== undefined)
  }
  await pipeline(Readable.from(lines()), createGzip(), createWriteStream(file, { mode: 0o600 }))
  return counts
}

const writeObjects = async (
  platform: OperatedPlatform,
  folder: string,
  files: Record<string, string>,
): Promise<Manifest['objects']> => {
  const objects: Manifest['objects'] = []
  for (const bucket of KEPT_BUCKETS) {
    const Bucket = await platform.bucketName(bucket)
    mkdirSync(join(folder, bucket), { recursive: true })
    for (const Key of await keysIn(platform, Bucket)) {
      // What is not checked yet is no document.
      if (Key.startsWith('incoming/')) continue
      const { Body, ContentType } = await platform.objects.send(new GetObjectCommand({ Bucket, Key }))
      const file = `${bucket}/${encodeURIComponent(Key)}`
      writeFileSync(join(folder, file), (await Body?.transformToByteArray()) ?? '')
      files[file] = sha256OfFile(folder, file)
      objects.push({ bucket, key: Key, ...(ContentType !== undefined && { contentType: ContentType }), file })
    }
  }
  return objects
}
