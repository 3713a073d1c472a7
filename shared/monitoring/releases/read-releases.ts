import { type Actor, mayUse, WHOLE_DEPLOYMENT } from '#kernel/access'
import type { Call } from '#kernel/call'
import type { Stored } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { TO_SHOW } from '#kernel/table'
import type { releasesContract } from '../contract/releases-contract.ts'
import { calendarOf } from './calendar.ts'
import { type Release, ReleaseId, type ReleaseRef, viewOfRelease } from './model/release.ts'
import type { ReleaseStore } from './release-store.ts'
import { mayReadEarly } from './released-figures.ts'

interface Ports {
  readonly store: ReleaseStore
}

type Routes = typeof releasesContract.routes

/** A release by its id or number. @throws NotFoundError when there is none */
export const releaseNamed = (store: ReleaseStore, ref: ReleaseRef): Promise<Stored<Release>> => {
  const id = ReleaseId.safeParse(ref)
  return id.success ? store.get(id.data, TO_SHOW) : store.byNumber(Number(ref))
}

export const listReleases =
  ({ store }: Ports) =>
  async (call: Call<Routes['listReleases']>) => {
    const { items, next } = await store.calendar(call.page.limit, call.page.after)
    const withNames = publishes(call.actor)
    return {
      status: 200 as const,
      body: { items: items.map((release) => viewOfRelease(release, withNames)), next },
    }
  }

export const getRelease =
  ({ store }: Ports) =>
  async (call: Call<Routes['getRelease']>) => {
    const { value, version } = await releaseNamed(store, call.params.release)
    return { status: 200 as const, body: viewOfRelease(value, publishes(call.actor)), version }
  }

/** Releases in the calendar at once. */
const IN_CALENDAR = 200

/** The calendar in iCalendar format. */
export const releaseCalendar =
  ({ store }: Ports) =>
  async (call: Call<Routes['releaseCalendar']>) => {
    const { items } = await store.calendar(IN_CALENDAR, undefined)
    return { status: 200 as const, body: calendarOf(items, call.query.language ?? call.language) }
  }

/** What a release holds; of one that is not out yet only for those on its list.
 *  @throws NotFoundError when there is none, or it is under embargo for the caller */
export const releaseContents =
  ({ store }: Ports) =>
  async (call: Call<Routes['releaseContents']>) => {
    const { value: release } = await releaseNamed(store, call.params.release)
    const readers = release.embargo.map(({ person }) => person)
    if (
      release.status === 'planned' ||
      release.status === 'preparing' ||
      (release.status === 'prepared' && !mayReadEarly(call.actor, { readers }))
    )
      throw new NotFoundError({
        en: `This release is not out yet; its time is ${release.releaseAt}.`,
        ru: `Этот выпуск ещё не вышел; его время — ${release.releaseAt}.`,
      })
    return { status: 200 as const, body: { items: [...(await store.contents(release))] } }
  }

const publishes = (actor: Actor): boolean => mayUse(actor, 'release.publish', WHOLE_DEPLOYMENT)
