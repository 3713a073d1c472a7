import { beforeEach, describe, expect, it } from 'vitest'
import { ApiKeyStore } from '#governance/api-keys/api-key-store'
import type { governanceContract } from '#governance/contract'
import { AuthorityId } from '#governance/model'
import { type ApiKeyId, USE_BY_MACHINES } from '#governance/model/api-key'
import { type Actor, actorId, demandPower, isSameHand, mayUse, refuseOwn, signedIn } from '#kernel/access'
import { apiKeyIdIn } from '#kernel/api-key'
import { ForbiddenError, NotFoundError, RuleFailedError, SecondFactorError } from '#kernel/errors'
import { withApiKeys } from '#kernel/http/authenticate-key'
import { keyUsage } from '#kernel/key-usage'
import { POWERS, type Power } from '#kernel/powers'
import { ACT, callOf, type EmptyPlatform, emptyPlatform } from './support.ts'

type Routes = typeof governanceContract.routes

const AT = new Date('2026-03-01T09:00:00.000Z')
const BAVARIA = { regions: [['DE', 'DE-BY']] }
const SAXONY = { regions: [['DE', 'DE-SN']] }

const KEY = {
  holder: 'office',
  title: 'Nightly statistics',
  powers: ['statistics.import'] as Power[],
  territory: ['DE-BY'],
  mayDecide: false,
  requestsPerMinute: 600,
  expiresOn: '2027-03-01',
}

let platform: EmptyPlatform
let ministry: Actor
let chief: Actor

const grant = async (holder: string, power: Power, rest: object = {}) =>
  (
    await platform.handlers.createGrant(
      callOf<Routes['createGrant']>(ministry, {
        body: {
          holder,
          power,
          territory: ['DE'],
          from: '2026-01-01',
          to: null,
          basis: 'Act 1',
          act: ACT,
          delegable: false,
          ...rest,
        },
      }),
    )
  ).body

const authority = (code: string) =>
  platform.handlers.createAuthority(
    callOf<Routes['createAuthority']>(ministry, {
      body: { code, names: { en: code, ru: code }, level: 'national', parent: null, territory: ['DE'] },
    }),
  )

const employ = async (subject: string, holder: string): Promise<Actor> => {
  const person = await platform.handlers.createPerson(
    callOf<Routes['createPerson']>(ministry, {
      body: { subject, name: subject, email: `${subject}@sample.agglomera.invalid` },
    }),
  )
  await platform.handlers.createPosition(
    callOf<Routes['createPosition']>(ministry, {
      body: { person: person.body.id, holder, role: 'admin', from: '2026-01-01', to: null },
    }),
  )
  return platform.actor(subject)
}

const make = async (changes: object = {}, by: Actor = chief) =>
  (await platform.handlers.createApiKey(callOf<Routes['createApiKey']>(by, { body: { ...KEY, ...changes } })))
    .body

const rotate = async (id: ApiKeyId, version: number, body: object = {}, by: Actor = chief) =>
  (
    await platform.handlers.rotateApiKey(
      callOf<Routes['rotateApiKey']>(by, { params: { keyId: id }, body, expectedVersion: version }),
    )
  ).body

/** Who a token is, by what stands in the table now. */
const machine = (token: string, at = AT): Promise<Actor> => {
  const keys = new ApiKeyStore(platform.table)
  return withApiKeys(
    async () => ({ kind: 'anonymous' }),
    (id) => keys.credential(id),
    (credential) => keys.capability(credential),
  )(`Bearer ${token}`, at)
}

beforeEach(async () => {
  platform = await emptyPlatform()
  ministry = await platform.actor('ministry')
  await authority('office')
  for (const power of ['api-key.manage', 'statistics.import', 'cluster.register', 'kpi.submit'] as const)
    await grant('office', power)
  chief = await employ('chief', 'office')
})

describe('an API key', () => {
  it('may do what its powers say in its territory, and nothing else', async () => {
    const { token } = await make()
    const actor = await machine(token)
    expect(mayUse(actor, 'statistics.import', BAVARIA)).toBe(true)
    expect(mayUse(actor, 'statistics.import', SAXONY)).toBe(false)
    expect(mayUse(actor, 'kpi.submit', BAVARIA)).toBe(false)
    expect(actorId(actor)).toBe(apiKeyIdIn(token))
  })

  it('keeps its secret nowhere: no record contains it', async () => {
    const { token, id } = await make()
    await rotate(id, 1)
    const secret = token.slice(-49)
    expect(JSON.stringify(platform.table.all())).not.toContain(secret)
  })

  it('tells about itself without a person', async () => {
    const actor = await machine((await make()).token)
    const { body } = await platform.handlers.me(callOf<Routes['me']>(actor, {}))
    expect(body).toMatchObject({ person: null, key: { territory: ['DE-BY'], requestsPerMinute: 600 } })
    expect(body.powers.map(({ power }) => power)).toEqual(['statistics.import'])
  })

  it.each<[string, object, typeof ForbiddenError | typeof RuleFailedError]>([
    ['with a power that its maker does not hold', { powers: ['target.set'] }, ForbiddenError],
    ['over more than its maker’s territory', { territory: ['*'] }, ForbiddenError],
    ['over an unknown region', { territory: ['XX'] }, RuleFailedError],
    ['that has already ended', { expiresOn: '2026-03-01' }, RuleFailedError],
    ['for more than two years', { expiresOn: '2028-03-02' }, RuleFailedError],
    ['that decides without saying so', { powers: ['cluster.register'] }, RuleFailedError],
  ])('%s is refused', async (_name, changes, error) => {
    await expect(make(changes)).rejects.toThrow(error)
  })

  it.each(POWERS.filter((power) => USE_BY_MACHINES[power] === 'never'))(
    'never holds %s, whoever makes it',
    async (power) => {
      await expect(make({ powers: [power], mayDecide: true })).rejects.toThrow(RuleFailedError)
    },
  )

  it('may register where its maker says so', async () => {
    const { token } = await make({ powers: ['cluster.register'], mayDecide: true })
    expect(mayUse(await machine(token), 'cluster.register', BAVARIA)).toBe(true)
  })

  it('decides without a second factor by the power that was given to it, and by no other', async () => {
    const { token } = await make({ powers: ['cluster.register'], mayDecide: true })
    const actor = await machine(token)
    expect(actor).toMatchObject({ singleFactor: true })
    expect(() => demandPower(actor, 'cluster.register')).not.toThrow()
    signedIn(actor)
    const { capability } = await platform.actor('chief')
    expect(() => demandPower({ ...actor, capability }, 'api-key.manage')).toThrow(SecondFactorError)
  })

  it('is told apart from a person where its powers are explained', async () => {
    const actor = await machine((await make()).token)
    const explain = async (regions: string, power: Power) =>
      (
        await platform.handlers.explainPower(
          callOf<Routes['explainPower']>(actor, { query: { power, regions } }),
        )
      ).body
    expect(await explain('DE-BY', 'statistics.import')).toMatchObject({ allowed: true, person: null })
    for (const [region, power] of [
      ['DE-SN', 'statistics.import'],
      ['DE-BY', 'kpi.submit'],
    ] as const)
      expect(await explain(region, power)).toMatchObject({ allowed: false, reasons: [{ code: 'key-scope' }] })
  })

  it('does not decide about its own holder', async () => {
    const { token, holder } = await make()
    const actor = await machine(token)
    expect(() => refuseOwn(actor, [holder])).toThrow(ForbiddenError)
    expect(() => refuseOwn(actor, ['org_other'])).not.toThrow()
  })

  it('ends with its holder', async () => {
    const { token, holder } = await make()
    await platform.handlers.endAuthority(
      callOf<Routes['endAuthority']>(ministry, {
        params: { authorityId: AuthorityId.parse(holder) },
        body: {
          kind: 'dissolved',
          on: '2026-02-01',
          act: ACT,
          successor: null,
          positions: 'ended',
          grants: 'ended',
        },
        expectedVersion: 1,
      }),
    )
    expect(mayUse(await machine(token), 'statistics.import', BAVARIA)).toBe(false)
  })

  it('for another holder has no more than that holder', async () => {
    await authority('other')
    await expect(make({ holder: 'other' })).rejects.toThrow(RuleFailedError)
    await grant('other', 'statistics.import', { territory: ['DE-SN'] })
    await expect(make({ holder: 'other' })).rejects.toThrow(/does not hold statistics.import/)
    const { token } = await make({ holder: 'other', territory: ['DE-SN'] })
    expect(mayUse(await machine(token), 'statistics.import', SAXONY)).toBe(true)
  })

  it('ends with the grant of its holder, and comes to more with no other one', async () => {
    const first = await grant('office', 'target.set')
    chief = await platform.actor('chief')
    const { token } = await make({ powers: ['target.set'] })
    expect(mayUse(await machine(token), 'target.set', BAVARIA)).toBe(true)
    await platform.handlers.endGrant(
      callOf<Routes['endGrant']>(ministry, {
        params: { grantId: first.id },
        body: { to: '2026-02-01', act: ACT },
        expectedVersion: 1,
      }),
    )
    expect(mayUse(await machine(token), 'target.set', BAVARIA)).toBe(false)
    await grant('office', 'target.set', { territory: ['*'], from: '2026-02-02' })
    expect(mayUse(await machine(token), 'target.set', BAVARIA)).toBe(true)
    expect(mayUse(await machine(token), 'target.set', SAXONY)).toBe(false)
    expect(mayUse(await machine(token), 'kpi.submit', BAVARIA)).toBe(false)
  })

  it('is made as often as several people make one at once', async () => {
    await Promise.all([make(), make(), make()])
    const { body } = await platform.handlers.listApiKeys(callOf<Routes['listApiKeys']>(chief, {}))
    expect(body.items).toHaveLength(3)
  })
})

describe('a rotated API key', () => {
  it('works by both secrets until the date, under the same id', async () => {
    const { token: old, id } = await make()
    const until = '2026-03-08T00:00:00.000Z'
    const { token: young, secrets } = await rotate(id, 1, { oldUntil: until, expiresOn: '2028-02-01' })
    expect(secrets).toMatchObject([{ until }, { until: null }])
    const [before, after] = [new Date('2026-03-07T23:59:59.000Z'), new Date(until)]
    expect(await machine(old, before)).toMatchObject({ subject: id })
    expect(await machine(young, before)).toMatchObject({ subject: id })
    await expect(machine(old, after)).rejects.toThrow(/replaced/)
    expect(await machine(young, new Date('2028-01-31T00:00:00.000Z'))).toMatchObject({ subject: id })
  })

  it('keeps no third secret', async () => {
    const { token: first, id } = await make()
    const { token: second } = await rotate(id, 1)
    await rotate(id, 2)
    await expect(machine(first)).rejects.toThrow(/replaced/)
    expect(await machine(second)).toMatchObject({ subject: id })
  })

  it('is not rotated for too long an overlap, nor once it is over', async () => {
    const { id } = await make()
    await expect(rotate(id, 1, { oldUntil: '2026-06-01T00:00:00.000Z' })).rejects.toThrow(RuleFailedError)
    await platform.handlers.revokeApiKey(
      callOf<Routes['revokeApiKey']>(chief, { params: { keyId: id }, expectedVersion: 1 }),
    )
    await expect(rotate(id, 2)).rejects.toThrow(/revoked/)
  })
})

describe('a revoked API key', () => {
  it('is refused, and no later grant wakes it', async () => {
    const { token, id } = await make()
    await platform.handlers.revokeApiKey(
      callOf<Routes['revokeApiKey']>(chief, { params: { keyId: id }, expectedVersion: 1 }),
    )
    await expect(machine(token)).rejects.toThrow(/revoked/)
    await grant('office', 'statistics.import', { territory: ['DE-BY'], from: '2026-02-01' })
    await expect(machine(token)).rejects.toThrow(/revoked/)
  })
})

describe('four eyes', () => {
  it('take a key and those who were shown its secret for one, and no two keys for two', async () => {
    const { token, id } = await make()
    const other = await make()
    const key = await machine(token)
    const deputy = await employ('deputy', 'office')
    expect(isSameHand(await platform.actor('chief'), id)).toBe(true)
    expect(isSameHand(key, actorId(chief))).toBe(true)
    expect(isSameHand(key, other.id)).toBe(true)
    expect(isSameHand(deputy, id)).toBe(false)
    expect(isSameHand(key, actorId(deputy))).toBe(false)

    await rotate(id, 1, {}, deputy)
    expect(isSameHand(await platform.actor('deputy'), id)).toBe(true)
    expect(isSameHand(await machine(token), actorId(deputy))).toBe(true)
  })

  it('remember it through later changes of positions and grants', async () => {
    const { id } = await make()
    await grant('office', 'kpi.verify')
    expect(isSameHand(await platform.actor('chief'), id)).toBe(true)
  })
})

describe('the list of API keys', () => {
  it('shows each with when it was used last, and only where the caller manages keys', async () => {
    const { token, id } = await make()
    await keyUsage(platform.usage)(id, 600, AT)
    const { body } = await platform.handlers.listApiKeys(callOf<Routes['listApiKeys']>(chief, {}))
    expect(body.items).toMatchObject([{ id, title: KEY.title, lastUsedAt: AT.toISOString() }])
    expect(JSON.stringify(body)).not.toMatch(/digest/)

    await authority('saxony')
    await grant('saxony', 'api-key.manage', { territory: ['DE-SN'] })
    const saxon = await employ('saxon', 'saxony')
    const elsewhere = await platform.handlers.listApiKeys(callOf<Routes['listApiKeys']>(saxon, {}))
    expect(elsewhere.body.items).toEqual([])
    const read = platform.handlers.getApiKey(callOf<Routes['getApiKey']>(saxon, { params: { keyId: id } }))
    await expect(read).rejects.toThrow(NotFoundError)
    await expect(rotate(id, 1, {}, saxon)).rejects.toThrow(ForbiddenError)
    await expect(rotate(id, 1, {}, await machine(token))).rejects.toThrow(ForbiddenError)
  })
})
