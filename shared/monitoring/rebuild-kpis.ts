import * as z from 'zod'
import { SliceComputer } from './compute-slice.ts'
import {
  countedPeriods,
  countSlice,
  figuresOf,
  Plan,
  REGISTRY_COUNTS,
  type RunSummary,
  sliceKey,
} from './model.ts'
import { type JobPorts, runJob, store } from './run-job.ts'

/** What a rebuild is asked for. */
export const RebuildRequest = z.object({
  /** Put differing cells right, besides reporting them. */
  repair: z.boolean().default(false),
})
export type RebuildRequest = z.input<typeof RebuildRequest>

/** Computes every cell of every slice again and reports those that differ from what is stored in anything but the
 *  time of computing: the check that recomputing only touched cells has missed nothing. Cells whose marks still wait
 *  may rightly differ; `pending` tells how many marks there are. */
export const rebuildKpis =
  (ports: JobPorts) =>
  (request: RebuildRequest = {}): Promise<RunSummary> => {
    const { repair } = RebuildRequest.parse(request)
    return runJob('rebuild-kpis', ports, async (run) => {
      const differing: string[] = []
      run.found.differing = differing
      run.found.repaired = repair
      const { marks, unreadable } = await run.marks.read(MOST_COUNTED)
      run.found.pending = marks.length + unreadable.length
      const catalogue = await run.indicators.catalogue()
      const clusters = await run.slices.list('cluster')
      const listed = [...clusters, ...(await run.slices.list('region'))]
      const plan = new Plan(catalogue)
      for (const slice of [...listed, ...figuresOf(listed, catalogue)]) plan.all(slice)
      const register = await run.register({ clusters: true, members: true, periods: plan.clusterPeriods })
      for (const period of countedPeriods(register, run.today))
        for (const count of REGISTRY_COUNTS) plan.all(countSlice(count, period))
      const computer = new SliceComputer({ slices: run.slices, catalogue, register, today: run.today })
      for (const { slice, wanted, bundle } of plan.inOrder()) {
        const computed = await computer.compute(slice, wanted, bundle)
        for (const { group, differs } of computed.comparisons)
          if (differs) differing.push(`${sliceKey(slice)}#${group}`)
        if (repair) await store(run, computed)
        run.found.note(computed, repair)
      }
      run.found.touched.length = 0
    })
  }

/** Marks are counted up to this many. */
const MOST_COUNTED = 20_000
