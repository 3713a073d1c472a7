import type { ZodOpenApiMediaTypeObject, ZodOpenApiResponseObject } from 'zod-openapi'
import type { Route } from '#kernel/contract'
import { PROBLEMS, type ProblemCode } from '#kernel/errors'
import { Problem } from '#kernel/http/problem'
import { DECIDING_POWERS } from '#kernel/powers'

/** What can go wrong on a route, as far as its contract tells: what was declared, and what follows from the rest. */
const problemsOf = (route: Route): ReadonlySet<ProblemCode> => {
  const changes = route.method !== 'GET'
  const follows: Readonly<Record<ProblemCode, boolean>> = {
    // Every route refuses parameters that it does not know.
    'invalid-request': true,
    'invalid-cursor': route.paged === true,
    // A credential that is not good is refused on public routes as well.
    unauthenticated: true,
    forbidden: route.access !== 'public',
    'second-factor-required': typeof route.access === 'object' && DECIDING_POWERS.has(route.access.power),
    'not-found': route.params !== undefined,
    conflict: false,
    'likely-duplicates': false,
    busy: changes,
    'stale-version': route.concurrency === 'if-match',
    'too-large': route.body !== undefined,
    'unsupported-media-type': route.body !== undefined,
    'invalid-body': route.body !== undefined,
    'rule-failed': false,
    'key-reused': route.idempotent === true,
    'version-required': route.concurrency === 'if-match',
    // Stands on every route beside the gateway's own 429, below.
    'too-many-requests': false,
    internal: true,
    unavailable: true,
  }
  const declared = new Set<string>(route.problems)
  const codes = Object.keys(PROBLEMS) as ProblemCode[]
  return new Set(codes.filter((code) => follows[code] || declared.has(code)))
}

/** The problem responses of a route by status; routes with the same problems share them. */
export const problemResponses = (route: Route): Record<string, ZodOpenApiResponseObject> => {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of problemsOf(route)) {
    const { status } = PROBLEMS[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [String(status), responseFor(codes)]))
}

const responses = new Map<string, ZodOpenApiResponseObject>()

const responseFor = (codes: readonly ProblemCode[]): ZodOpenApiResponseObject => {
  const key = codes.join('-or-')
  const known = responses.get(key)
  if (known) return known
  const response: ZodOpenApiResponseObject = {
    id: key,
    description: codes.map((code) => `${PROBLEMS[code].title.en} (\`${code}\`)`).join('; '),
    content: {
      'application/problem+json': {
        schema: Problem,
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
      ...(codes.some((code) => BY_GATEWAY.has(code)) ? { 'application/json': GATEWAY_ANSWER } : {}),
    },
    ...(codes.some((code) => RETRIED.has(code)) && { headers: RETRY_AFTER }),
  }
  responses.set(key, response)
  return response
}

/** What the gateway answers by itself as well: bodies above 6 MB, functions that don't answer in time. */
const BY_GATEWAY: ReadonlySet<ProblemCode> = new Set(['too-large', 'unavailable'])
const RETRIED: ReadonlySet<ProblemCode> = new Set(['busy', 'unavailable'])

const exampleOf = (code: ProblemCode) => ({
  type: `urn:agglomera:problem:${code}`,
  code,
  title: PROBLEMS[code].title.en,
  status: PROBLEMS[code].status,
  detail: `${PROBLEMS[code].title.en}.`,
  instance: '/api/v1/clusters',
  traceId: '1-67891233-abcdef012345678912345678',
})

const RETRY_AFTER = {
  'Retry-After': { description: 'Seconds after which trying again makes sense', schema: { type: 'integer' } },
} as const

/** What only the gateway can answer comes as a bare message. */
const GATEWAY_ANSWER: ZodOpenApiMediaTypeObject = {
  schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
}

/** 429, on every route: an API key that has used up its minute, or the gateway's throttle. */
export const TOO_MANY_REQUESTS: ZodOpenApiResponseObject = {
  id: 'too-many-requests',
  description:
    'Too many requests; wait and try again. Of an API key that used up its requests of this minute it is problem details; of the throttle for all the gateway’s own answer.',
  content: {
    'application/problem+json': {
      schema: Problem,
      examples: { 'too-many-requests': { value: exampleOf('too-many-requests') } },
    },
    'application/json': GATEWAY_ANSWER,
  },
  headers: RETRY_AFTER,
}
