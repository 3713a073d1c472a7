import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { LambdaFunctions } from '#delivery/failures/function-store'
import { NoAnswerError, NotCallableError } from '#delivery/failures/ports'
import type { Caller } from '../../../../../infra/local/iam.ts'
import type { LocalFunction } from '../../../../../infra/local/lambda/function.ts'
import { type LambdaService, startLambdaService } from '../../../../../infra/local/lambda/service.ts'

const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:000000000000:function:${name}`

const functionNamed = (name: string): LocalFunction => ({
  name,
  arn: arnOf(name),
  file: '',
  exportName: 'handler',
  timeoutSeconds: 1,
  memoryMegabytes: 128,
  environment: {},
})

/** May call all functions but `forbidden`. */
const caller: Caller = {
  name: 'redriver',
  arn: 'arn:aws:sts::000000000000:assumed-role/redriver/redriver',
  credentials: { accessKeyId: 'REDRIVER', secretAccessKey: 'secret' },
  allows: (action, resource) => action === 'lambda:InvokeFunction' && resource !== arnOf('forbidden'),
}

const soon = () => new Date(Date.now() + 10_000)

describe('one function calls another', () => {
  const accepted: unknown[] = []
  let service: LambdaService
  let functions: LambdaFunctions

  beforeAll(async () => {
    service = await startLambdaService({
      operator: caller,
      byAccessKey: (id) => (id === 'REDRIVER' ? caller : undefined),
      ofFunction: () => caller,
      ofRole: () => caller,
    })
    service.open({
      functions: new Map(['echo', 'broken', 'slow', 'forbidden'].map((name) => [name, functionNamed(name)])),
      invoke: async (name, event) => {
        if (name === 'slow') return new Promise(() => undefined)
        return name === 'broken'
          ? { error: { errorType: 'RangeError', errorMessage: 'out of it' } }
          : { payload: { echoed: event } }
      },
      invokeAsync: (arn, event) => accepted.push([arn, event]) > 0,
    })
  })
  beforeEach(() => {
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', service.endpoint)
    vi.stubEnv('AWS_REGION', 'eu-central-1')
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'REDRIVER')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    functions = new LambdaFunctions()
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await service.stop()
  })

  it('and gets its answer, or the error that it ended with', async () => {
    expect(await functions.call('echo', { a: 'ж' }, soon())).toEqual({ payload: { echoed: { a: 'ж' } } })
    expect(await functions.call('broken', {}, soon())).toEqual({
      error: { errorType: 'RangeError', errorMessage: 'out of it' },
    })
  })

  it('and does not wait for what it hands over', async () => {
    await functions.start('echo', { b: 1 })
    expect(accepted).toEqual([[arnOf('echo'), { b: 1 }]])
  })

  it('and waits no longer than it can', async () => {
    await expect(functions.call('slow', {}, new Date(Date.now() + 50))).rejects.toThrow(NoAnswerError)
  })

  it.each([
    ['nobody', 'ResourceNotFoundException'],
    ['forbidden', 'AccessDeniedException'],
  ])('but not %s, and is told why (%s)', async (name, reason) => {
    await expect(functions.call(name, {}, soon())).rejects.toThrow(new NotCallableError(reason))
    await expect(functions.start(name, {})).rejects.toThrow(new NotCallableError(reason))
  })
})
