import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryHash, registerHash } from '#registry/model'
import { type Kept, keptBy, lived } from './support.ts'

/** What the hash leaves out on purpose. */
const LEFT_OUT =
  /^(version|cluster\.(version|updatedAt|preparedBy.*)|.*\.(version|part)|statements\.\d+\.changes\.contact.*)$/

type Path = readonly (string | number)[]

/** Every place of a value that holds no further ones. */
const leavesOf = (value: unknown, path: Path = []): readonly Path[] => {
  if (value === null || typeof value !== 'object') return [path]
  const inner = Object.entries(value)
  return inner.length === 0
    ? [path]
    : inner.flatMap(([name, one]) => leavesOf(one, [...path, Array.isArray(value) ? Number(name) : name]))
}

const changedAt = (value: unknown, [name, ...rest]: Path): unknown => {
  if (name === undefined) return value === 'changed' ? 'changed again' : 'changed'
  if (Array.isArray(value)) return value.map((one, at) => (at === name ? changedAt(one, rest) : one))
  const members = Object.entries(Object(value))
  return Object.fromEntries(members.map(([key, one]) => [key, key === name ? changedAt(one, rest) : one]))
}

const hashOf = ({ register, records }: Kept) =>
  registerHash(
    register,
    records.map((record) => ({ number: record.entry.number, hash: entryHash(record) })),
  )

describe('the hash of a register', () => {
  it('does not depend on the order in which records are given', async () => {
    const kept = await keptBy(await lived())
    const shuffled = <T>(values: readonly T[]) =>
      fc.shuffledSubarray([...values], { minLength: values.length, maxLength: values.length })
    const anyOrder = fc.tuple(
      ...kept.records.map((record) =>
        fc
          .record({ steps: shuffled(record.steps), statements: shuffled(record.statements) })
          .map((inner) => ({
            ...record,
            ...inner,
          })),
      ),
    )
    fc.assert(
      fc.property(anyOrder.chain(shuffled), (records) => {
        expect(hashOf({ ...kept, records })).toBe(kept.hash)
      }),
    )
  })

  it('changes with every field but those that it leaves out', async () => {
    const kept = await keptBy(await lived())
    let tried = 0
    for (const [at, record] of kept.records.entries())
      for (const path of leavesOf(record)) {
        const name = path.join('.')
        const records = kept.records.with(at, changedAt(record, path) as typeof record)
        if (LEFT_OUT.test(name)) continue
        expect(hashOf({ ...kept, records }), name).not.toBe(kept.hash)
        tried += 1
      }
    expect(tried).toBeGreaterThan(150)
    for (const path of leavesOf(kept.register)) {
      const register = changedAt(kept.register, path) as typeof kept.register
      expect(hashOf({ ...kept, register }), path.join('.')).not.toBe(kept.hash)
    }
  })

  it('keeps when versions move, when the record is written again, and when the contact is erased', async () => {
    const kept = await keptBy(await lived())
    const records = kept.records.map((record) => ({
      ...record,
      version: record.version + 3,
      cluster: {
        ...record.cluster,
        version: 99,
        updatedAt: '2026-03-11T00:00:00.000Z',
        preparedBy: ['per_x'],
      },
      steps: record.steps.map((step) => ({ ...step, version: step.version + 10 })),
      statements: record.statements.map(({ changes: { contact: _contact, ...changes }, ...statement }) => ({
        ...statement,
        version: statement.version + 10,
        changes,
      })),
    }))
    expect(hashOf({ ...kept, records })).toBe(kept.hash)
  })

  it('tells the order in which things were recorded', async () => {
    const kept = await keptBy(await lived())
    const [first, ...others] = kept.records
    if (first === undefined) throw new Error('no entry')
    const [one, two, ...rest] = first.statements
    if (one === undefined || two === undefined) throw new Error('no statements')
    const swapped = [
      { ...one, version: two.version, part: two.part },
      { ...two, version: one.version, part: one.part },
    ]
    expect(
      hashOf({ ...kept, records: [{ ...first, statements: [...swapped, ...rest] }, ...others] }),
    ).not.toBe(kept.hash)
  })
})
