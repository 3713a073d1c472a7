import { describe, expect, it } from 'vitest'
import {
  type Actor,
  actorId,
  type CapabilityGrant,
  coveringGrant,
  covers,
  demandPower,
  holds,
  type KeyScope,
  mayUse,
  type Resource,
  refuseOwn,
  signedIn,
  WHOLE_DEPLOYMENT,
} from '#kernel/access'
import { ForbiddenError, UnauthenticatedError } from '#kernel/errors'

const grant = (rest: Partial<CapabilityGrant> = {}): CapabilityGrant => ({
  grant: 'gra_1',
  holder: 'aut_1',
  power: 'cluster.register',
  territory: ['DE-BY'],
  from: '2026-01-01',
  to: null,
  ...rest,
})
const account = (grants: CapabilityGrant[], today = '2026-03-01', key?: KeyScope): Actor => ({
  kind: 'account',
  subject: 'subject-1',
  today,
  ...(key && { key }),
  capability: { subject: 'subject-1', person: 'per_1', positions: [], grants },
})
const anonymous: Actor = { kind: 'anonymous' }
const unknown: Actor = { kind: 'account', subject: 'subject-2', today: '2026-03-01' }

const munich: Resource = { regions: [['DE', 'DE-BY', 'DE-BY-M']] }
const bavariaAndHesse: Resource = {
  regions: [
    ['DE', 'DE-BY'],
    ['DE', 'DE-HE'],
  ],
}

describe('a power', () => {
  it.each<[string, Partial<CapabilityGrant>, Resource, boolean]>([
    ['of a region covers what lies below it', {}, munich, true],
    ['of a region does not cover what lies above it', {}, { regions: [['DE']] }, false],
    ['of a region does not cover its neighbour', {}, { regions: [['DE', 'DE-HE']] }, false],
    ['of one of two regions does not cover both', {}, bavariaAndHesse, false],
    ['of both regions covers both', { territory: ['DE-BY', 'DE-HE'] }, bavariaAndHesse, true],
    ['of the root covers all regions', { territory: ['DE'] }, bavariaAndHesse, true],
    ['of the root does not cover the whole deployment', { territory: ['DE'] }, WHOLE_DEPLOYMENT, false],
    ['of everywhere covers regions', { territory: ['*'] }, bavariaAndHesse, true],
    ['of everywhere covers the whole deployment', { territory: ['*'] }, WHOLE_DEPLOYMENT, true],
    ['of a category covers it', { categories: ['bio'] }, { ...munich, category: 'bio' }, true],
    ['of a category does not cover another', { categories: ['bio'] }, { ...munich, category: 'it' }, false],
    ['of a category does not cover what has none', { categories: ['bio'] }, munich, false],
    ['of all categories covers any', {}, { ...munich, category: 'it' }, true],
    ['another than the asked covers nothing', { power: 'cluster.edit' }, munich, false],
    ['from today covers', { from: '2026-03-01' }, munich, true],
    ['from tomorrow does not', { from: '2026-03-02' }, munich, false],
    ['that ended today does not', { to: '2026-03-01' }, munich, false],
    ['that ends tomorrow does', { to: '2026-03-02' }, munich, true],
  ])('%s', (_name, rest, resource, covered) => {
    const actor = account([grant(rest)])
    expect(mayUse(actor, 'cluster.register', resource)).toBe(covered)
    if (covered) expect(() => covers(actor, 'cluster.register', resource)).not.toThrow()
    else expect(() => covers(actor, 'cluster.register', resource)).toThrow(ForbiddenError)
  })

  it('over a named cluster covers it wherever it lies, in its categories, and nothing else', () => {
    const named = grant({ territory: [], clusters: ['clu_1'], categories: ['bio'] })
    const actor = account([named])
    const cluster = { ...bavariaAndHesse, cluster: 'clu_1', category: 'bio' }
    expect(coveringGrant(actor, 'cluster.register', cluster)).toEqual(named)
    for (const other of [{ ...cluster, category: 'it' }, { ...cluster, cluster: 'clu_2' }, WHOLE_DEPLOYMENT])
      expect(coveringGrant(actor, 'cluster.register', other)).toBeUndefined()
  })

  it('of an API key covers what both its grant and its own scope cover, whichever is the smaller', () => {
    const scope = {
      holder: 'aut_1',
      powers: ['cluster.register' as const],
      requestsPerMinute: 600,
      territory: ['DE'],
    }
    const wide = account([grant()], '2026-03-01', scope)
    const narrow = account([grant({ territory: ['DE'] })], '2026-03-01', { ...scope, territory: ['DE-BY'] })
    const bio = account([grant()], '2026-03-01', { ...scope, categories: ['bio'] })
    for (const actor of [wide, narrow]) {
      expect(mayUse(actor, 'cluster.register', munich)).toBe(true)
      expect(mayUse(actor, 'cluster.register', bavariaAndHesse)).toBe(false)
    }
    expect(mayUse(bio, 'cluster.register', { ...munich, category: 'bio' })).toBe(true)
    expect(mayUse(bio, 'cluster.register', { ...munich, category: 'it' })).toBe(false)
  })

  it('is not put together from grants that cover one region each', () => {
    const actor = account([grant(), grant({ territory: ['DE-HE'] })])
    expect(mayUse(actor, 'cluster.register', bavariaAndHesse)).toBe(false)
  })

  it('comes from any one of several grants', () => {
    const actor = account([grant({ territory: ['DE-HE'] }), grant({ power: 'cluster.edit' }), grant()])
    expect(mayUse(actor, 'cluster.register', munich)).toBe(true)
  })

  it('follows the day: the same capability answers another day anew', () => {
    const grants = [grant({ to: '2026-03-02' })]
    const today = account(grants)
    if (today.kind === 'anonymous') throw new Error('an account is meant')
    const tomorrow: Actor = { ...today, today: '2026-03-02' }
    expect([today, tomorrow, today].map((actor) => holds(actor, 'cluster.register'))).toEqual([
      true,
      false,
      true,
    ])
  })

  it('is held by who holds it anywhere, and by nobody else', () => {
    expect(holds(account([grant()]), 'cluster.register')).toBe(true)
    for (const actor of [anonymous, unknown, account([]), account([grant({ power: 'cluster.edit' })])])
      expect(holds(actor, 'cluster.register')).toBe(false)
  })
})

describe('a refusal', () => {
  it('keeps people from deciding on where they hold a position today', () => {
    const member = (to: string | null): Actor => ({
      kind: 'account',
      subject: 's',
      today: '2026-03-01',
      capability: {
        subject: 's',
        person: 'per_1',
        positions: [{ holder: 'org_1', role: 'viewer', from: '2026-01-01', to }],
        grants: [],
      },
    })
    expect(() => refuseOwn(member(null), ['org_2', 'org_1'])).toThrow(ForbiddenError)
    expect(() => refuseOwn(member('2026-03-01'), ['org_1'])).not.toThrow()
    expect(() => refuseOwn(member(null), ['org_2', undefined])).not.toThrow()
  })

  it('asks nobody to sign in who is, and everybody who is not', () => {
    expect(() => signedIn(anonymous)).toThrow(UnauthenticatedError)
    expect(() => signedIn(unknown)).not.toThrow()
    expect(() => demandPower(anonymous, 'cluster.register')).toThrow(UnauthenticatedError)
    expect(() => covers(anonymous, 'cluster.register', munich)).toThrow(UnauthenticatedError)
    expect(() => demandPower(unknown, 'cluster.register')).toThrow(ForbiddenError)
    expect(() => demandPower(account([grant()]), 'cluster.register')).not.toThrow()
  })

  it('names power and place', () => {
    const refused = () => covers(account([grant()]), 'cluster.register', bavariaAndHesse)
    expect(refused).toThrow('Your power cluster.register does not cover all regions concerned (DE-BY, DE-HE)')
    const whole = () => covers(account([grant()]), 'cluster.register', WHOLE_DEPLOYMENT)
    expect(whole).toThrow('(*)')
  })
})

describe('records', () => {
  it('name people by their id only', () => {
    expect(actorId(account([]))).toBe('per_1')
    expect(actorId(unknown)).toBe('unknown')
    expect(actorId(anonymous)).toBe('anonymous')
  })
})
