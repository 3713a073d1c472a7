import * as z from 'zod'
import { CalendarDate, type Instant } from '#kernel/clock'

/** What keeps an organisation from counting as a member: the membership is suspended as long as it lasts. */
export const RestrictionKind = z.enum(['insolvency', 'sanctioned', 'struck-off'])

/** Restrictions of one organisation: they stand in its record. */
const MOST_RESTRICTIONS = 20

/** Since when and until when, and where it is on record: a court's file, a list of sanctions, a commercial register. */
const Restriction = z
  .object({
    kind: RestrictionKind,
    from: CalendarDate,
    to: CalendarDate.nullable().default(null).register(z.globalRegistry, {
      description: 'The first day on which it no longer holds; null while it does',
    }),
    source: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .register(z.globalRegistry, { description: 'The record that says so, by which it can be looked up' }),
  })
  .refine(({ from, to }) => to === null || from < to, {
    error: '"to" has to be after "from"',
    params: { ru: '«to» должно быть позже «from»' },
    path: ['to'],
  })
export type Restriction = z.output<typeof Restriction>

/** All restrictions of an organisation; of one kind one at a time. */
export const Restrictions = z
  .array(Restriction)
  .max(MOST_RESTRICTIONS)
  .refine((all) => all.every((one, index) => !all.slice(index + 1).some((other) => clash(one, other))), {
    error: 'two of one kind hold at the same time: join them',
    params: { ru: 'два ограничения одного вида действуют одновременно: объедините их' },
  })

const clash = (a: Restriction, b: Restriction): boolean =>
  a.kind === b.kind && (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to)

/** The restrictions of two records of one organisation: those of the first, and of the other what does not clash. */
export const joinedRestrictions = (
  own: readonly Restriction[],
  other: readonly Restriction[],
): readonly Restriction[] => [...own, ...other.filter((one) => !own.some((known) => clash(known, one)))]

/** A time in which a membership is suspended, and by which restriction, if by one. */
interface Pause {
  readonly from: CalendarDate
  readonly to: CalendarDate | null
  readonly cause: Restriction['kind'] | undefined
}

/** The part of a membership's step that suspends or reinstates. */
interface Pausing {
  readonly step: string
  readonly on: CalendarDate
  readonly to?: CalendarDate
  readonly cause?: Restriction['kind']
}

const pauseAfter = (pauses: readonly Pause[], { step, on, to, cause }: Pausing): readonly Pause[] => {
  if (step === 'suspended') return [...pauses, { from: on, to: to ?? null, cause }]
  if (step !== 'reinstated') return pauses
  return pauses.flatMap((pause) => {
    const holds = pause.cause === cause && pause.from <= on && (pause.to === null || on < pause.to)
    if (!holds) return [pause]
    return on > pause.from ? [{ ...pause, to: on }] : []
  })
}

const pausesIn = (steps: readonly Pausing[]): readonly Pause[] => steps.reduce(pauseAfter, [])

interface Interval {
  from: CalendarDate
  to: CalendarDate | null
}

/** When a membership is suspended by its steps, in order; suspensions that overlap are one. What began before the
 *  membership, as one that came by a merger may say, is cut.
 *  @param by only those that people decided, not those that follow from restrictions */
export const suspensionsOf = (
  steps: readonly Pausing[],
  since: CalendarDate,
  by: 'anything' | 'people' = 'anything',
): Interval[] => {
  const joined: Interval[] = []
  const pauses = pausesIn(steps)
    .filter(({ to, cause }) => (to === null || since < to) && (by === 'anything' || cause === undefined))
    .map(({ from, to }) => ({ from: from < since ? since : from, to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
  for (const pause of pauses) {
    const last = joined.at(-1)
    if (last === undefined || (last.to !== null && last.to <= pause.from)) joined.push(pause)
    else if (last.to !== null && (pause.to === null || last.to < pause.to)) last.to = pause.to
  }
  return joined
}

/** A step that a restriction takes by itself. */
export interface RestrictionStep extends Pausing {
  readonly step: 'suspended' | 'reinstated'
  readonly side: 'source'
  readonly cause: Restriction['kind']
  readonly source?: string
  readonly recordedAt: Instant
}

/** The steps by which a membership follows what restricts its organisation: it is suspended in exactly the days of each
 *  restriction that lie within it. None where it does already. */
export const restrictionSteps = (
  steps: readonly Pausing[],
  membership: Interval,
  restrictions: readonly Restriction[],
  recordedAt: Instant,
): readonly RestrictionStep[] => {
  const standing = pausesIn(steps).filter(({ cause }) => cause !== undefined)
  const wanted = restrictions
    .filter(
      ({ from, to }) =>
        (membership.to === null || from < membership.to) && (to === null || membership.from < to),
    )
    .map((one) => ({ ...one, from: one.from < membership.from ? membership.from : one.from }))
  const made = { side: 'source' as const, recordedAt }
  const ended: RestrictionStep[] = []
  const kept: Pause[] = []
  for (const pause of standing) {
    if (pause.cause === undefined) continue
    const same = wanted.find(({ kind, from }) => kind === pause.cause && from === pause.from)
    const shorter = same !== undefined && same.to !== null && (pause.to === null || same.to < pause.to)
    if (same !== undefined && (shorter || same.to === pause.to)) kept.push(pause)
    if (same === undefined || same.to !== pause.to)
      ended.push({
        ...made,
        step: 'reinstated',
        cause: pause.cause,
        on: shorter ? (same.to ?? pause.from) : pause.from,
        ...(same && { source: same.source }),
      })
  }
  const begun = wanted.filter(
    ({ kind, from }) => !kept.some((pause) => pause.cause === kind && pause.from === from),
  )
  return [
    ...ended,
    ...begun.map(
      ({ kind, from, to, source }): RestrictionStep => ({
        ...made,
        step: 'suspended',
        cause: kind,
        on: from,
        ...(to !== null && { to }),
        source,
      }),
    ),
  ]
}
