import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openCursor, sealCursor } from '#kernel/cursor'
import { InvalidCursorError } from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import { secretOf } from '#kernel/secret'

describe('a cursor', () => {
  const position = { sk: 'Ёж#clu_1', pk: 'LIST' }
  const sealed = sealCursor(position, 'scope', 'secret')

  it('opens to what was sealed, in addresses unchanged', () => {
    // A position holds key attributes of the tables, whose values are any text.
    const text = fc.string({ unit: 'binary' })
    const positions = fc.dictionary(fc.constantFrom('sk', 'pk', 'gsi1pk', 'gsi1sk', 'gsi2pk', 'gsi2sk'), text)
    fc.assert(
      fc.property(positions, text, text, (any, scope, secret) => {
        const cursor = sealCursor(any, scope, secret)
        expect(encodeURIComponent(cursor)).toBe(cursor)
        expect(openCursor(cursor, scope, secret)).toEqual({ ...any })
      }),
    )
  })

  it.each([
    ['another scope', sealed, 'other', 'secret'],
    ['another secret', sealed, 'scope', 'other'],
    ['another code', `${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'Q' : 'A'}`, 'scope', 'secret'],
    ['a shorter code', sealed.slice(0, -2), 'scope', 'secret'],
    ['another position', `x${sealed}`, 'scope', 'secret'],
    ['no code', sealed.split('.')[0] ?? '', 'scope', 'secret'],
    ['nothing', '', 'scope', 'secret'],
    ['a dot', '.', 'scope', 'secret'],
  ])('does not open with %s', (_name, cursor, scope, secret) => {
    expect(() => openCursor(cursor, scope, secret)).toThrow(InvalidCursorError)
  })
})

describe('a secret in the table', () => {
  it('is made once, whoever asks first, and read once a process', async () => {
    const table = new MemoryTable()
    const processes = Array.from({ length: 10 }, () => secretOf(table, 'cursor'))
    const secrets = await Promise.all(processes.map((ask) => ask()))
    expect(new Set(secrets).size).toBe(1)
    expect(Buffer.from(secrets[0] ?? '', 'base64url')).toHaveLength(32)
    const read = table.counts.get
    await Promise.all(processes.map((ask) => ask()))
    expect(table.counts.get).toBe(read)
    expect(await secretOf(table, 'audit')()).not.toBe(secrets[0])
  })

  it('is asked for again after a failure', async () => {
    const table = new MemoryTable()
    const get = table.get.bind(table)
    let failing = true
    table.get = async (key) => {
      if (failing) throw new Error('throttled')
      return get(key)
    }
    const ask = secretOf(table, 'cursor')
    await expect(ask()).rejects.toThrow('throttled')
    failing = false
    expect(await ask()).toHaveLength(43)
  })
})
