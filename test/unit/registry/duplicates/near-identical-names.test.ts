import { setImmediate as later } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { MemoryTable } from '#kernel/memory-table'
import type { Write } from '#kernel/table'
import { namedLike } from '#registry/duplicates/name-index'
import { nameKeyItems, placeOfNames, placesOfNumbers, withNameKeys } from '#registry/keys'
import { anOrganisation, platformIn, send } from '../support.ts'

const numbered = (n: number) => `Sample Works ${String(n).padStart(4, '0')}`
/** Words that share no beginning: `Sample kobamita`. */
const worded = (n: number) => {
  const syllables = ['ba', 'ko', 'mi', 'lu', 'te', 'ra', 'so', 'ni']
  const digits = n.toString(8).padStart(4, '0')
  return `Sample ${[...digits].map((digit) => syllables[Number(digit)]).join('')}`
}

/** A table in which organisations of these names are found. */
const knowing = (names: readonly string[]): MemoryTable => {
  const table = new MemoryTable()
  for (const name of names)
    for (const item of nameKeyItems(
      'organisation',
      withNameKeys({ id: name, fields: { names: { en: name }, seat: {} }, nameKeys: [] }),
    ))
      table.plant(item)
  return table
}

const likeTo = async (table: MemoryTable, name: string) => {
  const before = table.counts.items
  const found = await namedLike(table, 'organisation', { names: { en: name } })
  return { found, read: table.counts.items - before }
}

const NUMBERED = Array.from({ length: 3_000 }, (_, n) => numbered(n))
const WORDED = Array.from({ length: 3_000 }, (_, n) => worded(n))

describe('a name among thousands that differ from it in a number or a word', () => {
  const table = knowing([...NUMBERED, ...WORDED])

  it.each(['0000', '0777', '2999'])('is found by it, and little is read: number %s', async (number) => {
    const { found, read } = await likeTo(table, `SAMPLE Works ${number} GmbH`)
    expect(found).toEqual([`Sample Works ${number}`])
    expect(read).toBeLessThanOrEqual(52)
  })

  it.each([0, 1_234, 2_999])('is found by it, and no more than is said is read: word %i', async (n) => {
    const { found, read } = await likeTo(table, `${worded(n)} Ltd`)
    expect(found).toContain(worded(n))
    // Two keys: all share the one, few the other.
    expect(read).toBeLessThanOrEqual(250 + 50)
  })

  it('is found without a number, though all others have one', async () => {
    const { found, read } = await likeTo(knowing([...NUMBERED, 'Sample Works']), 'Sample Works Ltd')
    expect(found).toEqual(['Sample Works'])
    expect(read).toBeLessThanOrEqual(52)
  })

  it('is found where it is nothing but a number, or has several', async () => {
    // What stands in brackets is not compared.
    const bare = knowing(Array.from({ length: 60 }, (_, n) => `12 (${n})`))
    expect((await likeTo(bare, '12')).found.length).toBeGreaterThan(0)
    const several = knowing([...NUMBERED, 'Sample Works 0012 0044', 'Sample Works 0044 0044'])
    expect((await likeTo(several, 'Sample Works 0044, 0012')).found).toEqual(['Sample Works 0012 0044'])
    expect((await likeTo(several, numbered(44))).found).toEqual([numbered(44)])
  })
})

describe('the places of names with the same numbers', () => {
  const isAmong = (name: string, other: string) => {
    const { from, to } = placesOfNumbers(placeOfNames({ en: name }))
    const sk = `${placeOfNames({ en: other })}#org_1`
    return from <= sk && sk <= to
  }

  it.each([
    ['Sample Works 12', 'Werk Sample 12', true],
    ['Sample Works 12', 'Sample Works 123', false],
    ['Sample Works 12', 'Sample Works 12 34', false],
    ['Sample Works 12 34', 'Sample Works 34/12', true],
    ['Sample Works', 'Sample Works 12', false],
    ['Sample Works 12', 'Sample Works', false],
    ['Sample Works', 'Другой завод', true],
    ['Sample Works 12', '12', true],
  ])('%s: %s is among them: %s', (name, other, expected) => {
    expect(isAmong(name, other)).toBe(expected)
  })
})

/** A table that tells how many transactions were under way at once. */
class BusyTable extends MemoryTable {
  #active = 0
  mostAtOnce = 0
  override async write(writes: readonly Write[]): Promise<void> {
    this.#active += 1
    this.mostAtOnce = Math.max(this.mostAtOnce, this.#active)
    await later()
    this.#active -= 1
    return super.write(writes)
  }
}

describe('an import of names that have most words in common', () => {
  const load = async (names: readonly string[]) => {
    const { registry, table } = await platformIn(new BusyTable(), new MemoryTable())
    table.mostAtOnce = 0
    const rows = names.map((en) =>
      anOrganisation({ names: { en }, identifiers: [], noIdentifierReason: 'new' }),
    )
    const { body } = await send(registry.importOrganisations, { body: { rows } })
    return { body, mostAtOnce: table.mostAtOnce }
  }

  it('writes them side by side where they are of several things', async () => {
    const { body, mostAtOnce } = await load(NUMBERED.slice(0, 40))
    expect(body.created).toBe(40)
    expect(mostAtOnce).toBe(10)
  })

  it('lets those follow one another that are probably of one thing, though others lie between', async () => {
    const { body } = await load([
      'Sample Works 1',
      'Sample Works 2',
      'Sample Works 2 GmbH',
      'SAMPLE works 1 Ltd',
    ])
    expect(body.rows.map(({ outcome }) => outcome)).toEqual(['created', 'created', 'rejected', 'rejected'])
  })
})
