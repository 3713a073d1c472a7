import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { MemoryTable } from '#kernel/memory-table'
import type { Item, Table } from '#kernel/table'
import { type FreshCloud, openDocuments } from './operator.ts'

/** Writes of one transaction, as many as it takes: for the local database a record costs the same in each, but for this
 *  process half of what it costs with 25 at a time. BatchWriteItem costs the database twice as much. */
const AT_ONCE = 100
const PARALLEL = 4

/** Copies in memory of a platform's tables, on which use cases work without a transaction each: bringing the sample
 *  in through the API takes a minute of computing, this way a few seconds. */
export class Workspace {
  readonly #cloud: FreshCloud
  readonly #copies = new Map<
    string,
    { readonly copy: MemoryTable; readonly before: ReadonlyMap<string, string> }
  >()

  private constructor(cloud: FreshCloud) {
    this.#cloud = cloud
  }

  /** Reads the tables whole: they are nearly empty at a first start. */
  static async open(cloud: FreshCloud, variables: readonly string[]): Promise<Workspace> {
    const workspace = new Workspace(cloud)
    const { documents, close } = openDocuments(cloud)
    try {
      for (const variable of variables) {
        const copy = new MemoryTable()
        let ExclusiveStartKey: Record<string, unknown> | undefined
        do {
          const page = await documents.send(
            new ScanCommand({ TableName: cloud.tables[variable], ConsistentRead: true, ExclusiveStartKey }),
          )
          for (const item of page.Items ?? []) if (isItem(item)) copy.plant(item)
          ExclusiveStartKey = page.LastEvaluatedKey
        } while (ExclusiveStartKey !== undefined)
        workspace.#copies.set(variable, { copy, before: textsOf(copy) })
      }
    } finally {
      close()
    }
    return workspace
  }

  table(variable: string): Table {
    return this.#of(variable).copy
  }

  /** Writes what has changed into the platform's tables, in the order in which they were named.
   *  @param without the kind of record that is not wanted there */
  async save({ without }: { readonly without: string }): Promise<void> {
    const { table, close } = openDocuments(this.#cloud)
    try {
      for (const [variable, { copy, before }] of this.#copies) {
        const changed = copy
          .all()
          .filter((item) => item['entity'] !== without && before.get(keyOf(item)) !== JSON.stringify(item))
        await inParts(table(variable), changed)
      }
    } finally {
      close()
    }
  }

  #of(variable: string) {
    const found = this.#copies.get(variable)
    if (found === undefined) throw new Error(`the workspace has no copy of ${variable}`)
    return found
  }
}

const keyOf = ({ pk, sk }: Item) => `${pk}\n${sk}`

const textsOf = (copy: MemoryTable): ReadonlyMap<string, string> =>
  new Map(copy.all().map((item) => [keyOf(item), JSON.stringify(item)]))

const isItem = (item: Readonly<Record<string, unknown>>): item is Item =>
  typeof item['pk'] === 'string' && typeof item['sk'] === 'string'

const inParts = async (table: Table, items: readonly Item[]): Promise<void> => {
  const parts: (readonly Item[])[] = []
  for (let from = 0; from < items.length; from += AT_ONCE) parts.push(items.slice(from, from + AT_ONCE))
  const work = async () => {
    for (let part = parts.shift(); part !== undefined; part = parts.shift())
      await table.write(part.map((put) => ({ put })))
  }
  await Promise.all(Array.from({ length: PARALLEL }, work))
}
