import { systemClock } from '#kernel/clock'
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
    await Promise.all([
      seedReference(table('REFERENCE_TABLE')),
      seedRegistry(table('REGISTRY_TABLE'), systemClock(), (schema) => schema.parse(NATIONAL)),
    ])
  } finally {
    close()
  }
}
