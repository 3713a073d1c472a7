import type { Position } from '#kernel/call'
import { StaleVersionError } from '#kernel/errors'
import { logger } from '#kernel/logger'
import { SliceComputer } from './compute-slice.ts'
import type { Mark } from './mark-keys.ts'
import { setAside, type UnreadableMark } from './mark-store.ts'
import {
  type Catalogue,
  countedPeriods,
  countSlice,
  dependentsOf,
  figuresOf,
  firstDay,
  Plan,
  periodOf,
  periodsWithin,
  REGISTRY_COUNTS,
  type RunSummary,
  referenceDate,
  type Slice,
  sliceOf,
} from './model.ts'
import { type JobPorts, type Run, runJob, store } from './run-job.ts'

/** Marks worked off at once: few enough to fit into memory with what they mark. */
const MARKS_AT_ONCE = 20_000

/** Computes the cells again that changes have touched since the last run, each exactly from its own slice, and
 *  writes those that differ; untouched cells are neither compared nor written. Registry counts of the running year
 *  are taken anew once a day, those of a year that has just ended a last time. Marks are read before what they mark
 *  and removed only if they were not set anew since: a change during the run is the next run's. Marks that cannot be
 *  read are set aside, and named in the summary. */
export const aggregateKpis = (ports: JobPorts) => (): Promise<RunSummary> =>
  runJob('aggregate-kpis', ports, async (run) => {
    let after: Position | undefined
    let counted = await run.runs.countedOn()
    do {
      const { marks, unreadable, next } = await run.marks.read(MARKS_AT_ONCE, after)
      await clear(unreadable, run)
      if (marks.length > 0 || counted !== run.today) {
        const catalogue = await run.indicators.catalogue()
        const plan = new Plan(catalogue)
        await planCounts(plan, counted, run)
        await planMarks(
          plan,
          marks.map(({ mark }) => mark),
          catalogue,
          run,
        )
        await work(run, plan, catalogue)
        if (counted !== run.today) await run.write([run.runs.setCounted(run.today)])
        counted = run.today
        await run.marks.remove(marks)
        run.found.marks += marks.length
      }
      after = next
    } while (after !== undefined)
  })

/** Takes marks that cannot be read out of the way of all runs to come, and tells of them. */
const clear = async (unreadable: readonly UnreadableMark[], run: Run): Promise<void> => {
  for (const mark of unreadable) {
    try {
      await run.write(setAside(mark, { run: run.id, at: new Date(run.startedAt) }))
    } catch (error) {
      // It was set anew meanwhile: the next run reads that.
      if (error instanceof StaleVersionError) continue
      throw error
    }
    logger.error('mark set aside', { run: run.id, mark: mark.item.sk, reason: mark.reason })
    run.found.setAside.push(mark.item.sk)
  }
}

/** The counts that time alone changes: on a new day those of the running year, and of years that ended since; at
 *  first all of them. */
const planCounts = async (plan: Plan, counted: string | undefined, run: Run): Promise<void> => {
  const { today } = run
  if (counted === today) return
  const periods =
    counted === undefined
      ? countedPeriods(await run.register({ clusters: true, members: false, periods: [] }), today)
      : periodsWithin(firstDay(periodOf(counted, 'A')), referenceDate(periodOf(today, 'A')), 'A')
  for (const period of periods) for (const count of REGISTRY_COUNTS) plan.all(countSlice(count, period))
}

const planMarks = async (
  plan: Plan,
  marks: readonly Mark[],
  catalogue: Catalogue,
  run: Run,
): Promise<void> => {
  let clusterFigures: Slice[] | undefined
  for (const mark of marks)
    switch (mark.kind) {
      case 'observation':
        plan.observation(sliceOf(mark.slice), mark.subject, mark.path)
        break
      case 'attributes':
        clusterFigures ??= figuresOf(await run.slices.list('cluster'), catalogue)
        for (const reach of mark.reaches) plan.attributes(mark.cluster, reach, clusterFigures, run.today)
        break
      case 'membership':
        for (const reach of mark.reaches) plan.membership(mark.cluster, reach, run.today)
        for (const turn of ['joined', 'left'] as const)
          for (const day of mark[turn]) plan.turn(turn, mark.cluster, day, run.today)
        break
      case 'coverage':
        for (const figure of mark.figures)
          plan.coverage({ universe: 'cluster', ...figure, period: mark.period }, mark.clusters)
        break
      case 'indicator': {
        const { indicator, from = '' } = mark
        const listed = [...(await run.slices.list('cluster')), ...(await run.slices.list('region'))]
        for (const figure of figuresOf(listed, catalogue))
          if (
            referenceDate(figure.period) >= from &&
            dependentsOf(indicator, catalogue.at(figure.period).values()).includes(figure.indicator)
          )
            plan.all(figure)
        break
      }
    }
}

/** Computes and stores what is planned. The register is read after the marks and only as far as the plan needs it:
 *  figures of regions rest on no cluster. */
const work = async (run: Run, plan: Plan, catalogue: Catalogue): Promise<void> => {
  const register = await run.register({
    clusters: plan.needsClusters,
    members: plan.countsMembers,
    periods: plan.clusterPeriods,
  })
  const computer = new SliceComputer({ slices: run.slices, catalogue, register, today: run.today })
  for (const { slice, wanted, bundle } of plan.inOrder()) {
    const computed = await computer.compute(slice, wanted, bundle)
    await store(run, computed)
    run.found.note(computed, true)
  }
}
