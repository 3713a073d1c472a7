import { describe, expect, it } from 'vitest'
import { personalDataStore } from '#governance/index'
import type { Item, Table } from '#kernel/table'

const ANNA = { subject: 'sub-anna', name: 'Анна Muster', email: 'anna@sample.agglomera.invalid' }
const BORIS = { subject: 'sub-boris', name: 'Boris Beispiel', email: 'boris@sample.agglomera.invalid' }

/** Gives tables of which nothing else is in use, and a person's record in each. */
export interface PersonalTables {
  readonly data: Table
  readonly keys: Table
}

const textOf = async ({ data, keys }: PersonalTables, person: string): Promise<string> => {
  const items: (Item | undefined)[] = [
    await data.get({ pk: person, sk: 'DATA' }, { consistent: true }),
    await keys.get({ pk: person, sk: 'KEY' }, { consistent: true }),
  ]
  return JSON.stringify(items)
}

/** What the store of personal data promises, on whatever tables. Tests keep apart by person. */
export const specifyPersonalData = (implementation: string, tablesOf: () => PersonalTables) =>
  describe(`the store of personal data, ${implementation}`, () => {
    it('gives what was kept, of those of whom something was', async () => {
      const store = personalDataStore(tablesOf())
      await store.keep('per_a1', ANNA)
      await store.keep('per_a2', BORIS)
      expect(await store.of(['per_a2', 'per_a3', 'per_a1'])).toEqual(
        new Map([
          ['per_a1', ANNA],
          ['per_a2', BORIS],
        ]),
      )
      expect(await store.of([])).toEqual(new Map())
    })

    it('reads as many people as a page holds', async () => {
      const store = personalDataStore(tablesOf())
      const people = Array.from({ length: 120 }, (_, n) => `per_b${n}`)
      await Promise.all(people.map((person) => store.keep(person, { ...ANNA, subject: person })))
      const known = await store.of(people)
      expect(people.filter((person) => known.get(person)?.subject !== person)).toEqual([])
    })

    it('holds nothing that could be read without the key', async () => {
      const tables = tablesOf()
      await personalDataStore(tables).keep('per_c', ANNA)
      const text = await textOf(tables, 'per_c')
      for (const value of Object.values(ANNA)) expect(text).not.toContain(value)
    })

    it('leaves what was kept first as it is', async () => {
      const store = personalDataStore(tablesOf())
      await store.keep('per_d', ANNA)
      await store.keep('per_d', BORIS)
      expect((await store.of(['per_d'])).get('per_d')).toEqual(ANNA)
    })

    it('replaces what was kept, and keeps nothing of whom nothing was or who was erased', async () => {
      const tables = tablesOf()
      const store = personalDataStore(tables)
      await store.keep('per_r1', ANNA)
      await store.replace('per_r1', { ...ANNA, name: 'Anna Neu' })
      expect((await store.of(['per_r1'])).get('per_r1')).toEqual({ ...ANNA, name: 'Anna Neu' })
      await store.replace('per_r2', ANNA)
      await store.erase('per_r1')
      await store.replace('per_r1', ANNA)
      expect(await store.of(['per_r1', 'per_r2'])).toEqual(new Map())
      expect(await textOf(tables, 'per_r2')).toBe('[null,null]')
    })

    it('keeps the same of two at once', async () => {
      const tables = tablesOf()
      await Promise.all([1, 2, 3].map(() => personalDataStore(tables).keep('per_e', ANNA)))
      expect((await personalDataStore(tables).of(['per_e'])).get('per_e')).toEqual(ANNA)
    })

    it('keeps anew what lost its key', async () => {
      const tables = tablesOf()
      const store = personalDataStore(tables)
      await store.keep('per_i', ANNA)
      await tables.keys.write([{ delete: { pk: 'per_i', sk: 'KEY' } }])
      expect(await store.of(['per_i'])).toEqual(new Map())
      await store.keep('per_i', BORIS)
      expect((await store.of(['per_i'])).get('per_i')).toEqual(BORIS)
    })

    it('erases for good: nothing is read and nothing kept any more, however often either is asked', async () => {
      const tables = tablesOf()
      const store = personalDataStore(tables)
      await store.keep('per_f', ANNA)
      await store.erase('per_f')
      expect(await store.of(['per_f'])).toEqual(new Map())
      await store.keep('per_f', ANNA)
      await store.erase('per_f')
      expect(await store.of(['per_f'])).toEqual(new Map())
      expect(await textOf(tables, 'per_f')).not.toContain('"key"')
    })

    it('cannot read a restored record without its key, nor one that was put in another’s place', async () => {
      const tables = tablesOf()
      const store = personalDataStore(tables)
      await store.keep('per_g', ANNA)
      await store.keep('per_h', BORIS)
      const backup = await tables.data.get({ pk: 'per_g', sk: 'DATA' })
      if (backup === undefined) throw new Error('nothing was kept')
      await store.erase('per_g')
      await tables.data.write([{ put: backup }])
      expect(await store.of(['per_g'])).toEqual(new Map())

      const stolen = { ...backup, pk: 'per_h', data: { ...Object(backup['data']), person: 'per_h' } }
      await tables.data.write([{ put: stolen }])
      expect(await store.of(['per_h'])).toEqual(new Map())
    })
  })
