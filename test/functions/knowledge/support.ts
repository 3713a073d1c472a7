import { createHash } from 'node:crypto'
import type { Actor } from '#kernel/access'
import { serve } from '#kernel/http/serve'
import type { NewId } from '#kernel/ids'
import { MemoryTable } from '#kernel/memory-table'
import type { Power } from '#kernel/powers'
import { knowledgeContract } from '#knowledge/contract'
import { createArrivals, createKnowledge } from '#knowledge/index'

/** An id whose last characters are the number. */
export const id = (prefix: string, number: number) => `${prefix}_${String(number).padStart(26, '0')}`

export const BAVARIAN_CLUSTER = id('clu', 1)
export const TWO_LAND_CLUSTER = id('clu', 2)
export const DRAFT_CLUSTER = id('clu', 3)
const MEMBER = id('org', 1)
const MANAGEMENT = id('org', 2)
const STRANGER = id('org', 3)

const PATHS: Readonly<Record<string, readonly string[]>> = {
  DE: ['DE'],
  'DE-BY': ['DE', 'DE-BY'],
  'DE-BW': ['DE', 'DE-BW'],
  'DE-HE': ['DE', 'DE-HE'],
}
const pathOf = async (code: string) => PATHS[code]

const CLUSTERS: Readonly<Record<string, { regions: readonly string[]; status: 'registered' | 'draft' }>> = {
  [BAVARIAN_CLUSTER]: { regions: ['DE-BY'], status: 'registered' },
  [TWO_LAND_CLUSTER]: { regions: ['DE-BY', 'DE-BW'], status: 'registered' },
  [DRAFT_CLUSTER]: { regions: ['DE-BY'], status: 'draft' },
}

const account = (
  name: string,
  positions: readonly string[],
  powers: readonly (readonly [Power, string])[] = [],
): Actor => ({
  kind: 'account',
  subject: name,
  today: '2026-03-01',
  capability: {
    subject: name,
    person: id('per', name.length),
    positions: positions.map((holder) => ({ holder, role: 'editor' as const })),
    grants: powers.map(([power, region]) => ({
      grant: id('gra', 1),
      holder: positions[0] ?? '',
      power,
      territory: [region],
      from: '2020-01-01',
      to: null,
    })),
  },
})

const ACTORS = {
  anonymous: { kind: 'anonymous' },
  stranger: account('stranger', [STRANGER]),
  member: account('member', [MEMBER]),
  manager: account('the-manager', [MANAGEMENT], [['document.publish', 'DE-BY']]),
  bavaria: account('bavaria', [id('aut', 1)], [['document.publish', 'DE-BY']]),
  hesse: account('hesse-authority', [id('aut', 2)], [['document.publish', 'DE-HE']]),
  ministry: account('ministry-national', [id('aut', 3)], [['document.publish', '*']]),
} as const satisfies Record<string, Actor>
export type ActorName = keyof typeof ACTORS

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

/** The platform's documents, over tables and a bucket in memory. */
export const knowledge = () => {
  const table = new MemoryTable()
  const bucket = new Map<string, Uint8Array>()
  let ids = 0
  const newId: NewId = (schema, prefix) => schema.parse(id(prefix, ++ids))
  const handler = serve({
    contract: knowledgeContract,
    handlers: createKnowledge(
      { DOCUMENTS_BUCKET: 'documents' },
      {
        table,
        newId,
        reference: {
          pathOf,
          // Only the fact that there is one is looked at.
          find: async (_list, code) => (code === 'nothing' ? undefined : ({ code } as never)),
        },
        registry: {
          clusterRegions: async (cluster) => {
            const known = CLUSTERS[cluster]
            return (
              known && {
                regionPaths: known.regions.map((region) => PATHS[region] ?? []),
                category: 'optics',
                status: known.status,
                managementOrganisation: MANAGEMENT as never,
              }
            )
          },
          membershipFacts: async () => [
            {
              cluster: BAVARIAN_CLUSTER,
              organisation: MEMBER,
              from: '2021-01-01',
              to: null,
              suspended: [],
            } as never,
            {
              cluster: BAVARIAN_CLUSTER,
              organisation: STRANGER,
              from: '2021-01-01',
              to: '2026-03-01',
              suspended: [],
            } as never,
          ],
        },
        files: {
          form: async (key, file, now) => ({
            url: 'http://127.0.0.1/documents',
            fields: { key, 'Content-Type': file.mediaType },
            expiresAt: new Date(now.getTime() + 900_000),
          }),
          address: async (key, { disposition }, now) => ({
            url: `http://127.0.0.1/documents/${key}?disposition=${encodeURIComponent(disposition)}`,
            expiresAt: now,
          }),
        },
      },
    ),
    // The name of the actor is its credential.
    authenticate: async (credential) => ACTORS[(credential ?? 'anonymous') as ActorName],
    table,
    clock: () => new Date('2026-03-01T12:00:00Z'),
  })

  let requests = 0
  const call = async (
    as: ActorName,
    route: keyof typeof knowledgeContract.routes,
    request: {
      readonly params?: Readonly<Record<string, string>>
      readonly query?: Readonly<Record<string, string>>
      readonly body?: unknown
      readonly headers?: Readonly<Record<string, string>>
    } = {},
  ) => {
    const { method, path } = knowledgeContract.routes[route]
    const event = {
      version: '2.0',
      routeKey: `${method} /api/v1${path}`,
      rawPath: `/api/v1${path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => request.params?.[name] ?? '')}`,
      rawQueryString: new URLSearchParams(request.query).toString(),
      queryStringParameters: request.query,
      pathParameters: request.params,
      headers: {
        ...(as !== 'anonymous' && { authorization: as }),
        'content-type': 'application/json',
        ...request.headers,
      },
      requestContext: { requestId: `request-${++requests}`, http: { method, path } },
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      isBase64Encoded: false,
    }
    // The fields of the event and of the context that the pipeline reads.
    const response = await handler(event as never, { awsRequestId: 'lambda' } as never)
    return {
      status: response.statusCode,
      etag: String(response.headers?.['etag'] ?? ''),
      text: response.body ?? '',
      json: JSON.parse(response.body ?? 'null'),
    }
  }

  const objects = {
    read: async (key: string) => {
      const bytes = bucket.get(key)
      return bytes && { content: inPieces(bytes), etag: `"${sha256(bytes)}"` }
    },
    copy: async (from: string, etag: string, to: string) => {
      const bytes = bucket.get(from)
      if (bytes === undefined || `"${sha256(bytes)}"` !== etag) throw new Error('precondition failed')
      bucket.set(to, bytes)
    },
    remove: async (key: string) => {
      bucket.delete(key)
    },
  }
  const arrivals = createArrivals(
    { DOCUMENTS_BUCKET: 'documents' },
    { table, objects, clock: () => new Date('2026-03-01T12:01:00Z') },
  )
  const arrive = (key: string) =>
    arrivals({
      id: 'event-1',
      time: '2026-03-01T12:01:00Z',
      detail: { bucket: { name: 'documents' }, object: { key } },
    })

  /** Announces a document as an actor, sends its file and has it checked. */
  const publish = async (as: ActorName, body: Readonly<Record<string, unknown>> = {}, content = 'Hello') => {
    const created = await call(as, 'createDocument', { body: announced(content, body) })
    const { key } = created.json.upload.fields
    bucket.set(key, Buffer.from(content))
    await arrive(key)
    return String(created.json.document.id)
  }

  /** The ids of the documents that an actor finds. */
  const list = async (as: ActorName, query: Record<string, string> = {}, headers = {}) =>
    (await call(as, 'listDocuments', { query, headers })).json.items.map((item: { id: string }) => item.id)
  const read = (as: ActorName, documentId: string) => call(as, 'getDocument', { params: { documentId } })
  const download = (as: ActorName, documentId: string, query = {}) =>
    call(as, 'downloadDocument', { params: { documentId }, query })

  return { table, bucket, call, arrive, publish, objects, list, read, download }
}

/** What is announced of a text file with this content. */
export const announced = (content: string, more: Readonly<Record<string, unknown>> = {}) => ({
  titles: { en: 'A report', ru: 'Отчёт' },
  language: 'en',
  visibility: 'public',
  region: 'DE-BY',
  fileName: 'Отчёт за 2025 год.txt',
  mediaType: 'text/plain',
  size: Buffer.byteLength(content),
  sha256: sha256(content),
  ...more,
})

async function* inPieces(bytes: Uint8Array) {
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3)
}
