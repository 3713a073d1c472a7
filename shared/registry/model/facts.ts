import * as z from 'zod'
import type { CalendarDate } from '#kernel/clock'
import { ClusterId } from './ids.ts'
import { EntryStatus } from './register.ts'
import { dated, stated, type Timeline } from './timeline.ts'

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
  readonly regions: readonly (readonly string[])[]
  readonly seat: readonly string[]
  readonly category: string
  readonly categories: readonly string[]
  readonly sections: readonly string[]
  readonly stage?: string | undefined
  readonly type?: string | undefined
}

/** The facts of a cluster of which nothing was said yet. */
export const noFacts = (cluster: ClusterId): ClusterFacts => ({
  cluster,
  regions: [],
  seat: [],
  category: [],
  categories: [],
  sections: [],
  stage: [],
  type: [],
  entries: [],
})

/** States attributes for the days [from, to); those that are not named keep their timeline. */
export const withAttributes = (
  facts: ClusterFacts,
  { from, to }: { readonly from: CalendarDate; readonly to: CalendarDate | null },
  attributes: Partial<{ readonly [K in keyof Attributes]: Attributes[K] | undefined }>,
): ClusterFacts => {
  const state = <K extends keyof Attributes, T>(attribute: K, timeline: Timeline<T>, value: T | undefined) =>
    attribute in attributes ? [...stated(timeline, { from, to, value })] : [...timeline]
  const lists = (paths: readonly (readonly string[])[] | undefined) => paths?.map((path) => [...path])
  const list = (codes: readonly string[] | undefined) => codes && [...codes]
  return {
    ...facts,
    regions: state('regions', facts.regions, lists(attributes.regions)),
    seat: state('seat', facts.seat, list(attributes.seat)),
    category: state('category', facts.category, attributes.category),
    categories: state('categories', facts.categories, list(attributes.categories)),
    sections: state('sections', facts.sections, list(attributes.sections)),
    stage: state('stage', facts.stage, attributes.stage),
    type: state('type', facts.type, attributes.type),
  }
}

/** Adds an entry to the facts. */
export const withEntry = (
  facts: ClusterFacts,
  entry: { readonly register: string; readonly number: string; readonly statuses: Timeline<EntryStatus> },
): ClusterFacts => ({
  ...facts,
  entries: [
    ...facts.entries,
    { register: entry.register, number: entry.number, status: [...entry.statuses] },
  ],
})
