import { describe, expect, test } from 'vitest'
import { nextRunOf } from '../../../../../infra/local/scheduler/expression.ts'

const next = (expression: string, zone: string, after: string): string | undefined =>
  nextRunOf(expression, zone, new Date('2026-01-01T00:00:00Z'), 'schedule')(new Date(after))?.toISOString()

describe('schedules of EventBridge Scheduler', () => {
  test.each([
    ['cron(10 * * * ? *)', 'UTC', '2026-03-01T10:10:00Z', '2026-03-01T11:10:00.000Z'],
    // Daily at three, which a reader of five fields takes for hourly.
    ['cron(0 3 * * ? *)', 'UTC', '2026-03-01T04:00:00Z', '2026-03-02T03:00:00.000Z'],
    ['cron(0 3 * * ? *)', 'Europe/Berlin', '2026-07-01T04:00:00Z', '2026-07-02T01:00:00.000Z'],
    // 1 is Sunday; 1 March 2026 is one.
    ['cron(30 3 ? * 1 *)', 'UTC', '2026-02-25T00:00:00Z', '2026-03-01T03:30:00.000Z'],
    ['cron(30 3 ? * SUN *)', 'UTC', '2026-02-25T00:00:00Z', '2026-03-01T03:30:00.000Z'],
    ['cron(0 0 1 1 ? 2027)', 'UTC', '2026-02-25T00:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['rate(5 minutes)', 'UTC', '2026-01-01T00:07:00Z', '2026-01-01T00:10:00.000Z'],
    ['rate(1 hour)', 'UTC', '2026-01-01T01:00:00Z', '2026-01-01T02:00:00.000Z'],
  ])('%s in %s after %s is due at %s', (expression, zone, after, expected) => {
    expect(next(expression, zone, after)).toBe(expected)
  })

  test('a schedule that has passed is never due', () => {
    expect(next('cron(0 0 1 1 ? 2025)', 'UTC', '2026-01-01T00:00:00Z')).toBeUndefined()
  })

  test.each(['at(2026-01-01T00:00:00)', 'rate(0 minutes)', 'cron(61 * * * ? *)', 'hourly'])(
    '%s stops the start',
    (expression) => {
      expect(() => next(expression, 'UTC', '2026-01-01T00:00:00Z')).toThrow(/^schedule: /)
    },
  )
})
