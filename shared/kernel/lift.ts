import type * as z from 'zod'
import type { Item } from './table.ts'

/** The shape of a kind of record and how older ones are lifted; compact kinds have no lift while they have one. */
export interface Shape {
  readonly name: string
  readonly schemaVersion: number
  readonly schema: z.ZodType
  /** From the data of version n to that of version n + 1. */
  readonly lift?: Readonly<Record<number, (data: unknown) => unknown>>
  /** Of a kind that others are made from: the lifted data with what it says of them, and the records that stand beside
   *  it. They are written when the operator rewrites older records; reading makes none. */
  readonly completed?: (data: unknown) => { readonly data: unknown; readonly beside: readonly Item[] }
}

/** A record in today's shape of its kind; undefined when it has it already.
 *  @throws Error when no lift leads there, or when the lifted data are not of today's shape */
export const lifted = (kind: Shape, item: Item): Item | undefined => {
  const from = Number(item['schemaVersion'])
  if (from === kind.schemaVersion) return undefined
  if (from > kind.schemaVersion)
    throw new Error(
      `${kind.name} at ${item.pk} has the newer shape ${from}; this release knows ${kind.schemaVersion}`,
    )
  let data = item['data']
  for (let version = from; version < kind.schemaVersion; version++) {
    const lift = kind.lift?.[version]
    if (lift === undefined) throw new Error(`no lift for ${kind.name} from version ${version}`)
    data = lift(data)
  }
  return { ...item, schemaVersion: kind.schemaVersion, data: kind.schema.parse(data) }
}
