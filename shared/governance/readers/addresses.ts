import type { Table } from '#kernel/table'
import { SealedPersonalDataStore } from '../personal-data/personal-data-store.ts'

/** The e-mail address of a person, for who sends mail; undefined for one of whom nothing is known, or nothing any more. */
export const addressReader = (tables: {
  readonly data: Table
  readonly keys: Table
}): ((person: string) => Promise<string | undefined>) => {
  const people = new SealedPersonalDataStore(tables)
  return async (person) => (await people.of([person])).get(person)?.email
}
