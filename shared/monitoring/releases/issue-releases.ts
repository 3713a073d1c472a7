import { systemClock } from '#kernel/clock'
import type { LastChange } from '#kernel/entity'
import { StaleVersionError } from '#kernel/errors'
import type { Table } from '#kernel/table'
import { IndicatorStore } from '../indicator-store.ts'
import type { RunSummary } from '../model.ts'
import { knowingOpenValues } from '../openness/known-values.ts'
import { OpennessStore } from '../openness/openness-store.ts'
import { type JobPorts, runJob } from '../run-job.ts'
import { published, type ReleaseId } from './model/release.ts'
import { type NamedEnterprises, NONE_NAMED } from './ports.ts'
import { entryOf, prepareRelease } from './prepare-release.ts'
import { ReleaseStore } from './release-store.ts'

interface Ports extends JobPorts {
  readonly enterprises?: NamedEnterprises
}

interface NothingDue {
  readonly outcome: 'nothing-due'
}

/** How long one run begins to prepare further families: a Lambda ends after 900 s, and a family may take minutes. */
const PREPARING_MILLISECONDS = 8 * 60_000

/** Sees to the releases that are due: publishes those whose time has come, in the order of their numbers, and prepares
 *  those whose time is near, under the lease of all jobs. Publishing needs no lease and is claimed by a conditional
 *  write; what one run does not finish the next goes on with. A release that came late says so. Where nothing is due, which
 *  is nearly always, no run is kept. */
export const issueReleases = (ports: Ports) => async (): Promise<RunSummary | NothingDue> => {
  const { table, clock = systemClock, codeLists, enterprises = NONE_NAMED } = ports
  const early = await publishDue(table, clock())
  if (early.length === 0 && (await new ReleaseStore(table).due(clock().toISOString())).length === 0)
    return { outcome: 'nothing-due' }
  return runJob('issue-releases', ports, async (run) => {
    const store = new ReleaseStore(run.table)
    const began = clock().getTime()
    const change = (action: string): LastChange => changeOfRun(action, run.id, clock())
    const done = { prepared: [] as string[], published: [...early] }
    run.found.releases = done
    const due = await store.due(clock().toISOString())
    if (due.length === 0) return
    const catalogue = await run.indicators.catalogue()
    const { root } = await codeLists.regionTree()
    const industries = new Map((await codeLists.industries()).map(({ code, parent }) => [code, parent]))
    for (const id of due) {
      const complete = await prepareRelease(
        {
          store,
          catalogue,
          root,
          enterprises: knowingOpenValues(enterprises, new OpennessStore(run.table)),
          breakdownAbove: (breakdown) => industries.get(breakdown) ?? undefined,
          change,
          slices: run.slices,
          register: (periods) => run.register({ clusters: true, members: false, periods }),
          write: run.write,
          writeEach: (items) => run.table.writeEach(items.map((put) => ({ put }))),
          hasTime: () => clock().getTime() - began < PREPARING_MILLISECONDS,
        },
        id,
      )
      if (complete) done.prepared.push(id)
    }
    done.published.push(...(await publishDue(run.table, clock())))
  })
}

const changeOfRun = (action: string, requestId: string, at: Date): LastChange => ({
  actor: 'platform',
  action,
  requestId,
  at: at.toISOString(),
})

/** Publishes the prepared releases whose time has come; none before one of a lower number. */
const publishDue = async (table: Table, now: Date): Promise<readonly ReleaseId[]> => {
  const store = new ReleaseStore(table)
  const due = await store.due(now.toISOString())
  if (due.length === 0) return []
  const catalogue = await new IndicatorStore(table).catalogue()
  const done: ReleaseId[] = []
  for (const { release: id, status } of await store.numbered({ consistent: true })) {
    if (status === 'published') continue
    const stored = await store.get(id, { consistent: true })
    const { value: release } = stored
    if (release.status !== 'prepared' || release.releaseAt > now.toISOString()) break
    const after = published(release, now)
    try {
      await table.write([
        store.put(after, stored, changeOfRun('publish-release', 'issue-releases', now)),
        store.putNumber(entryOf(after, catalogue)),
      ])
      done.push(id)
    } catch (error) {
      // Another run was faster, and has published it.
      if (!(error instanceof StaleVersionError)) throw error
    }
  }
  return done
}
