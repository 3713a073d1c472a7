import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Item, Table } from '#kernel/table'
import { aggregateKpis } from '#monitoring/index'
import type { ClusterFacts } from '#monitoring/model'
import { crashAt, FaultyTable } from '../../support/faulty-table.ts'
import { lengthy } from '../../support/lengthy.ts'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

const dated = <T>(from: string, value: T) => [{ from, to: null, value }]

const turnover = {
  code: 'turnover',
  name: { en: 'Turnover' },
  definition: { en: 'Turnover of the period' },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'mean',
  confidentiality: 'open',
}
const wage = {
  ...turnover,
  code: 'wage',
  aggregation: { rule: 'weighted-mean', weight: 'turnover' },
  overTime: 'last',
}
const share = {
  ...turnover,
  code: 'wage-share',
  aggregation: { rule: 'ratio-of-sums', numerator: 'wage', denominator: 'turnover' },
}

const defineIndicators = async ({ ask }: Monitoring) => {
  const body = { rows: [turnover, wage, share] }
  expect((await ask('POST', '/indicators/import', { as: 'analyst', body })).body).toMatchObject({
    created: 3,
  })
}

const names = ['c1', 'c2', 'c3', 'c4'] as const
const dates = ['2024-02-01', '2024-05-15', '2024-12-31', '2025-07-01', '2026-01-01'] as const
const periods = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2024', '2025-Q1', '2025-Q4', '2026-Q1'] as const

/** What can happen between two runs. */
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      cluster: fc.constantFrom(...names),
      indicator: fc.constantFrom('turnover', 'wage'),
      period: fc.constantFrom(...periods),
      value: fc.option(fc.nat({ max: 1000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('facts' as const),
      cluster: fc.constantFrom(...names),
      from: fc.constantFrom(...dates),
      region: fc.constantFrom('DE-BY', 'DE-HE'),
      category: fc.constantFrom('auto', 'bio'),
      status: fc.constantFrom('registered' as const, 'suspended' as const, 'removed' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('member' as const),
      cluster: fc.constantFrom(...names),
      organisation: fc.constantFrom('o1', 'o2'),
      from: fc.constantFrom(...dates),
      to: fc.option(fc.constantFrom('2025-12-31', '2026-02-01')),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('day' as const), days: fc.nat({ max: 200 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('run' as const) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** Facts that hold from a date on, after what held before. */
const changed = (before: ClusterFacts, change: Extract<Step, { kind: 'facts' }>): ClusterFacts => {
  const { from, region, category, status } = change
  const since = <T>(timeline: readonly { from: string; to: string | null; value: T }[], value: T) => [
    ...timeline
      .filter((fact) => fact.from < from)
      .map((fact) => ({ ...fact, to: fact.to === null || fact.to > from ? from : fact.to })),
    { from, to: null, value },
  ]
  return {
    ...before,
    regions: since(before.regions, [['DE', region]]),
    seat: since(before.seat, ['DE', region]),
    category: since(before.category, category),
    categories: since(before.categories, [category]),
    entries: before.entries.map((entry) => ({ ...entry, status: since(entry.status, status) })),
  }
}

const world = async () => {
  const given = monitoring()
  await defineIndicators(given)
  const facts = new Map<string, ClusterFacts>()
  for (const name of names) {
    const entries = [
      { register: 'national', number: name, status: dated('2023-07-01', 'registered' as const) },
    ]
    const first = cluster(name, { entries })
    facts.set(name, first)
    await given.setCluster(first)
  }
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const perform = async (one: Step, run: () => Promise<unknown>) => {
    switch (one.kind) {
      case 'report': {
        const row = {
          cluster: one.cluster,
          indicator: one.indicator,
          period: one.period,
          source: 'survey',
          ...(one.value === null ? { obsStatus: 'L' } : { value: one.value }),
        }
        const { body } = await given.ask('POST', '/observations/import', {
          as: 'analyst',
          body: { rows: [row] },
        })
        expect(body).toMatchObject({ rejected: 0 })
        return
      }
      case 'facts': {
        const before = facts.get(one.cluster)
        if (before === undefined) throw new Error('no such cluster')
        const after = changed(before, one)
        facts.set(one.cluster, after)
        return given.setCluster(after)
      }
      case 'member':
        return given.setMembership({ ...one, suspended: [] })
      case 'day':
        now += one.days * 86_400_000
        return given.setClock(new Date(now).toISOString())
      case 'run':
        await run()
    }
  }
  return { ...given, perform }
}

const cells = (items: readonly Item[]) =>
  items.filter(({ entity }) => entity === 'cell').map(({ computedAt: _, ...cell }) => cell)

describe('computing only what was touched', () => {
  lengthy('comes to the same cells as computing all, whatever happened', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const given = await world()
        for (const one of steps) await given.perform(one, given.aggregate)
        await given.aggregate()
        expect(await given.rebuild()).toMatchObject({ differing: [], pending: 0 })
      }),
      { numRuns: 25 },
    )
  })

  lengthy('loses nothing when a run crashes anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 15 }),
        fc.integer({ min: 1, max: 40 }),
        async (steps, calls) => {
          const given = await world()
          const crash = () =>
            aggregateKpis({ ...given.ports, table: new FaultyTable(given.table, crashAt(calls)) })().catch(
              () => undefined,
            )
          for (const one of steps) await given.perform(one, crash)
          await crash()
          // The lease of a crashed run ends by itself.
          given.setClock('2028-01-01T00:00:00.000Z')
          await given.aggregate()
          expect(await given.rebuild()).toMatchObject({ outcome: 'done', differing: [], pending: 0 })
        },
      ),
      { numRuns: 25 },
    )
  })

  it('does not depend on when the runs happen', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const [often, once] = [await world(), await world()]
        for (const one of steps) {
          await often.perform(one, often.aggregate)
          await often.aggregate()
          await once.perform(one, async () => undefined)
        }
        await once.aggregate()
        expect(cells(often.table.all())).toEqual(cells(once.table.all()))
      }),
      { numRuns: 10 },
    )
  })

  it('works in one run at a time', async () => {
    const given = await world()
    const summaries = await Promise.all([given.aggregate(), given.aggregate()])
    expect(summaries.map(({ outcome }) => outcome).sort()).toEqual(['done', 'skipped'])
  })

  it('keeps a mark that was set anew while it ran', async () => {
    const given = await world()
    await given.aggregate()
    const report = (value: number) =>
      given.perform(
        { kind: 'report', cluster: 'c1', indicator: 'turnover', period: '2024-Q1', value },
        given.aggregate,
      )
    await report(1)
    const { table } = given
    let disturbed = false
    const disturbing: Table = {
      get: (key) => table.get(key),
      getAll: (keys) => table.getAll(keys),
      writeEach: (writes) => table.writeEach(writes),
      write: (writes) => table.write(writes),
      query: async (query) => {
        const found = await table.query(query)
        // Right after the slice was read, the value changes.
        if (!disturbed && query.pk === 'SLICE#cluster#turnover#_T#2024-Q1') {
          disturbed = true
          await report(2)
        }
        return found
      },
    }
    await aggregateKpis({ ...given.ports, table: disturbing })()
    expect(disturbed).toBe(true)
    expect(await given.rebuild()).toMatchObject({ pending: 1 })
    await given.aggregate()
    expect(await given.rebuild()).toMatchObject({ pending: 0, differing: [] })
  })
})
