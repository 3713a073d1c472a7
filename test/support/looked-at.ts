import { vi } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../infra/local/personas.ts'
import type { Platform } from './platform.ts'

/** A page that is looked at in every language and colour scheme. */
export interface LookedAt {
  readonly path: string
  /** Who has to be signed in; none: it is for everybody. */
  readonly as?: PersonaName
}

/** Pages for everybody that have one address. */
export const PUBLIC_PATHS = [
  '/',
  '/clusters',
  '/regions/DE-BY',
  '/categories/AERO',
  '/figures?indicator=employment&universe=region',
  '/compare?what=regions&of=["DE-BY","DE-BE"]',
  '/releases',
  '/releases/2',
  '/reports',
  '/documents',
  '/verify',
  '/developers',
  '/legal/accessibility',
]

/** Pages for people who are signed in: one line for each. Forms and lists that need something to be prepared are looked at by
 *  the tests that prepare it. */
const SIGNED_IN: readonly Required<LookedAt>[] = [
  { path: '/work', as: 'ministry' },
  { path: '/clusters/new', as: 'region' },
  { path: '/applications', as: 'region' },
  { path: '/campaigns', as: 'ministry' },
]

const First = z.object({ items: z.tuple([z.object({ id: z.string() })]) })

/** Identifiers of one record of each kind that has a page for everybody. */
export const firstRecords = async (platform: Platform) => {
  const first = async (path: string) =>
    First.parse(await (await platform.api(`/${path}?limit=1`)).json()).items[0].id
  const ofFacility = z.object({ items: z.tuple([z.object({ clusters: z.array(z.string()).length(1) })]) })
  const {
    items: [
      {
        clusters: [cluster = ''],
      },
    ],
  } = ofFacility.parse(await (await platform.api('/facilities?limit=1')).json())
  return {
    cluster,
    document: await first('documents'),
    // It is made a moment after the start.
    report: await vi.waitFor(() => first('report-runs'), 180_000),
  }
}

/** Every page that is looked at, with the sample. */
export const pagesToLookAt = async (platform: Platform): Promise<readonly LookedAt[]> => {
  const { cluster, document, report } = await firstRecords(platform)
  return [
    ...PUBLIC_PATHS.map((path) => ({ path })),
    { path: `/clusters/${cluster}` },
    { path: `/documents/${document}` },
    { path: `/reports/${report}` },
    { path: '/no-such-page' },
    ...SIGNED_IN,
  ]
}
