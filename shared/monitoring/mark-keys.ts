import * as z from 'zod'
import type { Item } from '#kernel/table'
import { unchanged } from './lifts.ts'
import { AskedFigure, AttributeReach, Period, Reach, type SliceKey, sliceOf } from './model.ts'

/** How marks lie in the table of monitoring: all in one partition, those that no job can work off in another. */

/** What a mark says: which figures have to be computed again. */
export const Mark = z.discriminatedUnion('kind', [
  /** An observation of a unit changed. `path`: it may have moved between a data set's level and the benchmarks. */
  z.object({ kind: z.literal('observation'), slice: z.string(), subject: z.string(), path: z.boolean() }),
  /** A cluster's groups or entries read differently in intervals of dates. */
  z.object({ kind: z.literal('attributes'), cluster: z.string(), reaches: z.array(AttributeReach) }),
  /** A membership of a cluster counts differently in intervals of dates; days on which it began or ended, before or
   *  now but not both. */
  z.object({
    kind: z.literal('membership'),
    cluster: z.string(),
    reaches: z.array(Reach),
    joined: z.array(z.string()).default([]),
    left: z.array(z.string()).default([]),
  }),
  /** An indicator is defined differently for periods whose last day is a date or later: a declared rebuild of these.
   *  Without a date: of all. */
  z.object({ kind: z.literal('indicator'), indicator: z.string(), from: z.string().exactOptional() }),
  /** Who owes figures of clusters changed: the cells of these clusters, without a list of all. */
  z.object({
    kind: z.literal('coverage'),
    period: z.string(),
    figures: z.array(AskedFigure),
    clusters: z.array(z.string()).exactOptional(),
  }),
])
export type Mark = z.output<typeof Mark>

/** Version 2 knows more of memberships, version 3 from when on an indicator is defined differently, version 4 of who
 *  owes; what earlier versions lack, they have no need of. */
const markShape = {
  name: 'mark',
  schemaVersion: 4,
  schema: Mark,
  lift: { 1: unchanged, 2: unchanged, 3: unchanged },
} as const

export const MARKS = 'MARK'

/** A mark's place: one per observed unit and slice, so that writers never meet at one record; one per change of the
 *  register, named by the change, so that its repeated delivery is the same mark. */
export const markItem = (mark: Mark, name: string, version: number): Item => ({
  pk: MARKS,
  sk: `${mark.kind}#${name}`,
  entity: markShape.name,
  schemaVersion: markShape.schemaVersion,
  version,
  data: mark,
})

export const observationMark = (slice: SliceKey, subject: string, path: boolean, version: number): Item =>
  markItem(
    { kind: 'observation', slice, subject, path },
    `${slice}#${subject}${path ? '#path' : ''}`,
    version,
  )

const Version = z.int().min(0)

/** A mark as it was stored with its version, or what is wrong with it: a record that a job could not work off in any
 *  run to come. */
export const readMark = (item: Item): { mark: Mark; version: number } | { reason: string } => {
  try {
    const mark = Mark.parse(item['data'])
    checkNames(mark)
    return { mark, version: Version.parse(item['version']) }
  } catch (error) {
    return { reason: error instanceof z.ZodError ? z.prettifyError(error) : String(error) }
  }
}

const Day = z.iso.date()
const Days = z.array(Day)

/** What a mark names has to be a name of its kind. @throws ZodError */
const checkNames = (mark: Mark): void => {
  switch (mark.kind) {
    case 'observation':
      sliceOf(mark.slice)
      return
    case 'attributes':
      Days.parse(daysOf(mark.reaches))
      return
    case 'membership':
      Days.parse([...daysOf(mark.reaches), ...mark.joined, ...mark.left])
      return
    case 'coverage':
      Period.parse(mark.period)
      return
    case 'indicator':
      Day.optional().parse(mark.from)
  }
}

const daysOf = (reaches: readonly Reach[]): string[] =>
  reaches.flatMap(({ from, to }) => (to === null ? [from] : [from, to]))

/** A mark that was set aside. */
const SetAside = z.object({
  reason: z.string(),
  run: z.string(),
  at: z.iso.datetime(),
  /** The record as JSON, cut where it is long. */
  content: z.string(),
})

const asideShape = { name: 'mark-aside', schemaVersion: 1, schema: SetAside } as const

/** Characters of a record that are kept. */
const MOST_CONTENT = 10_000

/** Seconds for which a mark that was set aside is kept: a year and a month, as summaries of runs are. */
const KEPT_SECONDS = 400 * 24 * 60 * 60

/** A mark in the place where it hinders no run. */
export const asideItem = (
  item: Item,
  { reason, run, at }: { readonly reason: string; readonly run: string; readonly at: Date },
): Item => ({
  pk: 'MARK-ASIDE',
  sk: `${at.toISOString()}#${item.sk}`,
  entity: asideShape.name,
  schemaVersion: asideShape.schemaVersion,
  expiresAt: Math.floor(at.getTime() / 1000) + KEPT_SECONDS,
  data: { reason, run, at: at.toISOString(), content: JSON.stringify(item).slice(0, MOST_CONTENT) },
})

/** Every shape of marks that is stored, for the test that guards them. */
export const markShapes = [markShape, asideShape] as const
