import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { Grant, gapsAmong, nearestCommonRegion, overlapsAmong, type Standing } from '#governance/model'
import type { Actor } from '#kernel/access'
import { ForbiddenError, InvalidRequestError, NotFoundError } from '#kernel/errors'
import { pathOf, REGIONS } from '../../support/power-worlds.ts'
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

let number = 0
/** A grant of one power at a holder of its own, unless said otherwise. */
const standing = (changes: object = {}, holder?: string): Standing => {
  number += 1
  const id = String(number).padStart(26, '0')
  const grant = Grant.parse({
    id: `gra_${id}`,
    holder: `aut_${id}`,
    power: 'cluster.register',
    territory: ['A'],
    from: '2026-01-01',
    basis: 'Act',
    act: ACT,
    grantedBy: 'somebody',
    ...changes,
  })
  return { grant, holder: holder ?? grant.holder, from: grant.from, to: grant.to }
}

describe('two holders overlap', () => {
  it.each<[string, object, object, readonly string[]]>([
    [
      'where one has a part of the other’s territory',
      { territory: ['N'] },
      { territory: ['A1', 'B'] },
      ['A1', 'B'],
    ],
    ['everywhere the smaller one is', { territory: ['*'] }, { territory: ['A'] }, ['A']],
    ['not beside each other', { territory: ['A1'] }, { territory: ['A2'] }, []],
    ['not in different categories', { categories: ['c1'] }, { categories: ['c2'] }, []],
    ['where one has all categories', { categories: ['c1'] }, {}, ['A']],
    [
      'over a cluster that both name',
      { territory: [], clusters: [CLUSTERS.spanning] },
      { territory: [], clusters: [CLUSTERS.spanning] },
      [CLUSTERS.spanning],
    ],
    ['not when only one names the cluster', { territory: [], clusters: [CLUSTERS.spanning] }, {}, []],
  ])('%s', (_name, one, other, places) => {
    expect(overlapsAmong([standing(one), standing(other)], pathOf).flatMap((found) => found.places)).toEqual(
      places,
    )
  })

  it('in the categories that both have', () => {
    const found = (one: object, other: object) =>
      overlapsAmong([standing(one), standing(other)], pathOf).map(({ categories }) => categories)
    expect(found({ categories: ['c1', 'c2'] }, { categories: ['c2', 'c3'] })).toEqual([['c2']])
    expect(found({ categories: ['c1'] }, {})).toEqual([['c1']])
    expect(found({}, { categories: ['c1'] })).toEqual([['c1']])
    expect(found({}, {})).toEqual([undefined])
  })

  it('but none with itself, nor with where its power comes from', () => {
    expect(overlapsAmong([standing({}, 'aut_x'), standing({}, 'aut_x')], pathOf)).toEqual([])
    const source = standing()
    const part = standing({ sources: [{ holder: source.grant.holder, grant: source.grant.id }] })
    expect(overlapsAmong([source, part], pathOf)).toEqual([])
    const sibling = standing({ sources: [{ holder: source.grant.holder, grant: source.grant.id }] })
    expect(overlapsAmong([part, sibling], pathOf)).toHaveLength(1)
  })
})

describe('a gap', () => {
  const regions = REGIONS.map((code) => ({ code, path: pathOf(code), parent: pathOf(code).at(-2) ?? null }))
  const gaps = (...grants: readonly Standing[]) => gapsAmong(grants, regions, ['c1', 'c2'], '2026-03-01')

  it('is everywhere when nobody has the power, and nowhere when somebody has it everywhere', () => {
    expect(gaps()).toEqual([{ region: 'N', below: true }])
    expect(gaps(standing({ territory: ['*'] }))).toEqual([])
    expect(gaps(standing({ territory: ['N'] }))).toEqual([])
  })

  it('is told once for a region, and apart for what spans its parts', () => {
    expect(gaps(standing({ territory: ['A1', 'B', 'C'] }))).toEqual([
      { region: 'N', below: false },
      { region: 'A', below: false },
      { region: 'A2', below: true },
    ])
  })

  it('may be one of some categories', () => {
    const found = gaps(standing({ territory: ['N'], categories: ['c1'] }), standing({ territory: ['B'] }))
    expect(found).toEqual([
      { region: 'N', categories: ['c2'], below: false },
      { region: 'A', categories: ['c2'], below: true },
      { region: 'C', categories: ['c2'], below: true },
    ])
  })

  it('is not looked for in regions of another time', () => {
    const former = [...regions, { code: 'X', path: ['N', 'X'], parent: 'N', validTo: '2020-01-01' }]
    const found = gapsAmong([standing({ territory: ['A', 'B', 'C'] })], former, [], '2026-03-01')
    expect(found).toEqual([{ region: 'N', below: false }])
  })
})

describe('the nearest common region', () => {
  it.each([
    [['A1', 'A2'], 'A'],
    [['A1', 'B1'], 'N'],
    [['A1'], 'A1'],
    [['A', 'A1'], 'A'],
    [[], '*'],
  ])('of %j is %s', (codes, region) => {
    expect(nearestCommonRegion(codes.map(pathOf))).toBe(region)
  })
})

describe('over the API', () => {
  let platform: EmptyPlatform
  let founder: Founder

  beforeEach(async () => {
    platform = await emptyPlatform()
    founder = await founderOf(platform)
  })

  it('overlaps name both holders with their acts; a shared power has none', async () => {
    await founder.authority('land')
    await founder.authority('state')
    await founder.grant({ categories: ['aviation'] })
    await founder.grant({ holder: 'state', territory: ['DE-BY'] })
    const findings = async (power: 'cluster.register' | 'kpi.verify', asOf: string) => {
      const call = callOf<Routes['powerFindings']>({ kind: 'anonymous' }, { query: { power, asOf } })
      return (await platform.handlers.powerFindings(call)).body
    }
    expect(await findings('cluster.register', '2026-03-01')).toMatchObject({
      exclusive: true,
      overlaps: [
        {
          places: ['DE-BY'],
          categories: ['aviation'],
          grants: [
            { holderNames: { en: 'land' }, act: ACT },
            { holderNames: { en: 'state' }, act: ACT },
          ],
        },
      ],
      gaps: [
        { region: 'DE', categories: ['biotech'], below: false },
        { region: 'DE-SN', categories: ['biotech'], below: true },
      ],
    })
    expect((await findings('cluster.register', '2025-12-31')).overlaps).toEqual([])
    expect(await findings('kpi.verify', '2026-03-01')).toMatchObject({
      exclusive: false,
      overlaps: [],
      gaps: [{ region: 'DE', categories: null, below: true }],
    })
  })

  it('the matrix of a holder comes page by page', async () => {
    const land = await founder.authority('land')
    for (const power of ['cluster.edit', 'cluster.register', 'kpi.verify']) await founder.grant({ power })
    const powers: string[] = []
    let after: Readonly<Record<string, string>> | undefined
    do {
      const call = callOf<Routes['powersMatrix']>({ kind: 'anonymous' }, { query: { holder: land.id } })
      const { body } = await platform.handlers.powersMatrix({ ...call, page: { limit: 2, after } })
      powers.push(...body.items.map(({ power }) => power))
      after = body.next
    } while (after !== undefined)
    expect(powers).toEqual(['cluster.edit', 'cluster.register', 'kpi.verify'])
  })

  describe('why', () => {
    const ask = async (by: Actor, query: object) => {
      const call = callOf<Routes['explainPower']>(by, {
        query: { power: 'cluster.register' as const, regions: 'DE-BY', ...query },
      })
      return (await platform.handlers.explainPower(call)).body
    }
    const codes = async (by: Actor, query: object = {}) =>
      (await ask(by, query)).reasons.map(({ code }) => code)

    it('tells the grant with its act and the chain of its delegation', async () => {
      await founder.authority('land')
      await founder.authority('city')
      const source = await founder.grant()
      const part = await founder.delegate(source, 'land')
      expect(await ask(await platform.actor('city'), {})).toMatchObject({
        allowed: true,
        grant: {
          grant: part.id,
          act: ACT,
          insteadOf: null,
          sources: [{ grant: source.id, holderNames: { en: 'land' } }],
        },
        reasons: [],
        region: 'DE-BY',
        holders: [{ holderNames: { en: 'land' } }, { holderNames: { en: 'city' } }],
      })
    })

    it('tells every reason why not', async () => {
      await founder.authority('land')
      const land = () => platform.actor('land')
      expect(await codes(await platform.actor('nobody'))).toEqual(['no-position'])
      expect(await codes(await land())).toEqual(['no-grant'])
      await founder.grant({ territory: ['DE-SN'], categories: ['biotech'], to: '2026-02-01' })
      expect(await codes(await land(), { category: 'aviation' })).toEqual(['ended', 'place', 'category'])
      await founder.grant({ from: '2026-05-01' })
      expect(await codes(await land(), { category: 'aviation' })).toEqual([
        'ended',
        'place',
        'category',
        'not-yet',
      ])
      expect((await ask(await land(), { on: '2026-05-01' })).allowed).toBe(true)
      const weak: Actor = { ...(await land()), singleFactor: true }
      expect(await codes(weak, { on: '2026-05-01' })).toEqual(['second-factor'])
      await founder.authority('looker', { role: 'viewer' })
      expect(await codes(await platform.actor('looker'))).toEqual(['viewer'])
    })

    it('says which region’s authority a spanning cluster belongs to, in the reader’s language', async () => {
      await founder.authority('land')
      await founder.grant({ territory: ['DE-BY'] })
      const answer = await ask(await platform.actor('land'), {
        regions: undefined,
        cluster: CLUSTERS.spanning,
      })
      expect(answer).toMatchObject({ allowed: false, region: 'DE', reasons: [{ code: 'place' }] })
      expect(answer.reasons[0]?.detail).toContain('DE-SN')
    })

    it('is asked for others with power.grant or audit.read only', async () => {
      const land = await founder.authority('land')
      await founder.authority('city')
      await founder.grant()
      const query = { person: land.person }
      await expect(ask(await platform.actor('city'), query)).rejects.toThrow(ForbiddenError)
      expect((await ask(founder.ministry, query)).allowed).toBe(true)
      await founder.grant({ holder: 'city', power: 'audit.read' })
      expect((await ask(await platform.actor('city'), query)).allowed).toBe(true)
    })

    it('gives no draft away, and takes one kind of place', async () => {
      await founder.authority('land')
      const draft = { regions: undefined, cluster: CLUSTERS.draft }
      const land = await platform.actor('land')
      await expect(ask(land, draft)).rejects.toThrow(NotFoundError)
      await expect(ask(land, { cluster: CLUSTERS.spanning })).rejects.toThrow(InvalidRequestError)
      await founder.grant({ power: 'cluster.edit' })
      expect((await ask(await platform.actor('land'), draft)).allowed).toBe(false)
    })
  })
})
