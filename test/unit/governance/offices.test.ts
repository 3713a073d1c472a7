import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { addressReader } from '#governance/readers/addresses'
import { type OfficeReader, officeReader } from '#governance/readers/offices'
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

const BAVARIA = { regions: [['DE', 'DE-BY']] }

let platform: EmptyPlatform
let founder: Founder
let offices: OfficeReader

beforeEach(async () => {
  platform = await emptyPlatform()
  founder = await founderOf(platform)
  offices = officeReader(platform.table)
})

const using = async (
  day: string,
  resource: Parameters<Awaited<ReturnType<OfficeReader['using']>>>[0] = BAVARIA,
) => (await offices.using('cluster.register', day))(resource).map(({ person }) => person)

describe('who is in office', () => {
  it('are those with a position on the day, and who acts for them', async () => {
    const land = await founder.authority('land')
    const city = await founder.authority('city')
    await platform.handlers.createSubstitution(
      callOf<Routes['createSubstitution']>(founder.ministry, {
        body: {
          position: land.position.id,
          substitute: city.person,
          from: '2026-03-01',
          to: '2026-03-15',
          act: ACT,
        },
      }),
    )
    const at = async (day: string) => (await offices.at(land.id, day)).map(({ person }) => person)
    expect(await at('2025-12-31')).toEqual([])
    expect(await at('2026-02-28')).toEqual([land.person])
    expect(await at('2026-03-14')).toEqual([land.person, city.person])
  })
})

describe('who uses a power over something', () => {
  it('are editors and admins of the holders of grants that cover all of it, as grants and positions hold', async () => {
    const land = await founder.authority('land')
    await founder.authority('viewers', { role: 'viewer' })
    await founder.grant({ territory: ['DE-BY'], to: '2026-07-01' })
    await founder.grant({ holder: 'viewers', territory: ['DE-SN'] })
    expect(await using('2026-03-01')).toEqual([land.person])
    expect(await using('2026-07-01')).toEqual([])
    expect(
      await using('2026-03-01', {
        regions: [
          ['DE', 'DE-BY'],
          ['DE', 'DE-SN'],
        ],
      }),
    ).toEqual([])
    expect(await using('2026-03-01', { regions: [['DE', 'DE-SN']] })).toEqual([])
  })

  it('are those of a cluster that a grant names', async () => {
    const land = await founder.authority('land')
    await founder.grant({ territory: [], clusters: [CLUSTERS.spanning] })
    expect(await using('2026-03-01', { ...BAVARIA, cluster: CLUSTERS.spanning })).toEqual([land.person])
    expect(await using('2026-03-01')).toEqual([])
  })

  it('are the same people at an authority that takes over another', async () => {
    const land = await founder.authority('land')
    const state = await founder.authority('state')
    await founder.grant()
    await platform.handlers.endAuthority(
      callOf<Routes['endAuthority']>(founder.ministry, {
        params: { authorityId: land.id },
        body: {
          kind: 'merged',
          on: '2026-04-01',
          act: ACT,
          successor: 'state',
          positions: 'taken-over',
          grants: 'taken-over',
        },
        expectedVersion: 1,
      }),
    )
    expect(await using('2026-03-31')).toEqual([land.person])
    expect((await using('2026-04-01')).sort()).toEqual([land.person, state.person].sort())
  })
})

it('the address of a person is known until the person is erased', async () => {
  const land = await founder.authority('land')
  const addressOf = addressReader(platform.personalTables)
  expect(await addressOf(land.person)).toBe('land@sample.agglomera.invalid')
  await platform.personal.erase(land.person)
  expect(await addressOf(land.person)).toBeUndefined()
  expect(await addressOf('per_unknown')).toBeUndefined()
})
