import * as z from 'zod'
import { type Actor, EVERYWHERE, holds } from '#kernel/access'
import { route } from '#kernel/contract'
import { sha256 } from '#kernel/digest'
import { Cluster, ClusterContent, ClusterFields } from '#registry/model'

/** What all contestants of P1 share: the same two routes on the platform's own schemas, the same stubbed storage, the
 *  same known token and the same power. */

export const Params = z.object({ clusterId: Cluster.shape.id })
export { Cluster, ClusterContent }

export const contract = {
  name: 'bench',
  routes: {
    getCluster: route({
      method: 'GET',
      path: '/clusters/{clusterId}',
      access: 'signed-in',
      summary: 'Read a cluster',
      params: Params,
      responses: { 200: Cluster },
    }),
    changeCluster: route({
      method: 'PUT',
      path: '/clusters/{clusterId}',
      access: { power: 'cluster.edit' },
      summary: 'Change a cluster',
      params: Params,
      body: ClusterContent,
      responses: { 200: Cluster },
      concurrency: 'if-match',
    }),
  },
} as const

const ID = 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4'

const content: z.output<typeof ClusterContent> = ClusterContent.parse({
  names: { en: 'Bio-refinery cluster of the invented coast', ru: 'Кластер биопереработки' },
  descriptions: { en: 'Thirty firms and four institutes that make plastics from algae.' },
  primaryCategory: 'BIO',
  categories: ['CHEM', 'ENERGY'],
  industries: ['C20', 'C21', 'M72'],
  regions: ['DE-HB', 'DE-NI'],
  website: 'https://cluster.example.org',
})

export const cluster: z.output<typeof Cluster> = Cluster.parse({
  id: ID,
  status: 'registered',
  ...ClusterFields.parse({ ...content, seat: { region: 'DE-HB' } }),
  entries: [],
  createdAt: '2026-03-01T09:30:00.000Z',
  updatedAt: '2026-03-01T09:30:00.000Z',
})

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.'.padEnd(900, 'x')

const account: Actor = {
  kind: 'account',
  subject: 'subject-1',
  today: '2026-03-01',
  capability: {
    subject: 'subject-1',
    person: 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4',
    positions: [{ holder: 'aut_01JD3Z5V9QK8M2N4P6R8S0T2V4', role: 'editor' }],
    grants: [
      {
        grant: 'gra_1',
        holder: 'aut_1',
        power: 'cluster.edit',
        territory: [EVERYWHERE],
        from: '2026-01-01',
        to: null,
      },
    ],
  },
}

const known = new Map([[sha256(TOKEN), account]])

/** Who it is, by the digest of a token that was verified before: what the platform does with a known token. */
export const authenticate = async (authorization: string | undefined): Promise<Actor> =>
  known.get(sha256((authorization ?? '').slice('Bearer '.length))) ?? { kind: 'anonymous' }

/** Whether the caller may use the route. */
export const mayEdit = (actor: Actor): boolean => holds(actor, 'cluster.edit')

export const person = (actor: Actor): string | undefined =>
  actor.kind === 'account' ? actor.capability?.person : undefined

const headers = {
  accept: 'application/json',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'de-DE,de;q=0.9,ru;q=0.8,en;q=0.7',
  authorization: `Bearer ${TOKEN}`,
  host: 'clusters.example.org',
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
  'x-amzn-trace-id': 'Root=1-65e1f3a8-0123456789abcdef01234567',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
}

/** The request as an event of API Gateway's payload 2.0, for every contestant the same. */
const event = (method: 'GET' | 'PUT', body?: string) => {
  const sent: Record<string, string> =
    body === undefined
      ? headers
      : {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'if-match': '"7"',
        }
  const path = `/api/v1/clusters/${ID}`
  const routeKey = `${method} /api/v1/clusters/{clusterId}`
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: '',
    headers: sent,
    pathParameters: { clusterId: ID },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'clusters.example.org',
      domainPrefix: 'clusters',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: headers['user-agent'] },
      requestId: 'request-1',
      routeKey,
      stage: '$default',
      time: '01/Mar/2026:09:30:00 +0000',
      timeEpoch: 1772357400000,
    },
  }
}

export const readEvent = () => event('GET')
export const changeEvent = () => event('PUT', JSON.stringify(content))

/** The event as every adapter's types accept it. */
export type BenchEvent = ReturnType<typeof readEvent>
