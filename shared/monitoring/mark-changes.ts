import type { RecordChange } from '#kernel/dynamo/consume-stream'
import type { Table } from '#kernel/table'
import { MarkStore } from './mark-store.ts'
import {
  attributeReaches,
  ClusterFacts,
  MembershipFacts,
  membershipReaches,
  membershipTurns,
} from './model.ts'

/** Marks what a change of the register touches: of a cluster's facts the groups before and after, of a membership
 *  the member counts and the days of joining and leaving. Other records touch nothing. Delivered twice, it sets the same mark twice.
 *  @throws ZodError when a record is not of the shape that its kind has */
export const markChanges =
  (table: Table, marks: MarkStore = new MarkStore(table)) =>
  async ({ name, before, after }: Pick<RecordChange, 'name' | 'before' | 'after'>): Promise<void> => {
    switch ((after ?? before)?.['entity']) {
      case 'cluster-facts': {
        const [was, is] = [data(before, ClusterFacts), data(after, ClusterFacts)]
        const reaches = attributeReaches(was, is)
        const cluster = (is ?? was)?.cluster
        if (cluster !== undefined && reaches.length > 0)
          await marks.set({ kind: 'attributes', cluster, reaches }, name)
        return
      }
      case 'membership': {
        const [was, is] = [data(before, MembershipFacts), data(after, MembershipFacts)]
        const reaches = membershipReaches(was, is)
        const turns = membershipTurns(was, is)
        const cluster = (is ?? was)?.cluster
        if (cluster !== undefined && [reaches, turns.joined, turns.left].some(({ length }) => length > 0))
          await marks.set({ kind: 'membership', cluster, reaches, ...turns }, name)
        return
      }
    }
  }

/** The data of a record; a deleted one has none. */
const data = <T>(
  image: Readonly<Record<string, unknown>> | undefined,
  schema: { parse(value: unknown): T },
): T | undefined =>
  image === undefined || image['deleted'] === true ? undefined : schema.parse(image['data'])
