import type { LastChange } from '#kernel/entity'
import type { NewId } from '#kernel/ids'
import { loggable, logger } from '#kernel/logger'
import { lostRace, untilWon } from '#kernel/lost-race'
import { reportKey } from './keys.ts'
import { MOST_ATTEMPTS, nextRun, type ReportId, type ReportRun, ReportRunId } from './model.ts'
import { dueWrites, type ReportStore } from './report-store.ts'
import { type ReportRunStore, runWrite } from './run-store.ts'
import { runOf } from './start-run.ts'

/** What a round of the job did. */
export interface DueSummary {
  /** Reports that were due and begin now. */
  readonly started: number
  /** Failed and forgotten runs that are tried again. */
  readonly retried: number
  /** Runs that are no longer tried. */
  readonly givenUp: number
}

interface DuePorts {
  readonly reports: ReportStore
  readonly runs: ReportRunStore
  readonly newId: NewId
}

/** When a round takes place, and how its changes are named. */
interface Round {
  readonly now: Date
  readonly name: string
}

/** Reports that one round starts at most, and runs that it looks after; what is left is the next round's. */
const AT_ONCE = 200

/** Minutes after which a queued run is taken for forgotten: longer than the stream and its function try it. */
const FORGOTTEN_MINUTES = 120

/** Starts every report that is due, each once: who moves its due time on in the transaction that adds the run has it.
 *  Then looks after runs that failed or that nobody finished.
 *  @throws AggregateError after everything was tried, when some could not be started */
export const runDueReports =
  ({ reports, runs, newId }: DuePorts) =>
  async (round: Round): Promise<DueSummary> => {
    const failures: unknown[] = []
    const each = async <T, R>(
      items: readonly T[],
      handle: (item: T) => Promise<R>,
    ): Promise<readonly R[]> => {
      const results: R[] = []
      for (const item of items) {
        try {
          results.push(await handle(item))
        } catch (error) {
          logger.error('report not started', { error: loggable(error) })
          failures.push(error)
        }
      }
      return results
    }
    const due = await reports.dueAt(round.now, AT_ONCE)
    const started = await each(due, ({ report }) => startDue({ reports, runs, newId }, report, round))
    const open = await runs.open(AT_ONCE)
    const lookedAfter = await each(open, (run) => lookAfter(runs, run, round))
    if (failures.length > 0)
      throw new AggregateError(failures, `${failures.length} reports could not be started`)
    return {
      started: started.filter(Boolean).length,
      retried: lookedAfter.filter((what) => what === 'retried').length,
      givenUp: lookedAfter.filter((what) => what === 'given-up').length,
    }
  }

const changeIn = ({ now, name }: Round, action: string): LastChange => ({
  actor: 'platform',
  action,
  requestId: name,
  at: now.toISOString(),
})

/** Starts one report, unless another round was faster. @returns whether it did */
const startDue = ({ reports, runs, newId }: DuePorts, id: ReportId, round: Round): Promise<boolean> =>
  untilWon(async () => {
    const { now } = round
    const [definition, due] = await Promise.all([reports.get(id), reports.due(id)])
    const { schedule } = definition.value.content
    if (due === undefined || schedule === null || due.value.nextRun > now.toISOString()) return false
    const change = changeIn(round, 'start-report-run')
    const run = runOf(newId(ReportRunId, 'rpr'), definition.value, {
      now,
      due: { at: new Date(due.value.nextRun), schedule },
    })
    const next = nextRun(schedule, now)?.toISOString() ?? null
    await runs.table.write([
      ...dueWrites(id, next, due, { change, now }).map((step) => ({ ...step, otherwise: lostRace })),
      runWrite(run, undefined, change),
      { check: reportKey(id), if: { version: definition.version }, otherwise: lostRace },
    ])
    return true
  })

/** Has an unfinished run tried again, until it was tried often enough. Who changed it meanwhile was faster, and is right. */
const lookAfter = (
  runs: ReportRunStore,
  { id }: ReportRun,
  round: Round,
): Promise<'retried' | 'given-up' | 'left'> =>
  untilWon(async () => {
    const stored = await runs.find(id)
    if (stored === undefined || stored.value.state === 'finished') return 'left'
    const run = stored.value
    const isForgotten = run.state === 'queued'
    if (isForgotten && round.now.getTime() - Date.parse(run.queuedAt) < FORGOTTEN_MINUTES * 60_000)
      return 'left'
    // A failed attempt was counted when it failed.
    const attempts = run.attempts + (isForgotten ? 1 : 0)
    if (attempts >= MOST_ATTEMPTS) {
      if (!isForgotten) return 'left'
      const failed: ReportRun = { ...run, state: 'failed', attempts, failure: FORGOTTEN }
      await runs.table.write([runWrite(failed, stored, changeIn(round, 'give-up-report-run'), lostRace)])
      return 'given-up'
    }
    const { failure: _failure, ...rest } = run
    const again: ReportRun = { ...rest, state: 'queued', attempts, queuedAt: round.now.toISOString() }
    await runs.table.write([runWrite(again, stored, changeIn(round, 'retry-report-run'), lostRace)])
    return 'retried'
  })

const FORGOTTEN = 'Its making began and did not end: the function was stopped each time (time or memory).'
