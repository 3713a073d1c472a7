import { covers, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import { changeBy, type Stored } from '#kernel/entity'
import { RuleFailedError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import type { Table } from '#kernel/table'
import type { releasesContract } from '../contract/releases-contract.ts'
import type { IndicatorStore } from '../indicator-store.ts'
import {
  faultOfPlan,
  type PlannedRelease,
  type PreparedRelease,
  type PreparingRelease,
  plannedFor,
  type Release,
  ReleaseId,
  type ReleasePlan,
  viewOfRelease,
} from './model/release.ts'
import { entryOf } from './prepare-release.ts'
import { releaseNamed } from './read-releases.ts'
import type { ReleaseStore } from './release-store.ts'

interface Ports {
  readonly table: Table
  readonly store: ReleaseStore
  readonly indicators: IndicatorStore
  readonly newId: NewId
}

type Routes = typeof releasesContract.routes

/** Puts a release on the calendar.
 *  @throws RuleFailedError when the plan cannot stand: a time that is past, an indicator that is never published */
export const planRelease =
  ({ table, store, indicators, newId }: Ports) =>
  async (call: Call<Routes['planRelease']>) => {
    covers(call.actor, 'release.publish', WHOLE_DEPLOYMENT)
    await refuseFaulty(call.body, indicators, call.at)
    const release: PlannedRelease = {
      ...call.body,
      release: newId(ReleaseId, 'rel'),
      status: 'planned',
      prepareAt: plannedFor(call.body),
    }
    const reply = {
      status: 201 as const,
      body: viewOfRelease(release, true),
      version: 1,
      location: `/releases/${release.release}`,
    }
    return commit(table, call, reply, [store.put(release, undefined, changeBy(call, 'plan-release'))])
  }

/** Changes a plan.
 *  @throws RuleFailedError when the release is in preparation or further, or the plan cannot stand */
export const changeRelease =
  ({ table, store, indicators }: Ports) =>
  async (call: Call<Routes['changeRelease']>) => {
    const stored = await ownVersion(store, call)
    const planned = stillPlanned(stored)
    await refuseFaulty(call.body, indicators, call.at)
    const { release } = planned.value
    const changed: PlannedRelease = {
      ...call.body,
      release,
      status: 'planned',
      prepareAt: plannedFor(call.body),
    }
    const reply = { status: 200 as const, body: viewOfRelease(changed, true), version: stored.version + 1 }
    return commit(table, call, reply, [store.put(changed, stored, changeBy(call, 'change-release'))])
  }

/** Takes a plan off the calendar; it has no number yet, so that none is missing.
 *  @throws RuleFailedError when the release is in preparation or further */
export const cancelRelease =
  ({ table, store }: Ports) =>
  async (call: Call<Routes['cancelRelease']>) => {
    const planned = stillPlanned(await ownVersion(store, call))
    const write = store.remove(planned, changeBy(call, 'cancel-release'), call.at)
    return commit(table, call, { status: 204 as const, body: null }, [write])
  }

/** Has the job prepare a release now, or anew.
 *  @throws RuleFailedError when it is out, in work, or followed by another that was decided by what it shows */
export const prepareReleaseNow =
  ({ table, store, indicators }: Ports) =>
  async (call: Call<Routes['prepareRelease']>) => {
    const stored = await ownVersion(store, call)
    const { value: release, version } = stored
    const change = changeBy(call, 'prepare-release')
    const answer = (after: Release) => ({
      status: 202 as const,
      body: viewOfRelease(after, true),
      version: version + 1,
    })
    switch (release.status) {
      case 'planned': {
        const now: PlannedRelease = { ...release, prepareAt: call.at.toISOString() }
        return commit(table, call, answer(now), [store.put(now, stored, change)])
      }
      case 'prepared': {
        const counter = await store.counter()
        if (counter.value.last !== release.number || counter.value.open !== null) throw followed(release)
        const again: PreparingRelease = {
          ...release,
          status: 'preparing',
          attempt: release.attempt + 1,
          preparedAt: null,
          done: [],
        }
        return commit(table, call, answer(again), [
          store.put(again, stored, change),
          store.putNumber(entryOf(again, await indicators.catalogue())),
          store.setCounter({ last: release.number, open: release.release }, counter),
        ])
      }
      default:
        throw new RuleFailedError({
          en: `The release is ${release.status}; only a planned or prepared one can be prepared.`,
          ru: `Выпуск в состоянии «${release.status}»; подготовить можно только запланированный или подготовленный.`,
        })
    }
  }

const ownVersion = async (
  store: ReleaseStore,
  call: Call<Routes['changeRelease'] | Routes['cancelRelease'] | Routes['prepareRelease']>,
): Promise<Stored<Release>> => {
  covers(call.actor, 'release.publish', WHOLE_DEPLOYMENT)
  const stored = await releaseNamed(store, call.params.release)
  if (stored.version !== call.expectedVersion) throw new StaleVersionError()
  return stored
}

const stillPlanned = ({ value, version }: Stored<Release>): Stored<PlannedRelease> => {
  if (value.status === 'planned') return { value, version }
  throw new RuleFailedError({
    en: `The release is ${value.status}; its plan can no longer be changed. A correction is a release of its own.`,
    ru: `Выпуск в состоянии «${value.status}»; его план уже нельзя изменить. Исправление — отдельный выпуск.`,
  })
}

const followed = ({ number }: PreparedRelease) =>
  new RuleFailedError({
    en: `Release ${number} is not the newest: a later one rests on what it shows. Plan a release that corrects it.`,
    ru: `Выпуск ${number} не последний: более поздний опирается на него. Запланируйте исправляющий выпуск.`,
  })

const refuseFaulty = async (plan: ReleasePlan, indicators: IndicatorStore, at: Date): Promise<void> => {
  const fault = faultOfPlan(plan, await indicators.catalogue(), at)
  if (fault !== null)
    throw new RuleFailedError({
      en: `The release cannot be planned so: ${fault.en}.`,
      ru: `Так выпуск запланировать нельзя: ${fault.ru}.`,
    })
}
