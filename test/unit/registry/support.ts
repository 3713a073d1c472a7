import type { Actor, CapabilityGrant } from '#kernel/access'
import type { Call, Position } from '#kernel/call'
import type { Language } from '#kernel/localised-text'
import { MemoryTable } from '#kernel/memory-table'
import type { Power } from '#kernel/powers'
import type { Table } from '#kernel/table'
import { createReference, seedReference } from '#reference/index'
import { referenceReader } from '#reference/readers'
import { createRegistry, seedRegistry, watchTerms } from '#registry/index'

export const NOW = new Date('2026-03-10T12:00:00.000Z')

/** Somebody with powers over a territory. */
export const person = (
  name: string,
  powers: readonly Power[],
  territory: readonly string[] = ['*'],
  positions: readonly string[] = [],
  alsoKnownAs: readonly string[] = [],
): Actor => ({
  kind: 'account',
  subject: name,
  today: NOW.toISOString().slice(0, 10),
  capability: {
    subject: name,
    person: `per_${name}`,
    positions: positions.map((holder) => ({ holder, role: 'editor' as const })),
    grants: powers.map(
      (power, index): CapabilityGrant => ({
        grant: `gra_${index}`,
        holder: 'aut_1',
        power,
        territory: [...territory],
        from: '2020-01-01',
        to: null,
      }),
    ),
    alsoKnownAs: [...alsoKnownAs],
  },
})

const ALL = [
  'cluster.edit',
  'cluster.register',
  'cluster.suspend',
  'cluster.remove',
  'organisation.edit',
  'code-list.manage',
] as const
export const anonymous: Actor = { kind: 'anonymous' }
export const ministry = person('ministry', ALL)
export const editor = person('editor', ['cluster.edit', 'organisation.edit'])
/** Who takes applications up for review; whoever decides on them is another person. */
export const assessor = person('assessor', ['cluster.register'])
export const bavaria = person('bavaria', ALL, ['DE-BY'])

interface Request {
  readonly actor?: Actor
  readonly params?: object
  readonly query?: object
  readonly body?: unknown
  readonly version?: number
  readonly at?: Date
  readonly language?: Language
  readonly limit?: number
  readonly after?: Position | undefined
  readonly claim?: { id: string; requestHash: string; at: Date }
}

let requests = 0

/** What a use case answers but for the redirects that clients follow. */
type Followed<R> = Exclude<R, { readonly status: 308 }>

/** Calls a use case as the pipeline would after parsing. */
export const send = <C extends Call<never> | Call, R>(
  useCase: (call: C) => Promise<R>,
  request: Request = {},
): Promise<Followed<R>> => {
  requests += 1
  const call = {
    actor: request.actor ?? ministry,
    params: request.params,
    query: request.query ?? {},
    body: request.body,
    expectedVersion: request.version,
    claim: request.claim,
    at: request.at ?? NOW,
    requestId: `request-${requests}`,
    language: request.language ?? 'en',
    page: { limit: request.limit ?? 50, after: request.after },
  }
  // The tests give each route what its contract says; the use case's own type is more exact.
  return useCase(call as unknown as C) as Promise<Followed<R>>
}

export const REGIONS = [
  { code: 'DE', level: 'country', names: { en: 'Germany', ru: 'Германия' } },
  { code: 'DE-BY', parent: 'DE', level: 'land', names: { en: 'Bavaria', ru: 'Бавария' } },
  { code: 'DE-BW', parent: 'DE', level: 'land', names: { en: 'Baden-Württemberg' } },
  { code: 'DE-HE', parent: 'DE', level: 'land', names: { en: 'Hesse' } },
  { code: 'DE-BY-M', parent: 'DE-BY', level: 'district', names: { en: 'Munich' } },
]
const INDUSTRIES = [
  { code: '_T', kind: 'total' },
  { code: 'C', parent: '_T', kind: 'section' },
  { code: 'C26', parent: 'C', kind: 'division' },
  { code: 'C21', parent: 'C', kind: 'division' },
  { code: 'M', parent: '_T', kind: 'section' },
  { code: 'M72', parent: 'M', kind: 'division' },
]
const CATEGORIES = [
  { code: 'bio', names: { en: 'Biotechnology' } },
  { code: 'micro', names: { en: 'Microelectronics' } },
]

/** A platform with code lists and the national register, in memory. */
export const platform = () => platformIn(new MemoryTable(), new MemoryTable())

/** A platform with code lists and the national register. */
export const platformIn = async <T extends Table>(table: T, referenceTable: Table) => {
  const reference = createReference({ table: referenceTable })
  await seedReference(referenceTable)
  await seedRegistry(table, NOW)
  for (const [list, rows] of Object.entries({
    regions: REGIONS,
    industries: INDUSTRIES,
    categories: CATEGORIES,
  }))
    await send(reference.importCodes, { params: { list }, body: { rows } })
  const registry = createRegistry({ table, referenceTable })
  return { table, referenceTable, reference, registry }
}
export type Platform = Pick<Awaited<ReturnType<typeof platform>>, 'registry'>

export const aCluster = (over: object = {}) => ({
  names: { en: 'Optics Valley', ru: 'Оптическая долина' },
  primaryCategory: 'micro',
  categories: [],
  industries: ['C26'],
  regions: ['DE-BY'],
  ...over,
})

/** A draft of the editor's. */
export const aDraft = async ({ registry }: Platform, over: object = {}, actor = editor) =>
  (await send(registry.createCluster, { actor, body: aCluster(over) })).body

/** An application of the editor's that the assessor has taken up: it is at version 3. */
export const underReview = async (
  { registry }: Platform,
  cluster: string,
  over: object = {},
  at: Date = NOW,
) => {
  const { body: application } = await send(registry.createApplication, {
    actor: editor,
    body: { cluster, register: 'national', ...over },
    at,
  })
  const params = { applicationId: application.id }
  await send(registry.submitApplication, { actor: editor, params, version: 1, body: {}, at })
  const { body } = await send(registry.reviewApplication, {
    actor: assessor,
    params,
    version: 2,
    body: {},
    at,
  })
  return body
}

/** An entered cluster: drafted and applied for by the editor, assessed and decided by two others. */
export const anEntry = async (
  platform: Platform,
  over: object = {},
  decision: { decisionDate?: string; at?: Date } = {},
) => {
  const { registry } = platform
  const cluster = await aDraft(platform, over)
  const application = await underReview(platform, cluster.id)
  const { body: entry } = await send(registry.registerCluster, {
    params: { applicationId: application.id },
    version: 3,
    body: { decisionDate: decision.decisionDate ?? '2026-03-10', act: { kind: 'Order' }, attestations: {} },
    ...(decision.at && { at: decision.at }),
  })
  return { cluster, application, entry }
}

/** Amends the entry of a cluster: asked for by the editor, assessed and decided by two others. */
export const amended = async (
  platform: Platform,
  cluster: string,
  facts: object,
  { decisionDate = '2026-03-10', at = NOW }: { decisionDate?: string; at?: Date } = {},
) => {
  const application = await underReview(platform, cluster, { facts }, at)
  return send(platform.registry.amendEntry, {
    params: { applicationId: application.id },
    version: 3,
    body: { decisionDate, act: { kind: 'Order' } },
    at,
  })
}

/** An organisation with a valid LEI made from a number. */
export const anOrganisation = (over: object = {}) => ({
  names: { en: 'Lens Works' },
  kind: 'firm',
  size: 'small',
  flags: [],
  identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }],
  seat: { region: 'DE-BY', town: 'Munich' },
  ...over,
})

/** What the morning's job does on a platform. */
export const watch = (
  { table, referenceTable }: { readonly table: Table; readonly referenceTable: Table },
  at: Date,
) => watchTerms({ table, reference: referenceReader(referenceTable) }, at)
