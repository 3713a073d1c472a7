import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { capabilityFrom, DELEGATIONS_DEEP, type Grant, lifeOf, refuseExcess, within } from '#governance/model'
import { type Actor, isLive, mayUse, reachesCategory, reachesPlace } from '#kernel/access'
import { ForbiddenError, RuleFailedError, SecondFactorError } from '#kernel/errors'
import { pathOf, questionOf, worldOf } from '../../support/power-worlds.ts'
import { seededChance } from '../../support/random.ts'
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
const SAXONY = { regions: [['DE', 'DE-SN']] }

let platform: EmptyPlatform
let ministry: Actor
let authority: Founder['authority']
let grant: Founder['grant']
let delegate: Founder['delegate']

type Given = Awaited<ReturnType<Founder['grant']>>

const end = async ({ id }: Given, to: string | null, by: Actor = ministry, version = 1) =>
  platform.handlers.endGrant(
    callOf<Routes['endGrant']>(by, {
      params: { grantId: id },
      body: { to, act: ACT },
      expectedVersion: version,
    }),
  )

const may = async (subject: string, resource = BAVARIA, today?: string) =>
  mayUse(await platform.actor(subject, today), 'cluster.register', resource)

beforeEach(async () => {
  platform = await emptyPlatform()
  ;({ ministry, authority, grant, delegate } = await founderOf(platform))
  await authority('land')
  await authority('city')
})

describe('a delegation', () => {
  it('gives a part of a power to another holder, and leaves the source as it is', async () => {
    const source = await grant()
    const part = await delegate(source, 'land')
    expect(part).toMatchObject({ power: 'cluster.register', sources: [{ grant: source.id }] })
    expect(await may('city')).toBe(true)
    expect(await may('city', SAXONY)).toBe(false)
    expect(await may('city', BAVARIA, '2026-01-31')).toBe(false)
    expect(await may('land')).toBe(true)
  })

  it.each<[string, object, object]>([
    ['of a grant that is not delegable', { delegable: false }, {}],
    ['over a region that the source lacks', { territory: ['DE-SN'] }, {}],
    ['over everything', {}, { territory: ['*'] }],
    ['for all categories of a grant for one', { categories: ['aviation'] }, {}],
    ['for a further category', { categories: ['aviation'] }, { categories: ['aviation', 'biotech'] }],
    ['of a cluster that the source does not name', {}, { territory: [], clusters: [CLUSTERS.spanning] }],
    ['that begins before the source', { from: '2026-02-15' }, {}],
    ['that ends after the source', { to: '2026-12-31' }, {}],
    ['to the holder itself', {}, { holder: 'land' }],
  ])('%s is refused', async (_name, of, part) => {
    const source = await grant(of)
    const error: unknown = await delegate(source, 'land', part).catch((thrown: unknown) => thrown)
    expect(error instanceof RuleFailedError || error instanceof ForbiddenError).toBe(true)
    expect(await may('city')).toBe(false)
  })

  it('is given by an admin of the holder, with a second factor', async () => {
    const source = await grant()
    await expect(delegate(source, 'city')).rejects.toThrow(ForbiddenError)
    await expect(delegate(source, 'ministry')).rejects.toThrow(ForbiddenError)
    await authority('desk', { role: 'editor' })
    const desk = await grant({ holder: 'desk' })
    await expect(delegate(desk, 'desk')).rejects.toThrow(ForbiddenError)
    const weak: Actor = { ...(await platform.actor('land')), singleFactor: true }
    const call = callOf<Routes['delegateGrant']>(weak, {
      params: { grantId: source.id },
      body: {
        holder: 'city',
        territory: ['DE-BY'],
        from: '2026-02-01',
        to: null,
        basis: 'x',
        act: ACT,
        delegable: false,
      },
    })
    await expect(platform.handlers.delegateGrant(call)).rejects.toThrow(SecondFactorError)
  })

  it('goes down a few levels and no further', async () => {
    let source = await grant()
    let by = 'land'
    for (let level = 1; level <= DELEGATIONS_DEEP; level++) {
      await authority(`level${level}`)
      source = await delegate(source, by, { holder: `level${level}` })
      by = `level${level}`
    }
    expect(source.sources).toHaveLength(DELEGATIONS_DEEP)
    await expect(delegate(source, by)).rejects.toThrow(/goes no deeper/)
  })

  it('ends with its source, however far below, by one change of one record', async () => {
    const source = await grant()
    const middle = await delegate(source, 'land')
    await authority('town')
    await delegate(middle, 'city', { holder: 'town' })
    expect(await may('town')).toBe(true)
    const before = platform.table.all().filter(({ sk }) => sk.startsWith('GRANT#'))
    await end(source, '2026-03-01')
    const after = platform.table.all().filter(({ sk }) => sk.startsWith('GRANT#'))
    expect(after.filter((item, index) => item !== before[index]).length).toBe(1)
    expect([await may('land'), await may('city'), await may('town')]).toEqual([false, false, false])
    expect(await may('town', BAVARIA, '2026-02-28')).toBe(true)
  })

  it('is shortened with its source, and not revived by anybody', async () => {
    const source = await grant()
    await delegate(source, 'land')
    await end(source, '2026-06-01')
    expect(await may('city', BAVARIA, '2026-05-31')).toBe(true)
    expect(await may('city', BAVARIA, '2026-06-01')).toBe(false)
    await end(source, '2026-02-20', ministry, 2)
    await expect(end(source, null, ministry, 3)).rejects.toThrow(/stays so/)
  })

  it('is ended by the admin of where it comes from, who cannot end the source', async () => {
    const source = await grant()
    const part = await delegate(source, 'land')
    await expect(end(source, '2026-03-01', await platform.actor('land'))).rejects.toThrow(ForbiddenError)
    await expect(end(part, '2026-03-01', await platform.actor('city'))).rejects.toThrow(ForbiddenError)
    await end(part, '2026-03-01', await platform.actor('land'))
    expect([await may('land'), await may('city')]).toEqual([true, false])
  })

  it('cannot be prolonged beyond its source', async () => {
    const source = await grant({ to: '2026-12-31' })
    const part = await delegate(source, 'land', { to: '2026-06-01' })
    await expect(end(part, null)).rejects.toThrow(RuleFailedError)
    await expect(end(part, '2026-12-31')).resolves.toMatchObject({ status: 200 })
  })
})

describe('a grant that names a cluster', () => {
  const cluster = { ...BAVARIA, regions: [...BAVARIA.regions, ...SAXONY.regions], category: 'aviation' }

  it('covers it wherever it lies, and nothing else', async () => {
    await grant({ territory: [], clusters: [CLUSTERS.spanning] })
    expect(await may('land', Object.assign({ cluster: CLUSTERS.spanning }, cluster))).toBe(true)
    expect(await may('land', Object.assign({ cluster: CLUSTERS.draft }, cluster))).toBe(false)
    expect(await may('land')).toBe(false)
  })

  it('needs a known one, and is given by who has power over all its regions', async () => {
    await grant({ holder: 'land', power: 'power.grant', territory: ['DE-BY'] })
    const land = await platform.actor('land')
    const give = (by: Actor, name: string) =>
      platform.handlers.importGrants(
        callOf<Routes['importGrants']>(by, {
          body: {
            rows: [
              {
                holder: 'city',
                power: 'cluster.edit',
                territory: [],
                clusters: [name],
                from: '2026-01-01',
                basis: 'x',
              },
            ],
          },
        }),
      )
    expect((await give(land, CLUSTERS.spanning)).body.rows[0]).toMatchObject({ code: 'forbidden' })
    expect((await give(ministry, `${CLUSTERS.spanning.slice(0, -1)}9`)).body.rows[0]).toMatchObject({
      code: 'rule-failed',
    })
    expect((await give(ministry, CLUSTERS.spanning)).body).toMatchObject({ created: 1 })
  })
})

describe('whatever is delegated, shortened or taken over', () => {
  const worlds = fc.integer().map((seed) => worldOf(seededChance(seed)))

  it('no grant outlives or exceeds any of its sources', () => {
    fc.assert(
      fc.property(worlds, ({ grants, book }) => {
        for (const grant of grants) {
          const life = lifeOf(grant, book)
          for (const { grant: id } of grant.sources ?? []) {
            const source = book.sources.get(id)
            if (source === undefined) throw new Error('a source is missing')
            if (life.to === null || life.from < life.to) expect(within(life, lifeOf(source, book))).toBe(true)
            const always = { from: '0001-01-01', to: null }
            expect(() =>
              refuseExcess({ ...source, delegable: true }, always, { ...grant, ...always }, pathOf),
            ).not.toThrow()
            expect(grant.power).toBe(source.power)
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  it('whoever decides by a delegated grant could have done so by each of its sources', () => {
    fc.assert(
      fc.property(worlds, fc.integer(), ({ book, grants }, seed) => {
        const { resource, today } = questionOf(seededChance(seed))
        const covers = (grant: Grant) =>
          isLive(lifeOf(grant, book), today) &&
          reachesPlace(grant, resource) &&
          reachesCategory(grant, resource)
        for (const grant of grants.filter(covers))
          for (const { grant: id } of grant.sources ?? []) {
            const source = book.sources.get(id)
            expect(source !== undefined && covers(source)).toBe(true)
          }
      }),
      { numRuns: 300 },
    )
  })

  it('ending a source earlier never allows anything more', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), fc.nat(), fc.integer(), (world, which, day, seed) => {
        const source = world.grants[which % Math.max(1, world.grants.length)]
        fc.pre(source !== undefined)
        const { power, resource, today } = questionOf(seededChance(seed))
        const decide = (book: typeof world.book) =>
          mayUse(
            {
              kind: 'account',
              subject: 'somebody',
              today,
              capability: capabilityFrom(world.seats, world.positions, book),
            },
            power,
            resource,
          )
        const to = `2026-01-${String((day % 28) + 2).padStart(2, '0')}`
        const shorter = { ...source, to: source.to !== null && source.to < to ? source.to : to }
        const grants = new Map(
          [...world.book.grants].map(([holder, held]) => [
            holder,
            held.map((one) => (one.id === source.id ? shorter : one)),
          ]),
        )
        const sources = new Map([...world.book.sources, [source.id, shorter]])
        if (decide({ ...world.book, grants, sources })) expect(decide(world.book)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
