import { describe, expect, it } from 'vitest'
import {
  configFromContext,
  environmentConfig,
  environmentNames,
  parseEnvironment,
} from '../../infra/config.ts'

const context = (values: Record<string, unknown>) => ({ tryGetContext: (key: string) => values[key] })

describe('the configuration', () => {
  it.each(environmentNames())('of %s is valid', (name) => {
    expect(environmentConfig(name).name).toBe(name)
  })

  it('is dev unless another environment is asked for', () => {
    expect(configFromContext(context({})).name).toBe('dev')
    expect(configFromContext(context({ environment: 'prod' })).name).toBe('prod')
  })

  it('names the environments there are when asked for another', () => {
    expect(() => configFromContext(context({ environment: 'stage' }))).toThrow(
      'There is no environment "stage" in infra/config.ts (it has local, dev, prod)',
    )
  })

  it.each([
    ['a name that no resource could have', { name: 'My Platform' }, /name: must be 2 to 16/],
    ['an address with a slash at its end', { portalUrl: 'https://a.example/' }, /portalUrl: must not end/],
    [
      'an unknown time zone',
      { schedules: schedules({ timeZone: 'Mars/Olympus' }) },
      /timeZone: is not an IANA/,
    ],
    [
      'five cron fields',
      { schedules: schedules({ aggregateKpis: 'cron(10 * * * ?)' }) },
      /is not an AWS cron/,
    ],
    ['a retention that CloudWatch does not know', { logRetentionDays: 8 }, /logRetentionDays/],
    ['a switch that does not exist', { waf: true }, /waf/],
    ['an unknown proof of a second factor', { secondFactor: { proof: 'hope' } }, /secondFactor.proof/],
    ['an alarm address that is none', { alarmEmail: 'operations' }, /alarmEmail/],
  ])('refuses %s', (_what, change, message) => {
    expect(() => parseEnvironment({ ...environmentConfig('dev'), ...change })).toThrow(message)
  })
})

describe('a second factor', () => {
  it('is asked of tokens unless the environment says otherwise', () => {
    const { secondFactor: _none, ...rest } = environmentConfig('dev')
    expect(parseEnvironment(rest).secondFactor).toEqual({ proof: 'token', acr: [] })
    expect(environmentConfig('local').secondFactor.proof).toBe('token')
  })
})

function schedules(change: Record<string, string>) {
  return { ...environmentConfig('dev').schedules, ...change }
}
