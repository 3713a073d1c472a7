import { addDays, type CalendarDate } from '#kernel/clock'
import { GENESIS, rootOf, Seal } from './chain.ts'
import { compareLines } from './compare-lines.ts'
import { gapsIn, type LocatedRecord } from './continuity.ts'
import type { Finding } from './finding.ts'
import { AuditRecord } from './record.ts'

export type { Finding } from './finding.ts'

/** An exported trail as it lies in its files. */
export interface ExportedTrail {
  /** By the day that the file is called after: its lines. */
  readonly records: ReadonlyMap<CalendarDate, readonly string[]>
  /** By the day that the file is called after: its text. */
  readonly seals: ReadonlyMap<CalendarDate, string>
}

/** What the verification of a trail found. */
export interface Verdict {
  readonly findings: readonly Finding[]
  /** Every line that could be read. */
  readonly trail: readonly LocatedRecord[]
  readonly sealed: { readonly days: number; readonly records: number }
  /** Whether the first day of the trail is in it. */
  readonly fromTheStart: boolean
  /** Days behind the last seal, which nothing vouches for yet. */
  readonly open: readonly CalendarDate[]
}

/** Verifies a trail without asking anybody: each day's lines against its seal, each seal in itself and against the day
 *  before, and of each stored record that its changes follow one another.
 *  @param trusted roots by day from elsewhere, such as seals read from the locked bucket by another person; without
 *  them whoever wrote all of the files anew, from some day to the end, is believed */
export const verifyTrail = (
  { records, seals }: ExportedTrail,
  trusted: ReadonlyMap<CalendarDate, string> = new Map(),
): Verdict => {
  const findings: Finding[] = []
  const chain = checkSeals(seals, trusted, findings)
  const first = [...chain.keys()].at(0) ?? ''
  const last = [...chain.keys()].at(-1) ?? ''
  for (const [day, seal] of chain)
    if (seal) findings.push(...compareLines(day, records.get(day) ?? [], seal.leaves))
  for (const day of [...records.keys()].sort())
    if (!seals.has(day) && day <= last)
      findings.push({
        kind: 'missing-seal',
        day,
        detail: `there is no seal, though days until ${last} are sealed`,
      })
  for (const day of [...trusted.keys()].sort())
    if (first === '' || day > last)
      findings.push({ kind: 'missing-day', day, detail: 'the day was sealed and is not in the export' })
  const trail = [...records].flatMap(([day, lines]) => locatedIn(day, lines))
  findings.push(...gapsIn(trail))
  return {
    findings: findings.sort(byPlace),
    trail,
    sealed: {
      days: chain.size,
      records: [...chain.keys()].reduce((sum, day) => sum + (records.get(day)?.length ?? 0), 0),
    },
    fromTheStart: chain.get(first)?.previous === GENESIS,
    open: [...records.keys()].filter((day) => day > last).sort(),
  }
}

/** Checks the seals themselves. @returns by day in order; undefined for one that cannot be believed */
const checkSeals = (
  seals: ExportedTrail['seals'],
  trusted: ReadonlyMap<CalendarDate, string>,
  findings: Finding[],
): ReadonlyMap<CalendarDate, Seal | undefined> => {
  const chain = new Map<CalendarDate, Seal | undefined>()
  let before: { readonly day: CalendarDate; readonly root: string | undefined } | undefined
  for (const day of [...seals.keys()].sort()) {
    for (
      let gone = before && addDays(before.day, 1);
      gone !== undefined && gone < day;
      gone = addDays(gone, 1)
    ) {
      findings.push({ kind: 'missing-day', day: gone, detail: 'there is no seal of this day' })
      before = undefined
    }
    const seal = readSeal(day, seals.get(day) ?? '', findings)
    chain.set(day, seal)
    const expected = trusted.get(day)
    if (seal && expected !== undefined && expected !== seal.root)
      findings.push({ kind: 'rehashed', day, detail: `its root is ${seal.root}; sealed was ${expected}` })
    if (seal && before?.root !== undefined && before.root !== seal.previous)
      findings.push({
        kind: 'broken-link',
        day,
        detail: `it follows the root ${seal.previous}, but the root of ${before.day} is ${before.root}: one of the two days was written anew`,
      })
    before = { day, root: seal?.root }
  }
  return chain
}

const readSeal = (day: CalendarDate, text: string, findings: Finding[]): Seal | undefined => {
  const seal = parsed(text, Seal)
  if (seal === undefined || seal.count !== seal.leaves.length)
    findings.push({ kind: 'damaged-seal', day, detail: 'the file is not a seal' })
  else if (seal.day !== day)
    findings.push({ kind: 'replayed-seal', day, detail: `the file holds the seal of ${seal.day}` })
  else if (rootOf(day, seal.previous, seal.leaves) !== seal.root)
    findings.push({ kind: 'damaged-seal', day, detail: 'its root does not follow from its lines' })
  else return seal
  return undefined
}

const locatedIn = (day: CalendarDate, lines: readonly string[]): readonly LocatedRecord[] =>
  lines.flatMap((line, index) => {
    const record = parsed(line, AuditRecord)
    return record === undefined ? [] : [{ day, line: index + 1, record }]
  })

const parsed = <T>(
  text: string,
  schema: { safeParse(value: unknown): { readonly data?: T | undefined } },
): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

const byPlace = (a: Finding, b: Finding): number =>
  a.day === b.day ? (a.line ?? 0) - (b.line ?? 0) : a.day < b.day ? -1 : 1
