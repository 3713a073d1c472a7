import * as z from 'zod'
import { CodeText } from '#reference/model'
import { ClusterId } from '#registry/model'

/** What a report is about. */
export const Scope = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('nation') }),
    z.object({ kind: z.literal('region'), code: CodeText }),
    z.object({ kind: z.literal('category'), code: CodeText }),
    z.object({ kind: z.literal('cluster'), code: ClusterId }),
  ])
  .register(z.globalRegistry, {
    id: 'ReportScope',
    description: 'The nation, one region, one cluster category or one cluster',
  })
export type Scope = z.output<typeof Scope>

/** Where the subject of a report lies, for deciding who may have it made: the paths of its regions from the root, none
 *  for the whole deployment; its category; its cluster. */
export const Place = z.object({
  regions: z.array(z.array(z.string())),
  category: z.string().exactOptional(),
  cluster: z.string().exactOptional(),
})
export type Place = z.output<typeof Place>
