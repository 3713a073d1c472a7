import { describe, expect, it } from 'vitest'
import { type Actor, covers, demandPower, mayUse, WHOLE_DEPLOYMENT } from '#kernel/access'
import { SecondFactorError } from '#kernel/errors'
import { secondFactorCheck } from '#kernel/http/second-factor'
import { DECIDING_POWERS, POWERS } from '#kernel/powers'

describe('a token shows a second factor', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['by mfa', { amr: ['pwd', 'mfa'] }, true],
    ['by a one-time code', { amr: ['otp'] }, true],
    ['by a hardware key', { amr: ['hwk'] }, true],
    ['by one method as text', { amr: 'mfa' }, true],
    ['by a class that the deployment names', { acr: 'urn:high' }, true],
    ['not by another class', { acr: 'urn:low' }, false],
    ['not by a password', { amr: ['pwd'] }, false],
    ['not by saying nothing', {}, false],
    ['not by what is no text', { amr: [1, null], acr: {} }, false],
  ])('%s', (_name, claims, shown) => {
    const check = secondFactorCheck({ SECOND_FACTOR: 'token', SECOND_FACTOR_ACR: 'urn:high urn:higher' })
    expect(check(claims)).toBe(shown)
  })

  it('or its sign-in service sees to it, or nobody asks', () => {
    for (const SECOND_FACTOR of ['provider', 'not-asked'] as const)
      expect(secondFactorCheck({ SECOND_FACTOR, SECOND_FACTOR_ACR: '' })({ amr: ['pwd'] })).toBe(true)
  })
})

describe('without a second factor', () => {
  const actor = (singleFactor: boolean): Actor => ({
    kind: 'account',
    subject: 's',
    today: '2026-03-01',
    singleFactor,
    capability: {
      subject: 's',
      person: 'per_1',
      positions: [],
      grants: POWERS.map((power) => ({
        grant: 'gra_1',
        holder: 'aut_1',
        power,
        territory: ['*'],
        from: '2026-01-01',
        to: null,
      })),
    },
  })

  it.each(POWERS)('%s is closed if it decides, and open if not', (power) => {
    for (const use of [demandPower, (who: Actor) => covers(who, power, WHOLE_DEPLOYMENT)]) {
      expect(() => use(actor(false), power)).not.toThrow()
      if (DECIDING_POWERS.has(power)) expect(() => use(actor(true), power)).toThrow(SecondFactorError)
      else expect(() => use(actor(true), power)).not.toThrow()
    }
  })

  it('what a power lets one see stays to be seen', () => {
    expect(mayUse(actor(true), 'cluster.register', WHOLE_DEPLOYMENT)).toBe(true)
  })
})
