import { type Clock, dateIn, systemClock } from '#kernel/clock'
import { idSource, type NewId } from '#kernel/ids'
import { loggable, logger } from '#kernel/logger'
import type { Table, Write } from '#kernel/table'
import { type ComputedSlice, corrections } from './compute-slice.ts'
import { CountingTable } from './counting-table.ts'
import { DutyStore } from './duty-store.ts'
import { IndicatorStore } from './indicator-store.ts'
import { MarkStore } from './mark-store.ts'
import {
  type Period,
  type Register,
  RunId,
  type RunSummary,
  registerOf,
  sliceKey,
  withDuties,
} from './model.ts'
import type { CodeLists, RegisterFacts } from './ports.ts'
import { type Lease, RunStore } from './run-store.ts'
import { SliceStore } from './slice-store.ts'

/** What a job is built from. */
export interface JobPorts {
  readonly table: Table
  readonly registry: RegisterFacts
  readonly codeLists: CodeLists
  readonly clock?: Clock
  readonly newId?: NewId
}

/** What a run has at hand. */
export interface Run {
  readonly today: string
  readonly startedAt: string
  readonly id: RunId
  /** Counts what is read and written through it. */
  readonly table: Table
  readonly indicators: IndicatorStore
  readonly marks: MarkStore
  readonly slices: SliceStore
  readonly runs: RunStore
  readonly found: Findings
  /** Writes in transactions that fail when the lease went to another run. */
  write(steps: readonly Write[]): Promise<void>
  /** The region tree as it is now, as much of the register as is asked for, and who owes figures of the periods. */
  register(options: {
    readonly clusters: boolean
    readonly members: boolean
    readonly periods: readonly Period[]
  }): Promise<Register>
}

/** What a run tells of itself, gathered on the way. */
class Findings {
  marks = 0
  readonly setAside: string[] = []
  slices = 0
  computed = 0
  written = 0
  removed = 0
  readonly touched: string[] = []
  readonly excluded = new Set<string>()
  readonly unexpected = new Set<string>()
  readonly checks = new Set<string>()
  differing?: string[]
  repaired?: boolean
  pending?: number
  releases?: { readonly prepared: string[]; readonly published: string[] }

  /** Notes what computing a slice found; with `wrote`, that its differing cells were stored. */
  note(slice: ComputedSlice, wrote: boolean): void {
    const key = sliceKey(slice.slice)
    this.slices += 1
    this.computed += slice.comparisons.length
    for (const { group, differs, computed } of slice.comparisons) {
      this.touched.push(`${key}#${group}`)
      if (!differs || !wrote) continue
      if (computed === undefined) this.removed += 1
      else this.written += 1
    }
    for (const cluster of slice.excluded) this.excluded.add(`${key}#${cluster}`)
    for (const unit of slice.unexpected) this.unexpected.add(`${key}#${unit}`)
    for (const unit of slice.checks) this.checks.add(`${key}#${unit}`)
  }
}

/** Steps of one transaction besides the check of the lease. */
const AT_ONCE = 99

/** Runs a job alone: under the lease that all jobs share, with its summary kept whatever happens. Without the lease
 *  it does nothing and says so. A crash leaves the marks as they are: the next run does the work again.
 *  @throws what the work throws, after its summary was kept */
export const runJob = async (
  job: RunSummary['job'],
  { table, registry, codeLists, clock = systemClock, newId = idSource() }: JobPorts,
  work: (run: Run) => Promise<void>,
): Promise<RunSummary> => {
  const counting = new CountingTable(table)
  const started = clock()
  const id = newId(RunId, 'run')
  const runs = new RunStore(counting)
  const lease = await runs.lease(id, started)
  const found = new Findings()
  const today = dateIn('UTC', started)
  const summary = (outcome: RunSummary['outcome'], error?: unknown): RunSummary => {
    const finished = clock()
    return {
      run: id,
      job,
      outcome,
      ...(error !== undefined && { error: error instanceof Error ? error.message : String(error) }),
      startedAt: started.toISOString(),
      finishedAt: finished.toISOString(),
      milliseconds: finished.getTime() - started.getTime(),
      today,
      marks: found.marks,
      ...(found.setAside.length > 0 && { setAside: found.setAside }),
      slices: found.slices,
      cells: { computed: found.computed, written: found.written, removed: found.removed },
      touched: found.touched.sort(),
      ...(found.differing && { differing: found.differing.sort() }),
      ...(found.repaired !== undefined && { repaired: found.repaired }),
      ...(found.pending !== undefined && { pending: found.pending }),
      ...(found.releases && { releases: found.releases }),
      excluded: [...found.excluded].sort(),
      unexpected: [...found.unexpected].sort(),
      checks: [...found.checks].sort(),
      reads: { ...counting.reads },
      writes: { ...counting.writes },
    }
  }
  if (lease === undefined) return summary('skipped')
  const slices = new SliceStore(counting)
  const run: Run = {
    today,
    startedAt: started.toISOString(),
    id,
    table: counting,
    indicators: new IndicatorStore(counting),
    marks: new MarkStore(counting),
    slices,
    runs,
    found,
    write: (steps) => writeUnder(lease, counting, steps),
    register: async ({ clusters, members, periods }) => {
      const [facts, memberships, tree, duties] = await Promise.all([
        clusters ? registry.clusterFacts() : [],
        members ? registry.membershipFacts() : [],
        codeLists.regionTree(),
        new DutyStore(counting).ofPeriods(periods),
      ])
      return withDuties(registerOf(facts, memberships, tree.regions), duties)
    },
  }
  try {
    await work(run)
    const done = summary('done')
    await runs.keep(done)
    return done
  } catch (error) {
    await runs.keep(summary('failed', error)).catch((reason: unknown) => {
      logger.warn('summary not kept', { run: id, error: loggable(reason) })
    })
    throw error
  } finally {
    // A lease that cannot be given back runs out by itself.
    await lease.release().catch((reason: unknown) => {
      logger.warn('lease not released', { run: id, error: loggable(reason) })
    })
  }
}

const writeUnder = async (lease: Lease, table: Table, steps: readonly Write[]): Promise<void> => {
  for (let start = 0; start < steps.length; start += AT_ONCE)
    await table.write([lease.check, ...steps.slice(start, start + AT_ONCE)])
}

/** Stores what a computed slice corrects. */
export const store = async (run: Run, slice: ComputedSlice): Promise<void> => {
  await run.write(corrections(slice, run.slices, run.startedAt))
}
