import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  BusyError,
  ConflictError,
  DomainError,
  ForbiddenError,
  InvalidBodyError,
  NotFoundError,
  PROBLEM_CODES,
  PROBLEMS,
  type ProblemCode,
  RuleFailedError,
  UnavailableError,
} from '#kernel/errors'
import { logger } from '#kernel/logger'
import type { RequestParts } from '../../support/api-event.ts'
import { askInVain, given } from './support.ts'

afterEach(() => vi.restoreAllMocks())

describe('errors of use cases', () => {
  const broken: RequestParts = { route: '/broken/{id}', params: { id: 'a' } }
  const both = { en: 'English detail.', ru: 'Русское объяснение.' }

  class AnyError extends DomainError {
    override readonly name = 'AnyError'
    readonly code: ProblemCode
    constructor(code: ProblemCode) {
      super(both, { faults: [{ pointer: '/a', detail: both }], retryAfter: 7 })
      this.code = code
    }
  }

  it.each(PROBLEM_CODES.flatMap((code) => [[code, 'en'] as const, [code, 'ru'] as const]))(
    'answers %s in %s',
    async (code, language) => {
      vi.spyOn(logger, 'error').mockImplementation(() => {})
      given.failure = () => new AnyError(code)
      const { problem, headers } = await askInVain(
        { ...broken, headers: { 'accept-language': language } },
        code,
        language,
      )
      expect(problem.detail).toBe(both[language])
      expect(problem.errors).toEqual([{ pointer: '/a', detail: both[language] }])
      expect(headers['retry-after']).toBe('7')
    },
  )

  it.each([
    [new NotFoundError(both), 404],
    [new ForbiddenError(both), 403],
    [new ConflictError(both), 409],
    [new BusyError(), 409],
    [new RuleFailedError(both), 422],
    [new InvalidBodyError(both), 422],
    [new UnavailableError(both), 503],
  ])('answers %o with its status', async (error, status) => {
    vi.spyOn(logger, 'error').mockImplementation(() => {})
    given.failure = () => error
    await askInVain(broken, error.code)
    expect(PROBLEMS[error.code].status).toBe(status)
  })

  it('gives the trace of the caller', async () => {
    given.failure = () => new NotFoundError(both)
    await askInVain({ ...broken, headers: { 'x-amzn-trace-id': 'Root=1-2-3' } }, 'not-found')
  })

  it.each([
    'ThrottlingException',
    'ProvisionedThroughputExceededException',
    'InternalServerError',
    'TimeoutError',
  ])('answers 503 where the storage fails with %s, and logs why', async (name) => {
    const lines = vi.spyOn(logger, 'error').mockImplementation(() => {})
    given.failure = () => Object.assign(new Error('rate exceeded for arn:aws:secret'), { name })
    const { problem, headers } = await askInVain(broken, 'unavailable')
    expect(headers['retry-after']).toBe('2')
    expect(JSON.stringify(problem)).not.toContain('arn:aws')
    expect(JSON.stringify(lines.mock.calls)).toContain('arn:aws:secret')
  })

  it.each([
    ['a fault of the platform', () => new TypeError('secret-detail is not a function')],
    ['a reply that the contract does not declare', () => ({ secret: 'secret-detail' })],
    [
      'an error of the storage that does not pass',
      () => Object.assign(new Error('secret-detail'), { name: 'ValidationException' }),
    ],
  ])('answers 500 to %s and says no more than its trace', async (_name, fault) => {
    const lines = vi.spyOn(logger, 'error').mockImplementation(() => {})
    given.failure = fault
    const { text } = await askInVain(broken, 'internal')
    expect(text).not.toContain('secret-detail')
    expect(text).not.toMatch(/at .*\.ts/)
    expect(lines).toHaveBeenCalledOnce()
  })
})
