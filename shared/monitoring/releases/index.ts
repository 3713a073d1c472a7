import type { Handlers } from '#kernel/call'
import { idSource, type NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import type { releasesContract } from '../contract/releases-contract.ts'
import { IndicatorStore } from '../indicator-store.ts'
import { cancelRelease, changeRelease, planRelease, prepareReleaseNow } from './plan-releases.ts'
import { getRelease, listReleases, releaseCalendar, releaseContents } from './read-releases.ts'
import { ReleaseStore } from './release-store.ts'

export { issueReleases } from './issue-releases.ts'

/** Builds the use cases of releases over monitoring's table. */
export const createReleases = ({
  table,
  newId = idSource(),
}: {
  readonly table: Table
  readonly newId?: NewId
}): Handlers<typeof releasesContract> => {
  const all = { table, newId, store: new ReleaseStore(table), indicators: new IndicatorStore(table) }
  return {
    listReleases: listReleases(all),
    releaseCalendar: releaseCalendar(all),
    getRelease: getRelease(all),
    releaseContents: releaseContents(all),
    planRelease: planRelease(all),
    changeRelease: changeRelease(all),
    cancelRelease: cancelRelease(all),
    prepareRelease: prepareReleaseNow(all),
  }
}
