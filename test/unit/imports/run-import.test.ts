import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parentsFirst } from '#imports/arrange'
import { mappingOf } from '#imports/mapping'
import type { RecordOf } from '#imports/record'
import { runImport } from '#imports/run-import'
import { ApiProblem } from '#kernel/client'
import { parseArguments } from '../../../infra/commands/import/arguments.ts'
import { kindNamed } from '../../../infra/commands/import/kinds.ts'

const regions = kindNamed('regions')
const clusters = kindNamed('clusters')
if (regions === undefined || clusters === undefined) throw new Error('kinds are missing')

const wishes = parseArguments(['x', 'x.csv']).wishes

/** A platform that takes what it is sent, but for codes that begin with "bad". */
const platform = () => {
  const calls: { records: readonly RecordOf[]; address: string | undefined }[] = []
  return {
    calls,
    send: (records: readonly RecordOf[], address: string | undefined) => {
      calls.push({ records, address })
      const rows = records.map((record, row) =>
        String(record['code']).startsWith('bad')
          ? { row, outcome: 'rejected' as const, reason: 'it is bad' }
          : { row, outcome: 'created' as const },
      )
      return Promise.resolve({ created: 0, updated: 0, unchanged: 0, rejected: 0, rows })
    },
  }
}

const region = (code: string, parent = '') => ({ code, parent, level: 'land', name: 'A region' })

describe('sending rows', () => {
  it('counts each outcome and gives rejected rows in the order of the file', async () => {
    const rows = [region('bad-2', 'top'), region(''), region('top'), region('bad-1', 'top')]
    const { calls, send } = platform()
    const mapping = mappingOf(regions, Object.keys(region('x')), wishes)
    const done: number[] = []
    const outcome = await runImport(regions, mapping, rows, send, (count) => done.push(count))
    expect(outcome.created).toBe(1)
    expect(outcome.rejected.map(({ row, reason }) => [row['code'], reason])).toEqual([
      ['bad-2', 'it is bad'],
      ['', 'code: is empty'],
      ['bad-1', 'it is bad'],
    ])
    expect(calls[0]?.records.map(({ code }) => code)).toEqual(['top', 'bad-2', 'bad-1'])
    expect(done.at(-1)).toBe(rows.length)
  })

  it('keeps the register in the address and calls within their limits', async () => {
    const row = (register: string) => ({
      register,
      registeredOn: '2020-01-01',
      act: 'x',
      name: 'A',
      category: '_U',
      regions: 'DE',
    })
    const rows = [...Array.from({ length: 150 }, () => row('national')), row('regional')]
    const { calls, send } = platform()
    const mapping = mappingOf(clusters, Object.keys(row('x')), wishes)
    await runImport(clusters, mapping, rows, send, () => undefined)
    expect(calls.map(({ address, records }) => [address, records.length])).toEqual([
      ['national', 100],
      ['national', 50],
      ['regional', 1],
    ])
    expect(calls[0]?.records[0]).not.toHaveProperty('register')
  })
})

describe('parents first', () => {
  const tree = {
    own: (row: { n: number }) => String(row.n),
    parent: (row: { n: number; p?: number }) => row.p?.toString(),
  }

  it('puts every parent before its children whatever the order of the file', () => {
    const anyTree = fc
      .array(fc.nat(1000), { minLength: 1, maxLength: 40 })
      .map((seeds) =>
        seeds.map((seed, n): { n: number; p?: number } => (n === 0 ? { n } : { n, p: seed % n })),
      )
    fc.assert(
      fc.property(
        anyTree.chain((rows) => fc.shuffledSubarray(rows, { minLength: rows.length })),
        (rows) => {
          const ordered = parentsFirst(rows, tree)
          expect([...ordered].sort((a, b) => a.n - b.n)).toEqual([...rows].sort((a, b) => a.n - b.n))
          const place = new Map(ordered.map(({ n }, index) => [n, index]))
          for (const { n, p } of ordered)
            if (p !== undefined) expect(place.get(p)).toBeLessThan(place.get(n) ?? -1)
        },
      ),
    )
  })

  it('leaves circles to the end', () => {
    const rows: { n: number; p?: number }[] = [{ n: 1, p: 2 }, { n: 2, p: 1 }, { n: 3 }, { n: 4, p: 2 }]
    expect(parentsFirst(rows, tree).map(({ n }) => n)).toEqual([3, 1, 2, 4])
  })

  const refusal = (status: number, code: string) =>
    new ApiProblem(new Response(null, { status }), { code, detail: `refused: ${code}` })
  const places = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  /** Each region in a call of its own. */
  const oneByOne = { ...regions, rowsPerCall: 1, callsAtOnce: 1 }
  const mapping = mappingOf(regions, Object.keys(region('x')), wishes)
  const sending = (fails: (code: string) => Error | undefined) => {
    const { send } = platform()
    return (records: readonly RecordOf[], address: string | undefined) => {
      const error = fails(String(records[0]?.['code']))
      return error === undefined ? send(records, address) : Promise.reject(error)
    }
  }

  it('rejects the rows of a call that is refused as a whole, and sends the others', async () => {
    const send = sending((code) => (code === 'c' ? refusal(413, 'too-large') : undefined))
    const outcome = await runImport(
      oneByOne,
      mapping,
      places.map((code) => region(code)),
      send,
      () => undefined,
    )
    expect(outcome).toMatchObject({ created: 7, rejected: [{ reason: 'refused: too-large' }] })
    expect(outcome.brokenOff).toBeUndefined()
  })

  it.each([
    ['the platform falls silent', new Error('no answer')],
    ['the account may no longer send', refusal(401, 'unauthenticated')],
  ])('keeps what was answered and names what was not sent when %s', async (_, error) => {
    const send = sending((code) => (code === 'c' ? error : undefined))
    const outcome = await runImport(
      oneByOne,
      mapping,
      places.map((code) => region(code)),
      send,
      () => undefined,
    )
    expect(outcome.created).toBe(2)
    expect(outcome.brokenOff).toBe(error)
    expect(outcome.rejected.map(({ row }) => row['code'])).toEqual(['c', 'd', 'e', 'f', 'g', 'h'])
    expect(outcome.rejected[1]?.reason).toBe(
      'not sent, since the import was broken off before: import the row again',
    )
  })

  const tooLong = () =>
    new ApiProblem(new Response(null, { status: 503 }), { message: 'Service Unavailable' })
  /** A platform that gives no answer to more than so many rows at once, but takes what it can until then. */
  const slow = (most: number) => {
    const { send } = platform()
    const taken = new Set<unknown>()
    const sent: number[] = []
    return {
      sent,
      send: async (records: readonly RecordOf[], address: string | undefined) => {
        sent.push(records.length)
        const result = await send(records, address)
        const rows = result.rows.map((row, index) =>
          taken.has(records[index]?.['code']) ? { row: index, outcome: 'unchanged' as const } : row,
        )
        for (const { code } of records.slice(0, most)) taken.add(code)
        if (records.length > most) throw tooLong()
        return { ...result, rows }
      },
    }
  }
  const whole = { ...regions, rowsPerCall: 8, callsAtOnce: 1 }

  it('sends fewer rows at once where all of them take the platform too long', async () => {
    const { send, sent } = slow(2)
    const progress: number[] = []
    const rows = places.map((code) => region(code))
    const outcome = await runImport(whole, mapping, rows, send, (done) => progress.push(done))
    expect(sent).toEqual([8, 4, 2, 2, 4, 2, 2])
    expect(outcome.created + outcome.unchanged).toBe(8)
    expect(outcome).toMatchObject({ rejected: [] })
    expect(progress).toEqual([0, 2, 4, 6, 8])
  })

  it('breaks off where not even one row is answered, and says that it may have been taken', async () => {
    const send = (records: readonly RecordOf[], address: string | undefined) =>
      records.some(({ code }) => code === 'c') ? Promise.reject(tooLong()) : platform().send(records, address)
    const rows = places.map((code) => region(code))
    const outcome = await runImport(whole, mapping, rows, send, () => undefined)
    expect(outcome.created).toBe(2)
    expect(outcome.rejected.map(({ row }) => row['code'])).toEqual(['c', 'd', 'e', 'f', 'g', 'h'])
    expect(outcome.rejected[0]?.reason).toContain('it may be there: import the row again')
    expect(outcome.rejected[1]?.reason).toContain('not sent')
    expect(outcome.brokenOff).toBeInstanceOf(ApiProblem)
  })

  it('fails when not even the first call is answered', async () => {
    const send = sending(() => refusal(403, 'forbidden'))
    const sent = runImport(
      oneByOne,
      mapping,
      places.map((code) => region(code)),
      send,
      () => undefined,
    )
    await expect(sent).rejects.toThrow('refused: forbidden')
  })
})
