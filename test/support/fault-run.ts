import { MemoryTable } from '#kernel/memory-table'
import { aggregateKpis, markChanges } from '#monitoring/index'
import { MARKS } from '#monitoring/mark-keys'
import type { ClusterFacts } from '#monitoring/model'
import { monitoringOver, type RegisterChange } from '../functions/monitoring/support.ts'
import { cluster } from '../unit/monitoring/support.ts'
import { crashAt, type Fault, FaultyTable } from './faulty-table.ts'
import { seededChance } from './random.ts'

const INDICATORS = [
  { code: 'turnover', aggregation: { rule: 'sum' }, overTime: 'sum', reporting: 'cumulative' },
  { code: 'wage', aggregation: { rule: 'weighted-mean', weight: 'turnover' }, overTime: 'last' },
  {
    code: 'wage-share',
    aggregation: { rule: 'ratio-of-sums', numerator: 'wage', denominator: 'turnover' },
    overTime: 'last',
  },
].map((one) => ({
  name: { en: one.code },
  definition: { en: one.code },
  unit: { en: 'EUR' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'more-is-better',
  frequency: 'Q',
  confidentiality: 'open',
  ...one,
}))

const CLUSTERS = ['c1', 'c2', 'c3', 'c4', 'c5']
const PERIODS = ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4', '2024', '2025-Q1', '2025-Q4', '2026-Q1']
const DAYS = ['2024-02-01', '2024-05-15', '2024-12-31', '2025-07-01', '2026-01-01']

/** What befell the platform in one run, for knowing that it did. */
export interface Befallen {
  duplicates: number
  late: number
  poisoned: number
  spoiled: number
  crashes: number
  atOnce: number
  overtaken: number
  disturbed: number
}

/** A change of the register on its way; one that nobody can read is tried a few times and then put aside. */
interface Delivery {
  readonly change: RegisterChange
  readonly poisoned: boolean
  tries: number
}

const MOST_TRIES = 5

/** What happens in a round before it is looked at. */
const STEPS = 8

/** Lets faults befall reports, changes of the register and runs, round by round. `found`: after each round, which cells
 *  a rebuild finds differing and whether marks wait still, once every change was delivered and a run left in peace. */
export const faultRun = async (
  seed: number,
  rounds: number,
): Promise<{ found: readonly string[]; cells: number; befallen: Befallen }> => {
  const chance = seededChance(seed)
  const below = (count: number) => Math.floor(chance() * count)
  const one = <T>(from: readonly T[]): T => {
    const found = from[below(from.length)]
    if (found === undefined) throw new Error('there is nothing to choose from')
    return found
  }
  const befallen: Befallen = {
    duplicates: 0,
    late: 0,
    poisoned: 0,
    spoiled: 0,
    crashes: 0,
    atOnce: 0,
    overtaken: 0,
    disturbed: 0,
  }
  const queue: Delivery[] = []
  const table = new MemoryTable()
  const given = monitoringOver(table, {
    stream: async (change) => {
      queue.push({ change, poisoned: false, tries: 0 })
    },
  })
  let now = Date.parse('2026-03-01T09:00:00.000Z')
  const pass = (minutes: number) => {
    now += minutes * 60_000
    given.setClock(new Date(now).toISOString())
  }
  const runOver = (fault: Fault) => aggregateKpis({ ...given.ports, table: new FaultyTable(table, fault) })()
  const failed = (run: Promise<unknown>) =>
    run.then(
      () => false,
      () => true,
    )
  /** Lets others go first, now and then. */
  const hesitant: Fault = async () => {
    for (let turns = below(3); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve))
  }

  /** What is reported, and what is said of it: a row that nobody can take spoils no other. */
  const places = () =>
    Array.from({ length: 1 + below(4) }, () => ({
      cluster: one(CLUSTERS),
      indicator: one(['turnover', 'wage']),
      period: one(PERIODS),
      source: 'survey',
    }))
  const content = () =>
    chance() < 0.1 ? { value: 'much' } : chance() < 0.1 ? { obsStatus: 'L' } : { value: below(1000) }

  const report = async (rows: readonly object[] = places()) => {
    const body = { rows: rows.map((row) => ({ ...row, ...content() })) }
    const send = () => given.ask('POST', '/observations/import', { as: 'analyst', body })
    await send()
    if (chance() < 0.3) {
      befallen.duplicates += 1
      await send()
    }
  }

  const facts = new Map<string, ClusterFacts>()
  const change = async () => {
    const name = one(CLUSTERS)
    const before = facts.get(name) ?? cluster(name)
    const from = one(DAYS)
    const since = <T>(timeline: readonly { from: string; to: string | null; value: T }[], value: T) => [
      ...timeline
        .filter((fact) => fact.from < from)
        .map((fact) => ({ ...fact, to: fact.to === null || fact.to > from ? from : fact.to })),
      { from, to: null, value },
    ]
    const land = one(['DE-BY', 'DE-HE', 'DE-SN'])
    const after: ClusterFacts = {
      ...before,
      regions: since(before.regions, [['DE', land]]),
      seat: since(before.seat, ['DE', land]),
      category: since(before.category, one(['auto', 'bio'])),
      entries: before.entries.map((entry) => ({
        ...entry,
        status: since(entry.status, one(['registered', 'registered', 'suspended', 'removed'] as const)),
      })),
    }
    facts.set(name, after)
    await given.setCluster(after)
  }

  const join = () =>
    given.setMembership({
      cluster: one(CLUSTERS),
      organisation: one(['o1', 'o2', 'o3']),
      from: one(DAYS),
      to: chance() < 0.5 ? null : '2026-02-01',
      suspended: chance() < 0.2 ? [{ from: '2025-08-01', to: null }] : [],
    })

  const poison = () => {
    befallen.poisoned += 1
    const name = `poisoned-${befallen.poisoned}`
    const after = {
      entity: one(['cluster-facts', 'membership']),
      data: { cluster: one(CLUSTERS), regions: 7 },
    }
    queue.splice(below(queue.length + 1), 0, {
      change: { name, before: undefined, after },
      poisoned: true,
      tries: 0,
    })
  }

  /** Puts a record among the marks that no run can work off. */
  const spoil = async () => {
    befallen.spoiled += 1
    const data = {
      kind: 'observation',
      slice: one(['nonsense', 'cluster#turnover#_T#2024-Q9']),
      subject: 'c1',
      path: false,
    }
    const sk = `${one(['a', 'observation', 'z'])}-spoiled-${befallen.spoiled}`
    await table.write([{ put: { pk: MARKS, sk, entity: 'mark', schemaVersion: 4, version: 1, data } }])
  }

  /** Hands over some of the changes, in any order, some of them twice; what fails is delivered again later. */
  const deliver = async (most: number) => {
    for (let count = Math.min(most, queue.length); count > 0; count -= 1) {
      const place = below(queue.length)
      if (place > 0) befallen.late += 1
      const [delivery] = queue.splice(place, 1)
      if (delivery === undefined) return
      const times = chance() < 0.3 ? 2 : 1
      befallen.duplicates += times - 1
      for (let time = 0; time < times; time += 1) {
        const fault = chance() < 0.1 ? crashAt(1) : hesitant
        if (!(await failed(markChanges(new FaultyTable(table, fault))(delivery.change)))) continue
        delivery.tries += 1
        if (!delivery.poisoned || delivery.tries < MOST_TRIES) queue.push(delivery)
        break
      }
    }
  }

  const crash = async () => {
    befallen.crashes += Number(await failed(runOver(crashAt(1 + below(60)))))
    // The lease of a crashed run ends by itself.
    if (chance() < 0.7) pass(20)
  }

  const together = async () => {
    befallen.atOnce += 1
    await Promise.all([failed(runOver(hesitant)), failed(runOver(hesitant)), report(), deliver(2), change()])
  }

  /** A run stands still so long that another one takes its lease, and goes on after that. */
  const overtaken = async () => {
    const halt = 5 + below(40)
    let goOn = () => {}
    const stand = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let halted = () => {}
    const reached = new Promise<void>((resolve) => {
      halted = resolve
    })
    const slow = failed(
      runOver((call) => {
        if (call !== halt) return undefined
        halted()
        return stand
      }),
    )
    await Promise.race([reached, slow])
    pass(20)
    await report()
    await failed(runOver(hesitant))
    await report()
    goOn()
    befallen.overtaken += Number(await slow)
  }

  /** While a run works off what was reported, other values are reported in the same places. */
  const disturbed = async () => {
    const rows = places()
    await report(rows)
    const moment = 3 + below(60)
    await failed(
      runOver(async (call) => {
        if (call !== moment) return
        befallen.disturbed += 1
        await report(rows)
      }),
    )
  }

  /** Every change is delivered, and a run is left in peace: what then differs, or waits still. */
  const settle = async (): Promise<readonly string[]> => {
    pass(20)
    while (queue.length > 0) await deliver(queue.length)
    await given.aggregate()
    const { differing = [], pending = 0 } = await given.rebuild()
    return pending === 0 ? differing : [...differing, `${pending} marks`]
  }

  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: INDICATORS } })
  for (const name of CLUSTERS) {
    facts.set(name, cluster(name))
    await given.setCluster(cluster(name))
  }
  const actions: readonly (readonly [number, () => unknown])[] = [
    [5, () => report()],
    [2, change],
    [1, join],
    [1, poison],
    [1, spoil],
    [3, () => deliver(3)],
    [2, crash],
    [1, together],
    [1, overtaken],
    [1, () => pass(below(60) * 1440)],
    [1, () => failed(runOver(hesitant))],
  ]
  const weighted = actions.flatMap(([weight, action]) => Array.from({ length: weight }, () => action))
  const found: string[] = []
  for (let round = 0; round < rounds; round += 1) {
    for (let step = 0; step < STEPS; step += 1) await one(weighted)()
    // What comes after may put right what went wrong here: it is looked at now.
    await one([disturbed, overtaken, together, crash])()
    found.push(...(await settle()).map((cell) => `round ${round}: ${cell}`))
  }
  const cells = table.all().filter(({ entity }) => entity === 'cell').length
  return { found, cells, befallen }
}
