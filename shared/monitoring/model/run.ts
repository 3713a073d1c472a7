import * as z from 'zod'
import { CalendarDate, Instant } from '../../kernel/clock.ts'
import { idOf } from '../../kernel/ids.ts'

export const RunId = idOf('run')
export type RunId = z.output<typeof RunId>

/** What a run of a job did. */
export const RunSummary = z
  .object({
    run: RunId,
    job: z.enum(['aggregate-kpis', 'rebuild-kpis', 'issue-releases']),
    /** `skipped`: another run holds the lease. */
    outcome: z.enum(['done', 'failed', 'skipped']),
    error: z.string().exactOptional(),
    startedAt: Instant,
    finishedAt: Instant,
    milliseconds: z.int(),
    /** The day by which the running period was counted. */
    today: CalendarDate,
    /** Marks that were worked off; those set meanwhile are the next run's. */
    marks: z.int(),
    /** Names of marks that could not be read and were set aside; what they marked has to be found by a rebuild. In a
     *  stored summary at most 100. Absent: none. */
    setAside: z.array(z.string()).exactOptional(),
    /** Slices that were computed. */
    slices: z.int(),
    cells: z.object({
      /** Computed again because they were touched. */
      computed: z.int(),
      /** Of these the ones that differed. */
      written: z.int(),
      removed: z.int(),
    }),
    /** Every touched cell, `<universe>#<indicator>#<breakdown>#<period>#<dimension>#<code>`; in a stored summary
     *  at most 1,000. */
    touched: z.array(z.string()),
    /** Of a rebuild: the stored cells that differ from their recomputation in more than the time of computing. */
    differing: z.array(z.string()).exactOptional(),
    /** Of a rebuild: whether they were put right. */
    repaired: z.boolean().exactOptional(),
    /** Of a rebuild: marks that wait; their cells may rightly differ. */
    pending: z.int().exactOptional(),
    /** Of the job that issues releases: those whose preparation it finished, and those that it published. */
    releases: z.object({ prepared: z.array(z.string()), published: z.array(z.string()) }).exactOptional(),
    /** Observations of clusters that were in no group, as `<slice>#<cluster>`. */
    excluded: z.array(z.string()),
    /** Regions that reported though they were not expected to. */
    unexpected: z.array(z.string()),
    /** Values reported for a longer period that differ from those derived from its shorter ones by more than the
     *  indicator's tolerance, as `<slice>#<unit>`. */
    checks: z.array(z.string()),
    /** Counted by the table, not by the job. */
    reads: z.object({ requests: z.int(), records: z.int() }),
    writes: z.object({ requests: z.int(), records: z.int() }),
  })
  .register(z.globalRegistry, { id: 'RunSummary' })
export type RunSummary = z.output<typeof RunSummary>

const KEPT = 1000
/** Fewer, since their names may be as long as a key. */
const KEPT_ASIDE = 100

/** A summary that fits into one record. */
export const abridged = (summary: RunSummary): RunSummary => ({
  ...summary,
  touched: summary.touched.slice(0, KEPT),
  ...(summary.setAside && { setAside: summary.setAside.slice(0, KEPT_ASIDE) }),
  ...(summary.differing && { differing: summary.differing.slice(0, KEPT) }),
  excluded: summary.excluded.slice(0, KEPT),
  unexpected: summary.unexpected.slice(0, KEPT),
  checks: summary.checks.slice(0, KEPT),
})
