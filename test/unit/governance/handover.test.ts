import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { type Actor, mayUse } from '#kernel/access'
import { ForbiddenError, RuleFailedError, SecondFactorError, StaleVersionError } from '#kernel/errors'
import {
  ACT,
  CLUSTERS,
  callOf,
  type EmptyPlatform,
  emptyPlatform,
  type Founder,
  founderOf,
} from './support.ts'

type Routes = typeof governanceContract.routes

const CLUSTER = { regions: [['DE', 'DE-BY']], category: 'aviation', cluster: CLUSTERS.spanning }

let platform: EmptyPlatform
let ministry: Actor
let founder: Founder
let given: Awaited<ReturnType<Founder['grant']>>

beforeEach(async () => {
  platform = await emptyPlatform()
  founder = await founderOf(platform)
  ministry = founder.ministry
  for (const holder of ['land', 'city', 'other']) await founder.authority(holder)
  given = await founder.grant({ power: 'cluster.edit', territory: [], clusters: [CLUSTERS.spanning] })
})

const handOver = (over: object = {}, by: Actor = ministry, { version = 1, grant = given.id } = {}) =>
  platform.handlers.handOverGrant(
    callOf<Routes['handOverGrant']>(by, {
      params: { grantId: grant },
      body: { holder: 'city', on: '2026-04-01', act: { ...ACT, number: '2' }, ...over },
      expectedVersion: version,
    }),
  )

const edits = async (subject: string, today: string) =>
  mayUse(await platform.actor(subject, today), 'cluster.edit', CLUSTER)

describe('handing a grant over', () => {
  it('gives the new holder on the day what the former has until then', async () => {
    const { body, version } = await handOver()
    expect(version).toBe(1)
    expect(body).toMatchObject({
      clusters: [CLUSTERS.spanning],
      from: '2026-04-01',
      to: null,
      act: { number: '2' },
    })
    expect([await edits('land', '2026-03-31'), await edits('city', '2026-03-31')]).toEqual([true, false])
    expect([await edits('land', '2026-04-01'), await edits('city', '2026-04-01')]).toEqual([false, true])
  })

  it('ends what the former holder had delegated', async () => {
    await founder.delegate(given, 'land', {
      holder: 'other',
      territory: [],
      clusters: [CLUSTERS.spanning],
    })
    await handOver()
    expect([await edits('other', '2026-03-31'), await edits('other', '2026-04-01')]).toEqual([true, false])
  })

  it('is written whole or not at all, once for two at a time', async () => {
    const outcomes = await Promise.allSettled([handOver(), handOver({ holder: 'other' })])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const holders = await Promise.all(['city', 'other'].map((one) => edits(one, '2026-04-01')))
    expect(holders.filter(Boolean)).toHaveLength(1)
  })

  it.each<[string, object]>([
    ['on a day that is past', { on: '2026-02-28' }],
    ['to the holder itself', { holder: 'land' }],
  ])('is refused %s', async (_, over) => {
    await expect(handOver(over)).rejects.toThrow(RuleFailedError)
  })

  it('is refused of a grant that does not hold on the day, or was delegated', async () => {
    const past = await founder.grant({ power: 'kpi.submit', to: '2026-04-01' })
    await expect(handOver({}, ministry, { grant: past.id })).rejects.toThrow(RuleFailedError)
    const part = await founder.delegate(await founder.grant({ power: 'kpi.verify' }), 'land')
    await expect(handOver({ holder: 'other' }, ministry, { grant: part.id })).rejects.toThrow(RuleFailedError)
  })

  it('is for who shares out powers, with a second factor, of the version that they saw', async () => {
    await expect(handOver({}, await platform.actor('land'))).rejects.toThrow(ForbiddenError)
    const weak: Actor = { ...(await platform.actor('ministry')), singleFactor: true }
    await expect(handOver({}, weak)).rejects.toThrow(SecondFactorError)
    await expect(handOver({}, ministry, { version: 7 })).rejects.toThrow(StaleVersionError)
  })

  it('is refused to who would receive it', async () => {
    await founder.grant({ holder: 'other', power: 'power.grant', territory: ['DE'] })
    const other = await platform.actor('other')
    await expect(handOver({ holder: 'other' }, other)).rejects.toThrow(ForbiddenError)
    await expect(handOver({}, other)).resolves.toMatchObject({ status: 201 })
  })
})
