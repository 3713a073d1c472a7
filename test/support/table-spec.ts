import { describe } from 'vitest'
import type { Table } from '#kernel/table'
import { specifyCommitting } from './table-spec/committing.ts'
import { givenTable } from './table-spec/given.ts'
import { specifyReading } from './table-spec/reading.ts'
import { specifyWriting } from './table-spec/writing.ts'

/** What every implementation of the table port promises. Run against the in-memory table and against DynamoDB, so
 *  that the one that tests use cannot drift from the one that the platform uses.
 *  @param tableOf gives the table to test; tests keep apart by partition key, so it may be the same each time */
export const specifyTable = (implementation: string, tableOf: () => Table) =>
  describe(`the table port, ${implementation}`, () => {
    const given = givenTable(tableOf)
    specifyReading(given)
    specifyWriting(given)
    specifyCommitting(given)
  })
