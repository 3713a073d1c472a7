import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Shape } from '#kernel/lift'
import { migrateTable } from '../../infra/commands/migrate.ts'
import { type Dynoxide, startDynoxide } from '../support/dynoxide.ts'

/** A kind of record in its third shape: first it had a text, then a list, now a list of objects. */
const NOTE: Shape = {
  name: 'note',
  schemaVersion: 3,
  schema: z.object({ lines: z.array(z.object({ text: z.string() })) }),
  lift: {
    1: (data) => ({ lines: [z.object({ text: z.string() }).parse(data).text] }),
    2: (data) => ({
      lines: z
        .object({ lines: z.array(z.string()) })
        .parse(data)
        .lines.map((text) => ({ text })),
    }),
  },
}

describe('migrating a table', () => {
  let dynoxide: Dynoxide
  let table: string

  const put = (sk: string, record: object) =>
    dynoxide.client.send(new PutCommand({ TableName: table, Item: { pk: 'P', sk, ...record } }))
  const get = async (sk: string) =>
    (await dynoxide.client.send(new GetCommand({ TableName: table, Key: { pk: 'P', sk } }))).Item

  beforeAll(async () => {
    dynoxide = await startDynoxide()
    table = await dynoxide.createTable()
  })
  afterAll(() => dynoxide.stop())

  it('lifts every older record over all steps, once, and leaves the rest', async () => {
    await put('1', { entity: 'note', schemaVersion: 1, version: 7, data: { text: 'a' } })
    await put('2', { entity: 'note', schemaVersion: 2, data: { lines: ['a', 'b'] } })
    await put('3', { entity: 'note', schemaVersion: 3, data: { lines: [] } })
    await put('4', { entity: 'other', schemaVersion: 1, data: 'anything' })

    expect(await migrateTable(dynoxide.client, table, [NOTE])).toEqual({
      read: 4,
      rewritten: 2,
      overtaken: 0,
    })
    expect(await get('1')).toMatchObject({ schemaVersion: 3, version: 7, data: { lines: [{ text: 'a' }] } })
    expect(await get('2')).toMatchObject({
      schemaVersion: 3,
      data: { lines: [{ text: 'a' }, { text: 'b' }] },
    })
    expect(await get('4')).toMatchObject({ schemaVersion: 1, data: 'anything' })
    expect(await migrateTable(dynoxide.client, table, [NOTE])).toEqual({
      read: 4,
      rewritten: 0,
      overtaken: 0,
    })
  })

  it('stops at a record from a newer release', async () => {
    await put('5', { entity: 'note', schemaVersion: 4, data: {} })
    await expect(migrateTable(dynoxide.client, table, [NOTE])).rejects.toThrow('newer shape 4')
  })

  it('writes what stands beside a record once, and beside no deleted one', async () => {
    const completed = (data: unknown) => ({
      data: { lines: [...z.object({ lines: z.array(z.unknown()) }).parse(data).lines, { text: 'complete' }] },
      beside: [{ pk: 'P', sk: 'beside', entity: 'shadow', schemaVersion: 1, data: {} }],
    })
    table = await dynoxide.createTable()
    await put('gone', { entity: 'note', schemaVersion: 2, deleted: true, data: { lines: ['a'] } })
    await migrateTable(dynoxide.client, table, [{ ...NOTE, completed }])
    expect(await get('beside')).toBeUndefined()
    await put('old', { entity: 'note', schemaVersion: 2, data: { lines: ['a'] } })
    await migrateTable(dynoxide.client, table, [{ ...NOTE, completed }])
    expect(await get('old')).toMatchObject({ data: { lines: [{ text: 'a' }, { text: 'complete' }] } })
    expect(await get('beside')).toMatchObject({ entity: 'shadow' })
    expect((await migrateTable(dynoxide.client, table, [{ ...NOTE, completed }])).rewritten).toBe(0)
  })
})
