import { beforeEach, describe, expect, it } from 'vitest'
import { capabilityOf } from '#governance/capability-of'
import type { governanceContract } from '#governance/contract'
import type { AuthorityId, SubstitutionContent } from '#governance/model'
import { type Actor, mayUse, positionsOf, refuseOwn, substitutedBy } from '#kernel/access'
import { changeBy } from '#kernel/entity'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { lengthy } from '../../support/lengthy.ts'
import { ACT, callOf, type EmptyPlatform, emptyPlatform, type Founder, founderOf } from './support.ts'

type Routes = typeof governanceContract.routes

const BAVARIA = { regions: [['DE', 'DE-BY']] }

let platform: EmptyPlatform
let founder: Founder

const end = (id: AuthorityId, changes: object, by: Actor = founder.ministry, version = 1) =>
  platform.handlers.endAuthority(
    callOf<Routes['endAuthority']>(by, {
      params: { authorityId: id },
      body: {
        kind: 'merged',
        on: '2026-04-01',
        act: ACT,
        successor: 'state',
        positions: 'taken-over',
        grants: 'taken-over',
        ...changes,
      },
      expectedVersion: version,
    }),
  )

const may = async (subject: string, today: string, resource = BAVARIA) =>
  mayUse(await platform.actor(subject, today), 'cluster.register', resource)

const matrixRow = async (holder: string, asOf: string) => {
  const call = callOf<Routes['powersMatrix']>({ kind: 'anonymous' }, { query: { holder, asOf } })
  return (await platform.handlers.powersMatrix(call)).body.items
}

beforeEach(async () => {
  platform = await emptyPlatform()
  founder = await founderOf(platform)
})

describe('an authority that is renamed', () => {
  it('keeps its former name with the act, and is shown by it for days of then', async () => {
    const land = await founder.authority('land')
    await founder.grant()
    const rename = (on: string, names: Record<string, string>, version: number) =>
      platform.handlers.renameAuthority(
        callOf<Routes['renameAuthority']>(founder.ministry, {
          params: { authorityId: land.id },
          body: { names, on, act: ACT },
          expectedVersion: version,
        }),
      )
    const { body } = await rename('2026-02-01', { en: 'State agency' }, 1)
    expect(body).toMatchObject({
      names: { en: 'State agency' },
      formerNames: [{ names: { en: 'land' }, until: '2026-02-01', act: ACT }],
    })
    const nameOn = async (day: string) => (await matrixRow(land.id, day))[0]?.holderNames
    expect(await nameOn('2026-01-31')).toEqual({ en: 'land' })
    expect(await nameOn('2026-02-01')).toEqual({ en: 'State agency' })
    await expect(rename('2026-02-01', { en: 'Again' }, 2)).rejects.toThrow(RuleFailedError)
    await expect(rename('2027-01-01', { en: 'To come' }, 2)).rejects.toThrow(RuleFailedError)
  })
})

describe('an authority that is merged', () => {
  it('hands over its territory, grants and positions on the day, and what was delegated goes on', async () => {
    const land = await founder.authority('land', { territory: ['DE-BY'] })
    const state = await founder.authority('state', { territory: ['DE-SN'] })
    await founder.authority('city')
    const grant = await founder.grant()
    await founder.delegate(grant, 'land')
    await end(land.id, {})

    expect([await may('land', '2026-03-31'), await may('state', '2026-03-31')]).toEqual([true, false])
    expect([await may('land', '2026-04-01'), await may('state', '2026-04-01')]).toEqual([true, true])
    expect([await may('city', '2026-03-31'), await may('city', '2026-04-01')]).toEqual([true, true])
    const after = await platform.actor('land', '2026-04-01')
    expect(positionsOf(after).map(({ holder }) => holder)).toEqual([state.id])

    const heir = (await platform.store.authority(state.id))?.value
    expect(heir?.absorbed).toEqual([{ authority: 'land', territory: ['DE-BY'], on: '2026-04-01', act: ACT }])
    expect((await platform.store.authority(land.id))?.value.ended).toMatchObject({
      kind: 'merged',
      successor: 'state',
      act: ACT,
    })
    expect(await matrixRow(land.id, '2026-03-31')).toHaveLength(1)
    expect(await matrixRow(land.id, '2026-04-01')).toHaveLength(0)
    expect(await matrixRow(state.id, '2026-04-01')).toMatchObject([{ grant: grant.id, holder: state.id }])
  })

  lengthy('reaches any number of people by four records', async () => {
    const land = await founder.authority('land')
    await founder.authority('state')
    for (let number = 0; number < 150; number++) {
      const person = await platform.handlers.createPerson(
        callOf<Routes['createPerson']>(founder.ministry, {
          body: { subject: `p${number}`, name: 'P', email: `p${number}@sample.agglomera.invalid` },
        }),
      )
      await platform.handlers.createPosition(
        callOf<Routes['createPosition']>(founder.ministry, {
          body: { person: person.body.id, holder: 'land', role: 'editor', from: '2026-01-01', to: null },
        }),
      )
    }
    await founder.grant()
    const before = new Set(platform.table.all())
    await end(land.id, {})
    expect(platform.table.all().filter((item) => !before.has(item))).toHaveLength(4)
    expect(await may('p149', '2026-04-01')).toBe(true)
  })

  it('gives nothing more to who has ended, nor to its code', async () => {
    const land = await founder.authority('land')
    await founder.authority('state')
    await end(land.id, {})
    await expect(founder.grant()).rejects.toThrow(/its successor/)
    await expect(founder.grant({ to: '2026-04-01' })).resolves.toMatchObject({ to: '2026-04-01' })
    await expect(end(land.id, {}, founder.ministry, 2)).rejects.toThrow(RuleFailedError)
  })

  it('has another authority, still there, as its successor', async () => {
    const land = await founder.authority('land')
    const state = await founder.authority('state')
    await expect(end(land.id, { successor: 'land' })).rejects.toThrow(RuleFailedError)
    await expect(end(land.id, { successor: 'nobody' })).rejects.toThrow(RuleFailedError)
    await end(state.id, { kind: 'dissolved', successor: null, positions: 'ended', grants: 'ended' })
    await expect(end(land.id, {})).rejects.toThrow(RuleFailedError)
  })

  it('is decided on by nobody who belongs to either', async () => {
    const land = await founder.authority('land')
    await founder.authority('state')
    await founder.grant({ holder: 'state', power: 'power.grant', territory: ['*'] })
    const heir = await platform.actor('state')
    await expect(end(land.id, {}, heir)).rejects.toThrow(ForbiddenError)
    await expect(end(land.id, { successor: 'founding' })).rejects.toThrow(ForbiddenError)
  })
})

describe('an authority that is dissolved', () => {
  it('without a successor ends with all its powers, and all delegated from them', async () => {
    const land = await founder.authority('land')
    await founder.authority('city')
    await founder.delegate(await founder.grant(), 'land')
    await end(land.id, { kind: 'dissolved', successor: null, positions: 'ended', grants: 'ended' })
    expect([await may('land', '2026-03-31'), await may('city', '2026-03-31')]).toEqual([true, true])
    expect([await may('land', '2026-04-01'), await may('city', '2026-04-01')]).toEqual([false, false])
  })

  it('may leave only its positions, or only its grants', async () => {
    const land = await founder.authority('land')
    await founder.authority('state')
    await founder.grant()
    await end(land.id, { positions: 'ended' })
    expect([await may('land', '2026-04-01'), await may('state', '2026-04-01')]).toEqual([false, true])
  })
})

describe('an acting official', () => {
  const substitute = (
    changes: Pick<SubstitutionContent, 'position' | 'substitute'> & Partial<SubstitutionContent>,
    by: Actor = founder.ministry,
  ) =>
    platform.handlers.createSubstitution(
      callOf<Routes['createSubstitution']>(by, {
        body: { from: '2026-03-01', to: '2026-03-15', act: ACT, ...changes },
      }),
    )

  it('uses the powers of the position while both hold, and the record says in whose stead', async () => {
    const land = await founder.authority('land')
    const city = await founder.authority('city')
    await founder.grant()
    await substitute({ position: land.position.id, substitute: city.person })
    const days = ['2026-02-28', '2026-03-01', '2026-03-14', '2026-03-15']
    expect(await Promise.all(days.map((day) => may('city', day)))).toEqual([false, true, true, false])
    const acting = await platform.actor('city', '2026-03-01')
    expect(substitutedBy(acting)).toEqual([land.person])
    const context = { actor: acting, requestId: 'r', at: new Date(0), language: 'en' as const }
    expect(changeBy(context, 'act')).toMatchObject({ actor: city.person, insteadOf: [land.person] })
    expect(() => refuseOwn(acting, [land.id])).toThrow(ForbiddenError)
  })

  it('loses them when the position ends or becomes a viewer’s', async () => {
    const land = await founder.authority('land')
    const city = await founder.authority('city')
    await founder.grant()
    await substitute({ position: land.position.id, substitute: city.person })
    await platform.handlers.changePosition(
      callOf<Routes['changePosition']>(founder.ministry, {
        params: { positionId: land.position.id },
        body: { role: 'viewer', to: null },
        expectedVersion: 1,
      }),
    )
    expect(await may('city', '2026-03-01')).toBe(false)
  })

  it('can be called back', async () => {
    const land = await founder.authority('land')
    const city = await founder.authority('city')
    await founder.grant()
    const { body } = await substitute({ position: land.position.id, substitute: city.person })
    const call = (to: string) =>
      platform.handlers.endSubstitution(
        callOf<Routes['endSubstitution']>(founder.ministry, {
          params: { substitutionId: body.id },
          body: { to, act: ACT },
          expectedVersion: 1,
        }),
      )
    await expect(call('2026-04-01')).rejects.toThrow(RuleFailedError)
    await call('2026-03-05')
    expect([await may('city', '2026-03-04'), await may('city', '2026-03-05')]).toEqual([true, false])
    expect((await capabilityOf(platform.store, 'city'))?.positions).toHaveLength(2)
  })

  it('is one at a time, another person, within the position, and never oneself', async () => {
    const land = await founder.authority('land')
    const city = await founder.authority('city')
    const position = land.position.id
    await expect(substitute({ position, substitute: land.person })).rejects.toThrow(RuleFailedError)
    await expect(substitute({ position, substitute: city.person, from: '2025-12-01' })).rejects.toThrow(
      RuleFailedError,
    )
    await founder.grant({ holder: 'city', power: 'power.grant', territory: ['*'] })
    const own = substitute({ position, substitute: city.person }, await platform.actor('city'))
    await expect(own).rejects.toThrow(ForbiddenError)
    await substitute({ position, substitute: city.person })
    await expect(substitute({ position, substitute: city.person })).rejects.toThrow(RuleFailedError)
  })
})
