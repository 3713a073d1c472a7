import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Platform, suitePlatform } from '../support/platform.ts'
import { type Operation, readDocument } from './support/openapi-document.ts'
import { type Generated, requestsOf } from './support/requests.ts'

// Every operation of the published document gets fitting, spoilt and senseless requests of every kind of caller.
// Whatever comes: no failure of the platform, no status and no content that the document does not announce.

const SEED = Number(process.env['SEED'] ?? 20_261_123)
const REQUESTS = Number(process.env['REQUESTS'] ?? 60)

const document = readDocument()

/** What would end the callers' own powers if it were changed: then little would get past the door. */
const POWERS_OF_CALLERS = ['endGrant', 'changePosition', 'updateAuthority']

/** Where ids and codes that exist are read from. */
const LISTS = [
  '/code-lists/regions?limit=30',
  '/code-lists/industries?limit=30',
  '/code-lists/categories',
  '/registers',
  '/registers/national/entries?limit=10',
  '/applications?register=national&limit=10',
  '/clusters?limit=20',
  '/organisations?limit=20',
  '/authorities',
  '/persons',
  '/positions',
  '/grants?limit=20',
  '/indicators',
  '/jobs',
  '/documents',
]

const Problem = z.object({ status: z.int(), code: z.string() })

/** What the document does not allow about an answer. */
const faultOf = async (operation: Operation, response: Response): Promise<string | undefined> => {
  const { status } = response
  const text = await response.text()
  const said = `${status} ${text.slice(0, 600)}`
  // What the gateway cannot take now, it says itself; the platform has not failed.
  if (status >= 500 && !(status === 503 && text === '{"message":"Service Unavailable"}'))
    return `failed: ${said}`
  const declared = operation.replies.get(status)
  if (declared === undefined) return `an undeclared status: ${said}`
  if (declared.size === 0) return text === '' ? undefined : `content where none is declared: ${said}`
  const type = response.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
  if (!declared.has(type)) return `the undeclared type "${type}": ${said}`
  const validate = declared.get(type)
  if (validate === undefined) return undefined
  const content: unknown = type.endsWith('json') ? JSON.parse(text) : text
  if (!validate(content)) return `an undeclared shape (${JSON.stringify(validate.errors)}): ${said}`
  if (status >= 400 && type === 'application/problem+json' && Problem.parse(content).status !== status)
    return `a problem of another status: ${said}`
  return undefined
}

describe(`requests of every kind (seed ${SEED}, ${REQUESTS} an operation)`, () => {
  let platform: Platform
  const known: string[] = []
  const statuses = new Map<number, number>()

  beforeAll(async () => {
    platform = suitePlatform()
    for (const path of LISTS) {
      const response = await platform.api(path, { as: 'ministry' })
      expect(response.status, path).toBe(200)
      known.push(...namesIn(await response.json()))
    }
    expect(known.length).toBeGreaterThan(100)
    process.stderr.write(`Malformed input: SEED=${SEED} REQUESTS=${REQUESTS}\n`)
  })

  const send = async ({ as, path, headers, body }: Generated): Promise<Response> =>
    platform.api(path, {
      method: current.method,
      as,
      headers: byteHeaders(headers),
      ...(body !== undefined && { body: body.toWellFormed() }),
    })

  let current: Operation

  it.each(document.operations.map((operation) => [operation.id, operation] as const))(
    '%s',
    async (id, operation) => {
      current = operation
      const ids = POWERS_OF_CALLERS.includes(id) ? [] : known
      const requests = requestsOf(operation, { schemaAt: document.schemaAt, known: ids })
      await fc.assert(
        fc.asyncProperty(requests, async (request) => {
          const response = await send(request)
          statuses.set(response.status, (statuses.get(response.status) ?? 0) + 1)
          expect(await faultOf(operation, response)).toBeUndefined()
        }),
        { seed: SEED, numRuns: REQUESTS, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: false },
      )
    },
  )

  it('gets past the door and meets every kind of refusal', () => {
    const counts = Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b))
    process.stderr.write(`Answers by status: ${JSON.stringify(counts)}\n`)
    for (const status of [200, 201, 400, 401, 403, 404, 412, 415, 422])
      expect(counts).toHaveProperty([status])
  })
})

/** Ids and codes of an answer: short texts without blanks. */
const namesIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^[\w.-]{1,40}$/.test(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : []
}

/** The names of headers in small letters, so that a token of the request's own takes the caller's place. */
const byteHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
