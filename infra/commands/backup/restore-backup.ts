import { createHash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { type Item, isItem } from '#kernel/table'
import type { OperatedPlatform } from '../operate/operated-platform.ts'
import { BACKED_UP, type Manifest, tableFile } from './manifest.ts'

/** Records that are written at once. */
const AT_ONCE = 500

/** Writes the records of a backup into the empty tables of a platform. */
export const restoreTables = async (folder: string, platform: OperatedPlatform): Promise<void> => {
  for (const name of BACKED_UP) {
    const table = new DynamoTable(platform.documents, await platform.tableName(name))
    const lines = createInterface({
      input: createReadStream(join(folder, tableFile(name))).pipe(createGunzip()),
      crlfDelay: Number.POSITIVE_INFINITY,
    })
    let waiting: { put: Item }[] = []
    for await (const line of lines) {
      const item: unknown = JSON.parse(line)
      if (typeof item !== 'object' || item === null || !isItem({ ...item }))
        throw new Error(`${tableFile(name)} holds a line that is no record: ${line.slice(0, 100)}`)
      waiting.push({ put: { pk: '', sk: '', ...item } })
      if (waiting.length < AT_ONCE) continue
      await table.writeEach(waiting)
      waiting = []
    }
    await table.writeEach(waiting)
  }
}

/** Puts the documents, extracts, reports and seals of a backup into the empty buckets of a platform. */
export const restoreObjects = async (
  folder: string,
  { objects }: Manifest,
  platform: OperatedPlatform,
): Promise<void> => {
  for (const { bucket, key, contentType, file } of objects)
    await platform.objects.send(
      new PutObjectCommand({
        Bucket: await platform.bucketName(bucket),
        Key: key,
        Body: readFileSync(join(folder, file)),
        // The buckets of extracts and seals take each key once.
        IfNoneMatch: '*',
        ...(contentType !== undefined && { ContentType: contentType }),
      }),
    )
}

/** In how many records of each kind a platform differs from what was backed up. */
export const differingCounts = async (
  { records }: Manifest,
  platform: OperatedPlatform,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const name of BACKED_UP) {
    const there = await countsOf(platform, await platform.tableName(name))
    const expected = records[name] ?? {}
    for (const kind of new Set([...Object.keys(expected), ...there.keys()]))
      if ((expected[kind] ?? 0) !== (there.get(kind) ?? 0))
        found.push(`${name}: ${there.get(kind) ?? 0} records "${kind}" instead of ${expected[kind] ?? 0}`)
  }
  return found
}

const countsOf = async ({ documents }: OperatedPlatform, TableName: string) => {
  const counts = new Map<string, number>()
  let start: Record<string, unknown> | undefined
  do {
    const page = await documents.send(
      new ScanCommand({
        TableName,
        ConsistentRead: true,
        ProjectionExpression: '#entity',
        ExpressionAttributeNames: { '#entity': 'entity' },
        ...(start && { ExclusiveStartKey: start }),
      }),
    )
    for (const item of page.Items ?? []) {
      const kind = String(item['entity'])
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return counts
}

/** The objects of a backup that a platform does not have byte for byte. */
export const differingObjects = async (
  { objects, files }: Manifest,
  platform: OperatedPlatform,
): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { bucket, key, file } of objects) {
    const Bucket = await platform.bucketName(bucket)
    const { Body } = await platform.objects.send(new GetObjectCommand({ Bucket, Key: key }))
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
    if (createHash('sha256').update(bytes).digest('hex') !== files[file])
      found.push(`${bucket}: the object ${key} has other bytes`)
  }
  return found
}
