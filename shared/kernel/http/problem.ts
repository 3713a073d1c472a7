import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import * as z from 'zod'
import { DomainError, LikelyDuplicatesError, PROBLEM_CODES, PROBLEMS, UnavailableError } from '../errors.ts'
import type { Language, PlatformText } from '../localised-text.ts'

/** RFC 9457 problem details, as every error of the API reads. */
export const Problem = z
  .object({
    type: z.string().register(z.globalRegistry, { description: 'A stable URI of the kind of problem' }),
    code: z.enum(PROBLEM_CODES),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string(),
    traceId: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).exactOptional(),
    duplicates: z
      .array(z.object({ id: z.string(), score: z.number(), detail: z.string() }))
      .exactOptional()
      .register(z.globalRegistry, {
        description: 'Of likely-duplicates: what is probably the same, the likeliest first',
      }),
  })
  .register(z.globalRegistry, { id: 'Problem' })

const INTERNAL: PlatformText = {
  en: 'The platform failed; the operator finds the reason under the trace id.',
  ru: 'Сбой платформы; оператор найдёт причину по traceId.',
}

/** Failures of AWS services that pass, by name: throttling and their own failures. */
const PASSING = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'TooManyRequestsException',
  'RequestLimitExceeded',
  'SlowDown',
  'InternalServerError',
  'InternalError',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
  'NetworkingError',
])

/** Failures of the connection to them that pass, by the system's code. */
const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])

const passes = (error: Error): boolean =>
  PASSING.has(error.name) ||
  ('code' in error && typeof error.code === 'string' && UNREACHABLE.has(error.code))

/** The domain's error for what a use case threw; undefined for a fault of the platform itself. */
export const expectedError = (error: unknown): DomainError | undefined => {
  if (error instanceof DomainError) return error
  if (error instanceof Error && passes(error))
    return new UnavailableError(
      { en: 'The storage is busy; try again.', ru: 'Хранилище занято; повторите попытку.' },
      { retryAfter: 2, cause: error },
    )
  return undefined
}

/** Writes an error as problem details in the caller's language; what is unexpected says no more than its trace. */
export const problemResponse = (
  error: DomainError | undefined,
  request: { readonly path: string; readonly traceId: string; readonly language: Language },
): APIGatewayProxyStructuredResultV2 => {
  const code = error?.code ?? 'internal'
  const { status, title } = PROBLEMS[code]
  const { language } = request
  const problem: z.output<typeof Problem> = {
    type: `urn:agglomera:problem:${code}`,
    code,
    title: title[language],
    status,
    detail: (error?.detail ?? INTERNAL)[language],
    instance: request.path,
    traceId: request.traceId,
    ...(error &&
      error.faults.length > 0 && {
        errors: error.faults.map(({ pointer, detail }) => ({ pointer, detail: detail[language] })),
      }),
    ...(error instanceof LikelyDuplicatesError && {
      duplicates: error.duplicates.map((one) => ({ ...one, detail: one.detail[language] })),
    }),
  }
  return {
    statusCode: status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
      ...(code === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
      ...(error?.retryAfter !== undefined && { 'retry-after': String(error.retryAfter) }),
    },
    body: JSON.stringify(problem),
  }
}
