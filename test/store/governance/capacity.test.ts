import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import type { Actor } from '#kernel/access'
import type { Route } from '#kernel/contract'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import type { Units } from '../../support/counted-units.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { type Meter, meterOf } from '../../support/meter.ts'
import { type Parts, sumOf } from '../../support/parts.ts'
import { ACT, callOf, emptyPlatformIn, founderOf } from '../../unit/governance/support.ts'

// What powers take on DynamoDB: exactly their records.

type Routes = typeof governanceContract.routes

let dynoxide: Dynoxide
let meter: Meter
let given: Awaited<ReturnType<typeof founded>>

const founded = async () => {
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  const platform = await emptyPlatformIn(await table(), await table())
  const founder = await founderOf(platform)
  const land = await founder.authority('land')
  const city = await founder.authority('city')
  return { ...platform, ...founder, land, city, source: await founder.grant() }
}

beforeAll(async () => {
  dynoxide = await startDynoxide()
  meter = meterOf(dynoxide.client)
})
afterAll(() => dynoxide?.stop())
beforeEach(async () => {
  given = await founded()
})

let claims = 0
/** A call with an Idempotency-Key where the route takes one. */
const keyed = <R extends Route>(actor: Actor, rest: Parameters<typeof callOf<R>>[1]) => {
  claims += 1
  const claim = { id: `claim-${claims}`, requestHash: 'h', at: new Date('2026-03-01T09:00:00.000Z') }
  return callOf<R>(actor, { ...rest, claim })
}
const units = (reads: Parts, writes: Parts = {}): Units => ({ reads: sumOf(reads), writes: sumOf(writes) })

/** A grant of under 1 KB stands in two indexes; the holder's version makes changes there exclude each other. */
const GRANT = { grant: 2, 'index entries': 2, holder: 2 }
const PLACE = { 'authority by its code': 1, 'all of the holder': 1 }

const content = {
  holder: 'land',
  territory: ['DE'],
  from: '2026-01-01',
  to: null,
  basis: 'Act 1',
  act: ACT,
  delegable: true,
}

describe('capacity', () => {
  it('of grants: given, delegated, ended, handed over', async () => {
    const { handlers, ministry, source, actor } = given
    const body = { ...content, power: 'cluster.edit' as const }
    expect(await meter(() => handlers.createGrant(keyed<Routes['createGrant']>(ministry, { body })))).toEqual(
      units(PLACE, { reply: 2, ...GRANT }),
    )

    const part = { ...content, holder: 'city', territory: ['DE-BY'], from: '2026-02-01' }
    const delegation = { params: { grantId: source.id }, body: part }
    const land = await actor('land')
    expect(
      await meter(() => handlers.delegateGrant(keyed<Routes['delegateGrant']>(land, delegation))),
    ).toEqual(units({ ...PLACE, 'source by its id': 1.5, 'its holder': 0.5 }, { reply: 2, ...GRANT }))

    const handover = {
      params: { grantId: source.id },
      body: { holder: 'city', on: '2026-04-01', act: ACT },
      expectedVersion: 1,
    }
    expect(
      await meter(() => handlers.handOverGrant(keyed<Routes['handOverGrant']>(ministry, handover))),
    ).toEqual(
      units(
        { ...PLACE, 'index entry': 0.5, 'all of the former holder': 1, 'its state': 0.5 },
        { reply: 2, 'given and ended': 2 * sumOf(GRANT) },
      ),
    )
    const end = { params: { grantId: source.id }, body: { to: '2026-03-20', act: ACT }, expectedVersion: 2 }
    expect(await meter(() => handlers.endGrant(callOf<Routes['endGrant']>(ministry, end)))).toEqual(
      units({ 'index entry': 0.5, 'all of the holder': 1, 'its state': 0.5 }, GRANT),
    )
  })

  it('of positions: the record, the holder, what the person’s powers follow from', async () => {
    const { handlers, ministry, city } = given
    const body = {
      person: city.person,
      holder: 'land',
      role: 'editor' as const,
      from: '2026-01-01',
      to: null,
    }
    expect(
      await meter(() => handlers.createPosition(keyed<Routes['createPosition']>(ministry, { body }))),
    ).toEqual(
      units(
        {
          ...PLACE,
          'person, by an erased one refused': 1,
          account: 1,
          authority: 1,
          'what its powers are': 0.5,
        },
        { reply: 2, position: 2, 'index entry': 1, holder: 2, account: 2 },
      ),
    )
  })

  it('of API keys: the key, its credential, the account that saw the secret', async () => {
    const { handlers, grant, actor } = given
    for (const power of ['api-key.manage', 'organisation.edit'] as const) await grant({ power })
    const land = await actor('land')
    const body = {
      holder: 'land',
      title: 'Statistics',
      powers: ['organisation.edit' as const],
      mayDecide: false,
      territory: ['DE-BY'],
      expiresOn: '2026-05-01',
      requestsPerMinute: 600,
    }
    let keyId = ''
    const made = await meter(async () => {
      keyId = (await handlers.createApiKey(callOf<Routes['createApiKey']>(land, { body }))).body.id
    })
    const KEY = { key: 2, 'index entry': 1, credential: 2 }
    expect(made).toEqual(
      units({ 'authority by its code': 1, 'what its powers are': 0.5, account: 1 }, { ...KEY, account: 2 }),
    )
    const rotation = { params: { keyId }, body: {}, expectedVersion: 1 }
    expect(await meter(() => handlers.rotateApiKey(callOf<Routes['rotateApiKey']>(land, rotation)))).toEqual(
      units({ 'key by its id': 1.5, account: 1 }, KEY),
    )
    const read = callOf<Routes['getApiKey']>(land, { params: { keyId } })
    expect(await meter(() => handlers.getApiKey(read))).toEqual(
      units({ 'key by its id': 0.5, 'last use': 0.5 }),
    )
  })

  it('of what somebody may do: the account, and one collection per holder', async () => {
    const { actor, handlers, source, delegate, land } = given
    expect(await meter(() => actor('land'))).toEqual(units({ account: 0.5, 'holder with its grants': 0.5 }))
    await delegate(source, 'land')
    expect(await meter(() => actor('city'))).toEqual(
      units({ account: 0.5, 'holder with its grants': 0.5, source: 0.5, 'its holder': 0.5 }),
    )
    const anybody = await actor('ministry')
    const one = callOf<Routes['getGrant']>(anybody, { params: { grantId: source.id } })
    expect(await meter(() => handlers.getGrant(one))).toEqual(units({ 'grant by its id': 0.5 }))
    const of = callOf<Routes['powersMatrix']>(anybody, { query: { holder: land.id } })
    expect(await meter(() => handlers.powersMatrix(of))).toEqual(
      units({ 'holder with its grants': 0.5, 'its name': 0.5 }),
    )
    const why = callOf<Routes['explainPower']>(await actor('land'), {
      query: { power: 'cluster.register', regions: 'DE-BY' },
    })
    expect(await meter(() => handlers.explainPower(why))).toEqual(
      units({ 'grants of the power': 0.5, source: 0.5, 'two holders': 1, 'their names': 1 }),
    )
  })
})
