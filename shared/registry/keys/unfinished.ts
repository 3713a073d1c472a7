import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { entity } from '#kernel/entity'

export const UNFINISHED = 'UNFINISHED'

/** Work of more than one transaction. */
const UnfinishedKind = z.enum(['organisation-merger', 'cluster-merger', 'restrictions'])
export type UnfinishedKind = z.output<typeof UnfinishedKind>

export const unfinishedKey = (kind: UnfinishedKind, id: string) => ({ pk: UNFINISHED, sk: `${kind}#${id}` })

/** That work on a record takes more than one transaction, noted in the first of them: what was broken off is found by
 *  this. Of restrictions it stays as long as there are any, since memberships may begin meanwhile. */
export const unfinishedEntity = entity({
  name: 'unfinished',
  schemaVersion: 1,
  schema: z.object({ kind: UnfinishedKind, id: z.string(), since: Instant }),
  keys: ({ kind, id }) => unfinishedKey(kind, id),
})
