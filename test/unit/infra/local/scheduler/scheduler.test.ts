import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { nextRunOf } from '../../../../../infra/local/scheduler/expression.ts'
import { type LocalSchedule, startScheduler } from '../../../../../infra/local/scheduler/scheduler.ts'

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-01-01T00:00:30Z') }))
afterEach(() => void vi.useRealTimers())

const schedule = (deadLetters?: string): LocalSchedule => ({
  path: 'schedule',
  nextRun: nextRunOf('cron(1 * * * ? *)', 'UTC', new Date(0), 'schedule'),
  functionArn: 'arn:job',
  roleArn: 'arn:role',
  input: { repair: false },
  deadLetters,
})

const start = (options: { found?: boolean; allowed?: boolean; deadLetters?: string }) => {
  const invoked: unknown[] = []
  const dead: unknown[] = []
  const caller = { name: 'r', arn: 'r', credentials: { accessKeyId: '', secretAccessKey: '' } }
  const stop = startScheduler({
    schedules: [schedule(options.deadLetters)],
    iam: { ofRole: () => ({ ...caller, allows: () => options.allowed ?? true }) },
    invokeAsync: (arn, event) => {
      invoked.push([arn, event, new Date().toISOString()])
      return options.found ?? true
    },
    send: async (queue, body, { ERROR_CODE }) => void dead.push([queue, body, ERROR_CODE]),
  })
  return { invoked, dead, stop }
}

describe('the scheduler', () => {
  test('hands the input to the function whenever it is due, until stopped', async () => {
    const { invoked, stop } = start({})
    await vi.advanceTimersByTimeAsync(2 * 3600_000)
    stop()
    await vi.advanceTimersByTimeAsync(2 * 3600_000)
    expect(invoked).toEqual([
      ['arn:job', { repair: false }, '2026-01-01T00:01:00.000Z'],
      ['arn:job', { repair: false }, '2026-01-01T01:01:00.000Z'],
    ])
  })

  test.each([
    [{ found: false }, 'RESOURCE_NOT_FOUND'],
    [{ allowed: false }, 'ACCESS_DENIED'],
  ])('what cannot be delivered ends in the dead letters: %o', async (options, code) => {
    const { dead, stop } = start({ ...options, deadLetters: 'arn:queue' })
    await vi.advanceTimersByTimeAsync(60_000)
    stop()
    expect(dead).toEqual([['arn:queue', '{"repair":false}', code]])
  })
})
