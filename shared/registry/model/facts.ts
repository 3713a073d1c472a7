import * as z from 'zod'
import type { CalendarDate } from '#kernel/clock'
import { type Assertion, type Changes, stateOn } from './assertion.ts'
import { EntryStatus } from './entry.ts'
import { ClusterId } from './ids.ts'
import { type Dated, dated, stated, type Timeline } from './timeline.ts'

const Path = z.array(z.string())

/** What other contexts compute with: a cluster's attributes and entries by date, as known now. */
export const ClusterFacts = z.object({
  cluster: ClusterId,
  /** Each region with its path from the root: [['DE','DE-BY'], …] */
  regions: z.array(dated(z.array(Path))),
  /** The path of the seat's region. */
  seat: z.array(dated(Path)),
  /** The primary category. */
  category: z.array(dated(z.string())),
  /** The primary and all further categories. */
  categories: z.array(dated(z.array(z.string()))),
  /** The industry sections of its industries. */
  sections: z.array(dated(z.array(z.string()))),
  stage: z.array(dated(z.string())),
  type: z.array(dated(z.string())),
  /** One timeline per entry in a register. */
  entries: z.array(
    z.object({ register: z.string(), number: z.string(), status: z.array(dated(EntryStatus)) }),
  ),
})
export type ClusterFacts = z.output<typeof ClusterFacts>

/** The attributes of a cluster as facts tell them: codes resolved to paths and sections. */
export interface Attributes {
  readonly regions: string[][]
  readonly seat: string[]
  readonly category: string
  readonly categories: string[]
  readonly sections: string[]
  readonly stage?: string | undefined
  readonly type?: string | undefined
}

/** A time during which nothing changed about a record: [from, to). */
export interface Stretch<T> {
  readonly from: CalendarDate
  readonly to: CalendarDate | null
  readonly state: T
}

/** The stretches into which statements about a record divide time, each with its state as known now. Before the
 *  first statement there is none. */
export const stretchesOf = (assertions: readonly Assertion[]): readonly Stretch<Changes>[] => {
  const days = assertions.flatMap(({ validFrom, validTo }) =>
    validTo === null ? [validFrom] : [validFrom, validTo],
  )
  const sorted = [...new Set(days)].sort()
  return sorted.map((from, index) => ({
    from,
    to: sorted[index + 1] ?? null,
    state: stateOn(assertions, from),
  }))
}

/** The facts of a cluster from its attributes in each stretch of time and the statuses of its entries. */
export const factsOf = (
  cluster: ClusterId,
  stretches: readonly Stretch<Attributes>[],
  entries: readonly {
    readonly register: string
    readonly number: string
    readonly statuses: Timeline<EntryStatus>
  }[],
): ClusterFacts => {
  const timeline = <T>(pick: (attributes: Attributes) => T | undefined): Dated<T>[] => {
    let result: Timeline<T> = []
    for (const { from, to, state } of stretches) result = stated(result, { from, to, value: pick(state) })
    return [...result]
  }
  return {
    cluster,
    regions: timeline(({ regions }) => regions),
    seat: timeline(({ seat }) => seat),
    category: timeline(({ category }) => category),
    categories: timeline(({ categories }) => categories),
    sections: timeline(({ sections }) => sections),
    stage: timeline(({ stage }) => stage),
    type: timeline(({ type }) => type),
    entries: entries.map(({ register, number, statuses }) => ({ register, number, status: [...statuses] })),
  }
}
