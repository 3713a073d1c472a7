import * as z from 'zod'
import { type Contract, pageOf, route } from '#kernel/contract'
import { LANGUAGES } from '#kernel/localised-text'
import { ReleaseContent, ReleasePlan, ReleaseRef, ReleaseView } from '../releases/model/release.ts'

const OneRelease = z.object({ release: ReleaseRef })

/** The routes of releases: what is published when, and what was. Their figures are read at `/kpis`. */
export const releasesContract = {
  name: 'releases',
  routes: {
    listReleases: route({
      method: 'GET',
      path: '/releases',
      access: 'public',
      summary: 'List releases and the dates of those to come, the latest first',
      responses: { 200: pageOf(ReleaseView) },
      paged: true,
    }),
    releaseCalendar: route({
      method: 'GET',
      path: '/release-calendar',
      access: 'public',
      summary: 'Read the calendar of the last and next 200 releases as iCalendar, for subscribing to',
      query: z.object({
        language: z
          .enum(LANGUAGES)
          .exactOptional()
          .register(z.globalRegistry, { description: 'Default: by Accept-Language' }),
      }),
      responses: { 200: z.string() },
      mediaType: 'text/calendar',
    }),
    getRelease: route({
      method: 'GET',
      path: '/releases/{release}',
      access: 'public',
      summary:
        'Read one release, by number or id: its state, revision note, and who may see it before its time',
      params: OneRelease,
      responses: { 200: ReleaseView },
      problems: ['not-found'],
    }),
    releaseContents: route({
      method: 'GET',
      path: '/releases/{release}/contents',
      access: 'public',
      summary:
        'Read what a published release holds: of each indicator and period the coverage, and how much is shown and withheld',
      params: OneRelease,
      responses: { 200: z.object({ items: z.array(ReleaseContent) }) },
      problems: ['not-found', 'forbidden'],
    }),
    planRelease: route({
      method: 'POST',
      path: '/releases',
      access: { power: 'release.publish' },
      summary: 'Plan a release: what, when, and who may see it before',
      body: ReleasePlan,
      responses: { 201: ReleaseView },
      problems: ['rule-failed'],
      idempotent: true,
    }),
    changeRelease: route({
      method: 'PUT',
      path: '/releases/{release}',
      access: { power: 'release.publish' },
      summary: 'Change the plan of a release that is not in preparation yet',
      params: OneRelease,
      body: ReleasePlan,
      responses: { 200: ReleaseView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
    cancelRelease: route({
      method: 'DELETE',
      path: '/releases/{release}',
      access: { power: 'release.publish' },
      summary: 'Take a planned release off the calendar',
      params: OneRelease,
      responses: { 204: z.null() },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
    prepareRelease: route({
      method: 'POST',
      path: '/releases/{release}/preparation',
      access: { power: 'release.publish' },
      summary:
        'Have a release prepared by the next run of the job, earlier than a day before its time; or prepared anew, as long as it is the newest and not out',
      params: OneRelease,
      responses: { 202: ReleaseView },
      problems: ['not-found', 'rule-failed'],
      concurrency: 'if-match',
    }),
  },
} as const satisfies Contract
