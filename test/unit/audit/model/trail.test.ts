import { describe, expect, it } from 'vitest'
import {
  AuditRecord,
  chainDay,
  type ExportedTrail,
  GENESIS,
  gapsIn,
  hashOfStored,
  leafOf,
  placeOf,
  rootOf,
  sealOf,
  strangersAmong,
  verifyTrail,
} from '#audit/model'
import { canonicalJson } from '#kernel/digest'

const KEY = 'a key of this test'
const CLUSTER = 'registry/CLUSTER#clu_1/CLUSTER'
const stateOf = (version: number) => ({ pk: 'CLUSTER#clu_1', version })
const hashOf = (version: number) => (version === 0 ? null : hashOfStored(KEY, stateOf(version)))

/** The change that makes one version of a cluster of the one before. */
const changeTo = (version: number, day: string, over: Partial<AuditRecord> = {}) =>
  AuditRecord.parse({
    day,
    seenAt: `${day}T08:00:00Z`,
    sequence: String(version),
    record: CLUSTER,
    entity: 'cluster',
    change: version === 1 ? 'created' : 'changed',
    version,
    actor: 'per_1',
    action: 'change-cluster',
    requestId: null,
    at: `${day}T08:00:00.000Z`,
    before: hashOf(version - 1),
    after: hashOf(version),
    territory: [],
    ...over,
  })

const lines = (...records: readonly AuditRecord[]) => records.map((record) => canonicalJson(record))

/** A trail of days, of which those in `sealed` are sealed, as its files lie in a folder: in any order. */
const trailOf = (
  days: Readonly<Record<string, readonly string[]>>,
  sealed: readonly string[],
): ExportedTrail => {
  let previous = GENESIS
  const seals = sealed.map((day) => {
    const seal = sealOf(day, previous, (days[day] ?? []).map(leafOf), new Date('2026-03-09T00:00:00Z'))
    previous = seal.root
    return [day, JSON.stringify(seal)] as const
  })
  return { records: new Map(Object.entries(days)), seals: new Map(seals.toReversed()) }
}

const DAYS = {
  '2026-03-03': lines(changeTo(4, '2026-03-03')),
  '2026-03-01': lines(changeTo(1, '2026-03-01'), changeTo(2, '2026-03-01')),
  '2026-03-02': lines(changeTo(3, '2026-03-02')),
}
const SEALED = ['2026-03-01', '2026-03-02', '2026-03-03']

describe('a trail', () => {
  it('that is whole has nothing to find, and tells how much is sealed', () => {
    const verdict = verifyTrail(trailOf(DAYS, SEALED))
    expect(verdict).toMatchObject({
      findings: [],
      sealed: { days: 3, records: 4 },
      fromTheStart: true,
      open: [],
    })
    expect(verdict.trail.map(({ day, line }) => `${day} ${line}`).sort()).toEqual([
      '2026-03-01 1',
      '2026-03-01 2',
      '2026-03-02 1',
      '2026-03-03 1',
    ])
  })

  it('has its unsealed days behind the last seal open, in order', () => {
    expect(verifyTrail(trailOf(DAYS, ['2026-03-01']))).toMatchObject({
      findings: [],
      open: ['2026-03-02', '2026-03-03'],
    })
    expect(verifyTrail(trailOf(DAYS, []))).toMatchObject({ findings: [], open: SEALED, fromTheStart: false })
  })

  it('of which nothing is sealed lacks every day whose root is known from elsewhere', () => {
    const trusted = new Map(SEALED.toReversed().map((day) => [day, GENESIS]))
    expect(verifyTrail(trailOf(DAYS, []), trusted).findings.map(({ kind, day }) => [kind, day])).toEqual(
      SEALED.map((day) => ['missing-day', day]),
    )
    const behind = verifyTrail(trailOf(DAYS, ['2026-03-01']), trusted).findings
    expect(behind.map(({ kind, day }) => [kind, day])).toEqual([
      ['rehashed', '2026-03-01'],
      ['missing-day', '2026-03-02'],
      ['missing-day', '2026-03-03'],
    ])
  })

  it('has its findings by day and line, whatever they are', () => {
    const forged = trailOf(DAYS, SEALED)
    const [first = '', second = ''] = DAYS['2026-03-01']
    const changed = (line: string) => line.replace('per_1', 'per_2')
    const records = new Map([
      ...forged.records,
      ['2026-03-03', DAYS['2026-03-03'].map(changed)],
      ['2026-03-01', [changed(first), changed(second)]],
    ])
    expect(verifyTrail({ ...forged, records }).findings.map(({ day, line }) => `${day} ${line}`)).toEqual([
      '2026-03-01 1',
      '2026-03-01 2',
      '2026-03-03 1',
    ])
  })

  it('has a seal of another count of lines than it says damaged, and no link to it broken', () => {
    const trail = trailOf(DAYS, SEALED)
    const seal = JSON.parse(trail.seals.get('2026-03-02') ?? '')
    const seals = new Map([...trail.seals, ['2026-03-02', JSON.stringify({ ...seal, count: 2 })]])
    expect(verifyTrail({ ...trail, seals }).findings.map(({ kind, day }) => [kind, day])).toEqual([
      ['damaged-seal', '2026-03-02'],
    ])
  })

  it('lacks each day between two sealed ones', () => {
    const { '2026-03-02': gone, ...kept } = DAYS
    expect(gone).toHaveLength(1)
    const found = verifyTrail(trailOf({ ...kept, '2026-03-04': [] }, ['2026-03-01', '2026-03-04'])).findings
    expect(found.filter(({ kind }) => kind === 'missing-day').map(({ day }) => day)).toEqual([
      '2026-03-02',
      '2026-03-03',
    ])
  })
})

describe('the root of a day', () => {
  it('depends on the day, on the day before and on the order of the lines', () => {
    const roots = [
      rootOf('2026-03-01', GENESIS, []),
      rootOf('2026-03-02', GENESIS, []),
      rootOf('2026-03-01', leafOf('a'), []),
      rootOf('2026-03-01', GENESIS, [leafOf('a'), leafOf('b')]),
      rootOf('2026-03-01', GENESIS, [leafOf('b'), leafOf('a')]),
    ]
    expect(new Set(roots).size).toBe(roots.length)
  })
})

describe('the changes of a record', () => {
  const located = (...records: readonly AuditRecord[]) =>
    records.map((record, index) => ({ day: record.day, line: index + 1, record }))

  it('follow one another in the order in which they were made', () => {
    const [one, two, three] = [1, 2, 3].map((version) => changeTo(version, '2026-03-01'))
    if (!one || !two || !three) throw new Error('three changes')
    expect(gapsIn(located(three, one, two))).toEqual([])
    const [gap, ...more] = gapsIn(located(three, one))
    expect(more).toEqual([])
    expect(gap).toMatchObject({ kind: 'gap', day: '2026-03-01', line: 1 })
    expect(gap?.detail).toContain(`${CLUSTER} and the one of 2026-03-01, line 2`)
  })

  it('end with what is stored, however it is ordered; of others nothing is said', () => {
    const trail = located(changeTo(2, '2026-03-02'), changeTo(1, '2026-03-01'))
    const found = (name: string, version: number) =>
      strangersAmong(trail, new Map([[name, stateOf(version)]]), KEY)
    expect(found(CLUSTER, 2)).toEqual([])
    expect(found('registry/CLUSTER#clu_2/CLUSTER', 7)).toEqual([])
    expect(found(CLUSTER, 1)).toMatchObject([{ kind: 'other-record', day: '2026-03-02', line: 1 }])
    expect(found(CLUSTER, 1)[0]?.detail).toContain(CLUSTER)
  })
})

describe('the place of a change', () => {
  it('is by second, context and the database’s number as a number', () => {
    const at = (seenAt: string, record: string, sequence: string) => placeOf({ seenAt, record, sequence })
    const inOrder = [
      at('2026-03-01T08:00:00Z', 'governance/G#1/A', '12'),
      at('2026-03-01T08:00:00Z', 'registry/A#9/A', '9'),
      at('2026-03-01T08:00:00Z', 'registry/A#1/A', '10'),
      at('2026-03-01T08:00:00Z', 'registry/A#0/A', '1000000000'),
      at('2026-03-01T08:00:01Z', 'governance/G#1/A', '1'),
    ]
    expect(inOrder.toSorted()).toEqual(inOrder)
  })
})

describe('the day in whose chain a change belongs', () => {
  const day = (seenAt: string, now: string) => chainDay(new Date(seenAt), new Date(now))

  it('is its own until one hour after its end, then that of its arrival', () => {
    expect(day('2026-03-01T23:59:59Z', '2026-03-01T23:59:59Z')).toBe('2026-03-01')
    expect(day('2026-03-01T23:59:59Z', '2026-03-02T00:59:59Z')).toBe('2026-03-01')
    expect(day('2026-03-01T23:59:59Z', '2026-03-02T01:00:00Z')).toBe('2026-03-02')
    expect(day('2026-03-01T10:00:00Z', '2026-03-05T00:30:00Z')).toBe('2026-03-05')
  })
})
