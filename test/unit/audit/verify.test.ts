import type { DynamoDBRecord } from 'aws-lambda'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ExportedTrail, leafOf, rootOf, Seal, verifyTrail } from '#audit/model'
import { type AuditTrail, auditTrail, chanceOf, stored } from './support.ts'

const CHANGES = 1_000
const DAYS = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'] as const
/** A day with changes, days with changes around it. */
const DAY = '2026-03-02'
const NEXT = '2026-03-03'

/** A thousand changes of sixty records in five days, delivered as streams may: in batches out of order, some of them
 *  twice, some days later. */
const busyTrail = async (): Promise<AuditTrail> => {
  const trail = auditTrail('2026-03-01T06:00:00Z')
  const chance = chanceOf(20_260_301)
  const records = new Map<number, ReturnType<typeof stored>>()
  let waiting: DynamoDBRecord[] = []
  const late: DynamoDBRecord[] = []
  for (let made = 0; made < CHANGES; made++) {
    trail.wait((5 * 20 * 60 * 60 * 1000) / CHANGES)
    const id = Math.floor(chance() * 60)
    const before = records.get(id)
    const isGone = before?.['deleted'] === true
    const version = before === undefined ? 1 : Number(before['version']) + 1
    const deletes = before !== undefined && !isGone && chance() < 0.1
    const after = stored(id, version, `per_${Math.floor(chance() * 5)}`, trail.now(), {
      ...(id % 3 === 0 && { entity: 'person', pk: `per_${id}`, sk: 'PERSON' }),
      ...(deletes && { deleted: true }),
    })
    records.set(id, after)
    const change = trail.change(before, after, id % 3 === 0 ? 'GovernanceTable' : 'RegistryTable')
    if (chance() < 0.02) late.push(change)
    else waiting.push(change)
    if (chance() < 0.1) waiting.push(change)
    if (waiting.length > 25) {
      expect(await trail.deliver(...waiting.sort(() => chance() - 0.5))).toEqual({ batchItemFailures: [] })
      waiting = []
    }
    if (chance() < 0.01) await trail.seal()
  }
  await trail.deliver(...waiting, ...late, ...late.slice(0, 5))
  trail.at('2026-03-06T03:00:00Z')
  await trail.seal()
  return trail
}

let whole: ExportedTrail
beforeAll(async () => {
  whole = await (await busyTrail()).exported()
})

const linesOf = (trail: ExportedTrail, day: string) => [...(trail.records.get(day) ?? [])]
const withLines = (day: string, change: (lines: string[]) => readonly string[]): ExportedTrail => ({
  ...whole,
  records: new Map([...whole.records, [day, change(linesOf(whole, day))]]),
})
const sealOfDay = (day: string) => Seal.parse(JSON.parse(whole.seals.get(day) ?? ''))
const without = <T>(map: ReadonlyMap<string, T>, day: string) =>
  new Map([...map].filter(([key]) => key !== day))
const found = (trail: ExportedTrail, trusted?: ReadonlyMap<string, string>) =>
  verifyTrail(trail, trusted)
    .findings.filter(({ kind }) => kind !== 'gap')
    .map(({ kind, day, line }) => ({ kind, day, ...(line !== undefined && { line }) }))
const roots = () => new Map(DAYS.map((day) => [day, sealOfDay(day).root]))

describe('a trail of a thousand changes', () => {
  it('verifies: every change is in it once, and each follows the one before', () => {
    const verdict = verifyTrail(whole, roots())
    expect(verdict.findings).toEqual([])
    expect(verdict.sealed).toEqual({ days: DAYS.length, records: CHANGES })
    expect(verdict).toMatchObject({ fromTheStart: true, open: [] })
    expect([...whole.seals.keys()]).toEqual(DAYS)
    expect(new Set(verdict.trail.map(({ record }) => record.change))).toEqual(
      new Set(['created', 'changed', 'deleted']),
    )
    const late = verdict.trail.filter(({ record }) => !record.seenAt.startsWith(record.day))
    expect(late.length).toBeGreaterThan(5)
  })

  it.each([0, 17, 60])('shows a flipped byte in line %i + 1', (index) => {
    for (const at of [5, 40, 200, 400]) {
      const trail = withLines(DAY, (lines) => lines.with(index, flipped(lines[index] ?? '', at)))
      expect(found(trail)).toEqual([{ kind: 'changed', day: DAY, line: index + 1 }])
    }
  })

  it('shows a dropped line, and that the record changed without one', () => {
    const trail = withLines(DAY, (lines) => lines.toSpliced(30, 1))
    expect(found(trail)).toEqual([{ kind: 'removed', day: DAY, line: 31 }])
    expect(verifyTrail(trail).findings.map(({ kind }) => kind)).toContain('gap')
  })

  it('shows swapped lines', () => {
    const trail = withLines(DAY, (lines) => lines.with(10, lines[40] ?? '').with(40, lines[10] ?? ''))
    expect(found(trail)).toEqual([
      { kind: 'reordered', day: DAY, line: 11 },
      { kind: 'reordered', day: DAY, line: 41 },
    ])
  })

  it('shows an added line and a repeated one', () => {
    const foreign = linesOf(whole, NEXT)[3] ?? ''
    expect(found(withLines(DAY, (lines) => lines.toSpliced(5, 0, foreign)))).toEqual([
      { kind: 'added', day: DAY, line: 6 },
    ])
    expect(found(withLines(DAY, (lines) => lines.toSpliced(5, 0, lines[1] ?? '')))).toEqual([
      { kind: 'added', day: DAY, line: 6 },
    ])
  })

  it('shows a cut tail', () => {
    const count = linesOf(whole, DAY).length
    const cut = withLines(DAY, (lines) => lines.slice(0, -12))
    expect(found(cut)).toEqual([{ kind: 'cut', day: DAY, line: count - 11 }])
    expect(found({ ...whole, records: without(whole.records, DAY) })).toEqual([
      { kind: 'cut', day: DAY, line: 1 },
    ])
  })

  it('shows a day that was hashed anew, by the next day’s link and by the root in the locked bucket', () => {
    const trail = rehashed([DAY])
    expect(found(trail)).toEqual([{ kind: 'broken-link', day: NEXT }])
    expect(found(trail, roots())).toEqual([
      { kind: 'rehashed', day: DAY },
      { kind: 'broken-link', day: NEXT },
    ])
  })

  it('shows all days hashed anew to the end by the roots in the locked bucket, each of them', () => {
    const last = DAYS.slice(DAYS.indexOf(DAY))
    const trail = rehashed(last)
    expect(found(trail)).toEqual([])
    expect(found(trail, roots())).toEqual(last.map((day) => ({ kind: 'rehashed', day })))
  })

  it('shows a dropped day, in the middle by itself, at the end by the roots in the locked bucket', () => {
    const dropped = (day: string) => ({
      records: without(whole.records, day),
      seals: without(whole.seals, day),
    })
    expect(found(dropped(DAY))).toEqual([{ kind: 'missing-day', day: DAY }])
    expect(found(dropped('2026-03-05'))).toEqual([])
    expect(found(dropped('2026-03-05'), roots())).toEqual([{ kind: 'missing-day', day: '2026-03-05' }])
    expect(verifyTrail(dropped('2026-02-28')).fromTheStart).toBe(false)
    expect(found({ ...whole, seals: without(whole.seals, DAY) })).toEqual([
      { kind: 'missing-day', day: DAY },
      { kind: 'missing-seal', day: DAY },
    ])
  })

  it('shows an old root replayed', () => {
    const replayed = (text: string) => ({ ...whole, seals: new Map([...whole.seals, [NEXT, text]]) })
    expect(found(replayed(whole.seals.get(DAY) ?? ''))).toEqual([{ kind: 'replayed-seal', day: NEXT }])
    const old = { ...sealOfDay(NEXT), root: sealOfDay(DAY).root }
    expect(found(replayed(JSON.stringify(old)))).toEqual([{ kind: 'damaged-seal', day: NEXT }])
    expect(found(replayed(JSON.stringify({ ...old, count: 1 })))).toEqual([
      { kind: 'damaged-seal', day: NEXT },
    ])
    expect(found(replayed('{'))).toEqual([{ kind: 'damaged-seal', day: NEXT }])
  })

  it('shows a seal of an earlier state of the day', () => {
    const { day, previous, leaves, sealedAt } = sealOfDay(DAY)
    const fewer = leaves.slice(0, -3)
    const old = {
      day,
      previous,
      sealedAt,
      leaves: fewer,
      count: fewer.length,
      root: rootOf(day, previous, fewer),
    }
    const trail = {
      records: new Map([...whole.records, [DAY, linesOf(whole, DAY).slice(0, -3)]]),
      seals: new Map([...whole.seals, [DAY, JSON.stringify(old)]]),
    }
    expect(found(trail)).toEqual([{ kind: 'broken-link', day: NEXT }])
  })
})

/** Another character of the same kind, so that only the hash can tell. */
const flipped = (line: string, at: number): string => {
  const code = line.charCodeAt(at)
  return `${line.slice(0, at)}${String.fromCharCode(code ^ 1)}${line.slice(at + 1)}`
}

/** The export of somebody who changed the first line of some days and sealed them anew, links included. */
const rehashed = (days: readonly string[]): ExportedTrail => {
  const records = new Map(whole.records)
  const seals = new Map(whole.seals)
  let previous = sealOfDay(days[0] ?? '').previous
  for (const day of days) {
    const seal = sealOfDay(day)
    const lines = linesOf(whole, day)
    const forged = (lines[0] ?? '').replace(/"actor":"[^"]*"/, '"actor":"per_nobody"')
    const leaves = lines.length > 0 ? [leafOf(forged), ...seal.leaves.slice(1)] : []
    const root = rootOf(day, previous, leaves)
    if (lines.length > 0) records.set(day, lines.with(0, forged))
    seals.set(day, JSON.stringify({ ...seal, previous, leaves, root }))
    previous = root
  }
  return { records, seals }
}
