import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ExtractStore, finished, issued } from '#extracts/extract-store'
import { codeFrom, ExtractRecord } from '#extracts/model'
import { sha256 } from '#kernel/digest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { StaleVersionError } from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import type { Table } from '#kernel/table'
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts'

const change = { actor: 'per_1', action: 'issue-extract', requestId: 'r', at: '2026-03-11T10:00:00.000Z' }

const record = ExtractRecord.parse({
  code: codeFrom(Uint8Array.from({ length: 19 }, (_, index) => index)),
  register: 'reg_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  number: '2026-0001',
  cluster: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4',
  asOf: '2026-03-11',
  knownAt: change.at,
  language: 'ru',
  issuedAt: change.at,
  issuedBy: 'per_1',
  document: '{"имя":"Оптическая долина"}',
  json: { sha256: sha256('json'), bytes: 4 },
})
const pdf = { sha256: sha256('pdf'), bytes: 3 }

describe.each(['memory', 'DynamoDB'])('extracts in %s', (kind) => {
  let dynoxide: Dynoxide | undefined
  let table: Table = new MemoryTable()
  beforeAll(async () => {
    if (kind === 'memory') return
    dynoxide = await startDynoxide()
    table = new DynamoTable(dynoxide.client, await dynoxide.createTable())
  })
  afterAll(() => dynoxide?.stop())

  it('are found by their code and by the digests of their files, and finished once', async () => {
    const store = new ExtractStore(table)
    await table.write(issued(record, change))
    await expect(table.write(issued(record, change))).rejects.toThrow()
    expect(await store.find(record.code)).toEqual({ value: record, version: 1 })
    expect(await store.fileOf(record.json.sha256)).toMatchObject({ code: record.code, format: 'json' })
    expect(await store.fileOf(pdf.sha256)).toBeUndefined()

    const before = { value: record, version: 1 }
    const both = await Promise.allSettled([
      table.write(finished(before, pdf, change)),
      table.write(finished(before, pdf, change)),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: expect.any(StaleVersionError),
    })
    expect(await store.find(record.code)).toEqual({ value: { ...record, pdf }, version: 2 })
    expect(await store.fileOf(pdf.sha256)).toMatchObject({ code: record.code, format: 'pdf' })
  })
})
