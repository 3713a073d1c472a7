import { systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { seedReference } from '#reference/index'
import { seedRegistry } from '#registry/index'
import { type FreshCloud, openDocuments } from './operator.ts'

/** The register's id is the same on every platform, so that what one exports another takes in. */
const NATIONAL = 'reg_00000000000000000000000001'

/** Writes what no platform can do without: the code lists that come with it, the category `_U`, and the register
 *  `national`. The platform's own indicators need no record. Doing it again changes nothing. */
export const seed = async (cloud: Pick<FreshCloud, 'operator' | 'endpoints' | 'tables'>): Promise<void> => {
  const { table, close } = openDocuments(cloud)
  try {
    await seedTables(table('REFERENCE_TABLE'), table('REGISTRY_TABLE'))
  } finally {
    close()
  }
}

/** The same on the tables themselves. */
export const seedTables = async (reference: Table, registry: Table): Promise<void> => {
  await Promise.all([
    seedReference(reference),
    seedRegistry(registry, systemClock(), (schema) => schema.parse(NATIONAL)),
  ])
}
