import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'
import { expect, it, vi } from 'vitest'
import * as z from 'zod'
import { AuditRecord, hashOfStored, SealedDay } from '#audit/model'
import { addDays } from '#kernel/clock'
import { exportTrail } from '../../../infra/commands/audit-export.ts'
import { verifyExport } from '../../../infra/commands/audit-verify.ts'
import { readRuntime } from '../../../infra/local/main/runtime.ts'
import { suitePlatform } from '../../support/platform.ts'

// The trail on the running platform: consumer, job, routes and commands with the roles of the template.

const platform = suitePlatform()
const runtime = readRuntime(platform.dataDir)
const { accessKeyId, secretAccessKey, region } = runtime.operator
const operator = { region, credentials: { accessKeyId, secretAccessKey } }
const documents = DynamoDBDocumentClient.from(
  new DynamoDBClient({ ...operator, endpoint: runtime.endpoints.dynamodb }),
)

const today = () => new Date().toISOString().slice(0, 10)

const changesOf = async (query: string, as: 'auditor' | 'region' = 'auditor') => {
  const response = await platform.api(`/audit?${query}`, { as })
  expect(response.status).toBe(200)
  return z.object({ items: z.array(AuditRecord) }).parse(await response.json()).items
}

it('shows who created and changed an organisation, by its record and by the person, hashed with the key', async () => {
  const fields = (name: string) => ({
    names: { en: name },
    kind: 'firm',
    size: 'small',
    noIdentifierReason: 'A test',
    seat: { region: 'DE-BY' },
  })
  const created = await platform.api('/organisations', {
    method: 'POST',
    as: 'region',
    body: fields('Audited firm'),
  })
  expect(created.status).toBe(201)
  const { id } = z.object({ id: z.string() }).parse(await created.json())
  const changed = await platform.api(`/organisations/${id}`, {
    method: 'PUT',
    as: 'region',
    body: fields('Audited firm, renamed'),
    headers: { 'if-match': created.headers.get('etag') ?? '' },
  })
  expect(changed.status).toBe(200)

  const record = `registry/ORGANISATION#${id}/ORGANISATION`
  const changes = await vi.waitFor(
    async () => {
      const found = await changesOf(`record=${encodeURIComponent(record)}&order=asc`)
      expect(found).toHaveLength(2)
      return found
    },
    { timeout: 60_000, interval: 200 },
  )
  const me = z
    .object({ person: z.string() })
    .parse(await (await platform.api('/me', { as: 'region' })).json())
  expect(changes).toMatchObject([
    { change: 'created', actor: me.person, version: 1, before: null, territory: [['DE', 'DE-BY']] },
    { change: 'changed', actor: me.person, version: 2, before: changes[0]?.after },
  ])
  expect((await changesOf(`actor=${me.person}`)).map((one) => one.record)).toContain(record)
  expect(JSON.stringify(changes)).not.toContain('Audited firm')

  const key = await documents.send(
    new GetCommand({ TableName: runtime.tables['AUDIT_TABLE'], Key: { pk: 'SECRET#audit', sk: 'SECRET' } }),
  )
  const stored = await documents.send(
    new GetCommand({
      TableName: runtime.tables['REGISTRY_TABLE'],
      Key: { pk: `ORGANISATION#${id}`, sk: 'ORGANISATION' },
    }),
  )
  expect(hashOfStored(String(key.Item?.['secret']), stored.Item ?? {})).toBe(changes[1]?.after)
})

it('seals the day before, keeps the seal locked, and exports what verifies offline', async () => {
  await platform.runJob('seal-audit')
  const yesterday = addDays(today(), -1)
  const days = z
    .object({ items: z.array(SealedDay) })
    .parse(await (await platform.api('/audit/days', { as: 'auditor' })).json())
  const [sealed] = days.items
  // A run within two hours after midnight finds the day before not yet ready.
  expect(sealed === undefined || sealed.day === yesterday || sealed.day === addDays(yesterday, -1)).toBe(true)

  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  const done = await exportTrail(folder, {
    url: platform.url,
    token: () => platform.tokenFor('auditor'),
    today: today(),
  })
  expect(done.changes).toBeGreaterThan(0)
  expect(readdirSync(join(folder, 'records'))).toContain(`${today()}.jsonl`)
  expect(verifyExport({ folder }).findings).toEqual([])
  if (sealed === undefined) return

  const key = `days/${sealed.day}.json`
  const s3 = new S3Client({ ...operator, endpoint: runtime.endpoints.s3, forcePathStyle: true })
  const Bucket = runtime.buckets['SEALS_BUCKET'] ?? ''
  await expect(s3.send(new PutObjectCommand({ Bucket, Key: key, Body: '{}' }))).rejects.toThrow(/object lock/)
  await expect(s3.send(new DeleteObjectCommand({ Bucket, Key: key }))).rejects.toThrow(/object lock/)

  const file = join(folder, 'seals', `${sealed.day}.json`)
  writeFileSync(file, readFileSync(file, 'utf8').replace(sealed.root, '1'.repeat(64)))
  expect(verifyExport({ folder }).findings).toMatchObject([{ kind: 'damaged-seal', day: sealed.day }])
})

it('says of a day that is not over that it is not sealed', async () => {
  const response = await platform.api(`/audit/days/${today()}`, { as: 'auditor' })
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('is not sealed')
})
