import * as z from 'zod'
import { CalendarDate, dateIn, Instant } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { type ExtractContent, type ExtractSources, extractContent } from './extract-content.ts'

/** One thing that an extract of today says otherwise than an issued one; a side without value is absent. */
export const ExtractChange = z
  .object({
    field: z.string().register(z.globalRegistry, {
      description: 'Where in the content, as a JSON pointer',
      example: '/facts/names',
    }),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
    inForceSince: CalendarDate.meta({ description: 'The day from which what holds today holds' }),
    knownSince: Instant.meta({ description: 'The instant from which the register has known it' }),
    since: CalendarDate.meta({
      description: 'The day from which the register has said so: the later one of both',
    }),
  })
  .register(z.globalRegistry, { id: 'ExtractChange' })
export type ExtractChange = z.output<typeof ExtractChange>

/** In what an extract of now differs from an issued one, but for the times that both state. */
export const extractChanges = (
  sources: ExtractSources,
  issued: ExtractContent,
  now: Date,
): readonly ExtractChange[] => {
  const { timeZone } = sources.register
  const knownAt = now.toISOString()
  const today = dateIn(timeZone, now)
  const saidAt = remembered((asOf: CalendarDate, instant: Instant) =>
    fieldsOf(extractContent(sources, { asOf, knownAt: instant })),
  )
  const [before, after] = [fieldsOf(issued), saidAt(today, knownAt)]
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((field) => !same(before.get(field), after.get(field)))
    .map((field) => {
      const holds = (fields: Fields) => same(fields.get(field), after.get(field))
      const inForceSince = firstOf(daysIn(sources), today, (day) => holds(saidAt(day, knownAt)))
      const knownSince = firstOf(instantsIn(sources), knownAt, (instant) => holds(saidAt(today, instant)))
      const known = dateIn(timeZone, new Date(knownSince))
      return {
        field,
        ...(before.has(field) && { before: before.get(field) }),
        ...(after.has(field) && { after: after.get(field) }),
        inForceSince,
        knownSince,
        since: inForceSince > known ? inForceSince : known,
      }
    })
}

type Fields = ReadonlyMap<string, unknown>

/** The content field by field, without the times that it was asked for and the register's id, which is another one on
 *  each platform that keeps it. */
const fieldsOf = (content: ExtractContent | undefined): Fields => {
  if (content === undefined) return new Map()
  const { register: kept, entry, facts, profile, decisions } = content
  const { id: _own, ...register } = kept
  const parts = Object.entries({ register, entry, facts, profile })
  return new Map<string, unknown>([
    ...parts.flatMap(([part, fields]) =>
      Object.entries(fields).map(([field, value]): [string, unknown] => [`/${part}/${field}`, value]),
    ),
    ['/decisions', decisions],
  ])
}

const same = (one: unknown, other: unknown): boolean =>
  canonicalJson(one ?? null) === canonicalJson(other ?? null)

/** Of the points up to the last one the first from which on something holds without a break. */
const firstOf = <P extends string>(points: readonly P[], last: P, holds: (point: P) => boolean): P => {
  let first = last
  for (const point of points
    .filter((one) => one < last)
    .toSorted()
    .reverse()) {
    if (!holds(point)) break
    first = point
  }
  return first
}

/** The days on which anything about an entry can have become otherwise. */
const daysIn = ({ entry, steps, successors, ...sources }: ExtractSources): readonly CalendarDate[] => [
  ...new Set([
    entry.registeredOn,
    ...statementsIn(sources).flatMap(({ validFrom, validTo }) =>
      validTo === null ? [validFrom] : [validFrom, validTo],
    ),
    ...steps.map(({ inForce }) => inForce),
    ...successors.map(({ registeredOn }) => registeredOn),
  ]),
]

/** The instants at which anything about an entry was recorded. */
const instantsIn = ({ steps, successors, ...sources }: ExtractSources): readonly Instant[] => [
  ...new Set([
    ...statementsIn(sources).map(({ recordedAt }) => recordedAt),
    ...steps.map(({ at }) => at),
    ...successors.map(({ recordedAt }) => recordedAt),
  ]),
]

const statementsIn = ({
  registerStatements,
  clusterStatements,
  managers,
}: Pick<ExtractSources, 'registerStatements' | 'clusterStatements' | 'managers'>) => [
  ...registerStatements,
  ...clusterStatements,
  ...[...managers.values()].flat(),
]

/** A function of two texts that is computed once for each pair. */
const remembered = <T>(compute: (a: string, b: string) => T): ((a: string, b: string) => T) => {
  const known = new Map<string, T>()
  return (a, b) => {
    const key = `${a} ${b}`
    const value = known.get(key) ?? compute(a, b)
    known.set(key, value)
    return value
  }
}
