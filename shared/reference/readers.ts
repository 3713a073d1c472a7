import { type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { CodeStore } from './code-store.ts'
import type { Code, ManagedListName } from './model.ts'

/** A region in the tree of the deployment. */
interface RegionNode {
  readonly code: string
  readonly parent: string | null
  readonly level: string
  /** All codes from the root down to itself. */
  readonly path: readonly string[]
  readonly validFrom?: string | undefined
  readonly validTo?: string | undefined
}

/** The whole region tree. `root` is the nation of the deployment; empty while no region was imported. */
interface RegionTree {
  readonly root: string
  readonly regions: readonly RegionNode[]
}

/** What other contexts may know of the code lists: each list is read whole by one Query and believed for a minute,
 *  unless it is empty; a code that is not in it is looked for again at once. */
export interface ReferenceReader {
  regionTree(): Promise<RegionTree>
  /** The path of a region from the root down to itself; undefined when there is no such region. */
  pathOf(region: string): Promise<readonly string[] | undefined>
  regions(): Promise<readonly Code[]>
  industries(): Promise<readonly Code[]>
  categories(): Promise<readonly Code[]>
  /** One code of a managed list. */
  find(list: ManagedListName, code: string): Promise<Code | undefined>
}

/** How long a list is believed, in milliseconds. */
const BELIEVED = 60_000

interface Known {
  readonly codes: ReadonlyMap<string, Code>
  readonly readAt: number
}

/** The reader over the table of the code lists; keep one per process. */
export const referenceReader = (table: Table, clock: Clock = systemClock): ReferenceReader => {
  const store = new CodeStore(table)
  const lists = new Map<ManagedListName, Promise<Known>>()

  const load = (list: ManagedListName): Promise<Known> => {
    const readAt = clock().getTime()
    const loading = store
      .all(list)
      .then((stored) => ({ codes: new Map(stored.map(({ value }) => [value.code, value])), readAt }))
    lists.set(list, loading)
    // A failed reading is not remembered; who awaits it gets its error.
    loading.catch(() => lists.delete(list))
    return loading
  }

  const listOf = async (list: ManagedListName): Promise<Known> => {
    const known = await lists.get(list)
    const isBelieved =
      known !== undefined && known.codes.size > 0 && clock().getTime() - known.readAt < BELIEVED
    return isBelieved ? known : load(list)
  }

  const find = async (list: ManagedListName, code: string): Promise<Code | undefined> => {
    const before = lists.get(list)
    const found = (await listOf(list)).codes.get(code)
    if (found !== undefined) return found
    // It may have been imported since the list was read: then whoever missed it first reads the list anew, for all.
    const latest = lists.get(list)
    return (await (latest === undefined || latest === before ? load(list) : latest)).codes.get(code)
  }

  const valuesOf = async (list: ManagedListName) => [...(await listOf(list)).codes.values()]

  return {
    find,
    regionTree: async () => {
      const regions = (await valuesOf('regions')).map(regionOf)
      return { root: regions.find(({ parent }) => parent === null)?.code ?? '', regions }
    },
    pathOf: async (region) => (await find('regions', region))?.path,
    regions: () => valuesOf('regions'),
    industries: () => valuesOf('industries'),
    categories: () => valuesOf('categories'),
  }
}

const regionOf = ({ code, parent, level, path, validFrom, validTo }: Code): RegionNode => ({
  code,
  parent,
  level: level ?? '',
  path,
  ...(validFrom !== undefined && { validFrom }),
  ...(validTo !== undefined && { validTo }),
})
