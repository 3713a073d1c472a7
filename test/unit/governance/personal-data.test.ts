import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { createGovernance } from '#governance/index'
import { PersonId, personIn } from '#governance/model'
import type { PersonalDataStore } from '#governance/personal-data/personal-data-store'
import { type Actor, mayUse, WHOLE_DEPLOYMENT } from '#kernel/access'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  SecondFactorError,
  StaleVersionError,
  UnauthenticatedError,
  UnavailableError,
} from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import { specifyPersonalData } from '../../support/personal-data-spec.ts'
import { ACT, callOf, type EmptyPlatform, emptyPlatform, type Founder, founderOf } from './support.ts'

type Routes = typeof governanceContract.routes

const memory = { data: new MemoryTable(), keys: new MemoryTable() }
specifyPersonalData('in memory', () => memory)

const ANNA = { subject: 'sub-anna', name: 'Анна Muster', email: 'anna@sample.agglomera.invalid' }
const NOBODY = PersonId.parse('per_01JD3Z5V9QK8M2N4P6R8S0T2V4')

let platform: EmptyPlatform
let founder: Founder
let officer: Extract<Actor, { kind: 'account' }>
let anna: PersonId

const create = (body = ANNA, claim?: { id: string; requestHash: string; at: Date }) =>
  platform.handlers.createPerson(
    callOf<Routes['createPerson']>(founder.ministry, { body, ...(claim && { claim }) }),
  )

const position = async (to: string | null) =>
  (
    await platform.handlers.createPosition(
      callOf<Routes['createPosition']>(founder.ministry, {
        body: { person: anna, holder: 'protection', role: 'editor', from: '2025-01-01', to },
      }),
    )
  ).body

const erasing = (changes: object = {}, actor: Actor = officer) =>
  platform.handlers.erasePerson(
    callOf<Routes['erasePerson']>(actor, {
      params: { personId: anna },
      body: { ground: 'consent-withdrawn', act: ACT, confirm: anna, ...changes },
    }),
  )

const person = async (id: PersonId, language: 'en' | 'ru' = 'en') =>
  (
    await platform.handlers.getPerson({
      ...callOf<Routes['getPerson']>(founder.ministry, { params: { personId: id } }),
      language,
    })
  ).body

const exported = (actor: Actor, id: PersonId = anna) =>
  platform.handlers.exportPersonalData(
    callOf<Routes['exportPersonalData']>(actor, { params: { personId: id } }),
  )

/** Everything that is stored, as text. */
const stored = () =>
  JSON.stringify(
    [platform.table, platform.usage, platform.personalTables.data, platform.personalTables.keys].map(
      (table) => table.all(),
    ),
  )

beforeEach(async () => {
  platform = await emptyPlatform()
  founder = await founderOf(platform)
  await founder.authority('protection')
  await founder.grant({ holder: 'protection', power: 'person.erase', territory: ['*'] })
  officer = await platform.actor('protection')
  anna = (await create()).body.id
})

describe('a person', () => {
  it('is nowhere stored legibly, and shown to those entitled', async () => {
    for (const value of Object.values(ANNA)) expect(stored()).not.toContain(value)
    expect(await person(anna)).toEqual({ id: anna, ...ANNA })
    const { items } = (
      await platform.handlers.listPersons(callOf<Routes['listPersons']>(founder.ministry, {}))
    ).body
    expect(items).toContainEqual({ id: anna, ...ANNA })
  })

  it('is corrected by name and address, without a trace of what they were', async () => {
    const correct = (version: number, by: Actor = founder.ministry, id = anna) =>
      platform.handlers.correctPerson(
        callOf<Routes['correctPerson']>(by, {
          params: { personId: id },
          body: { name: 'Анна Neu', email: 'neu@sample.agglomera.invalid' },
          expectedVersion: version,
        }),
      )
    await expect(correct(7)).rejects.toThrow(StaleVersionError)
    await expect(correct(1, founder.ministry, NOBODY)).rejects.toThrow(NotFoundError)
    const { body, version } = await correct(1)
    expect([body, version]).toEqual([
      { id: anna, subject: ANNA.subject, name: 'Анна Neu', email: 'neu@sample.agglomera.invalid' },
      2,
    ])
    expect(await person(anna)).toEqual(body)
    for (const text of ['Neu', 'neu@', 'Muster']) expect(stored()).not.toContain(text)
    expect(stored()).toContain('correct-person')
    await erasing()
    await expect(correct(3)).rejects.toThrow(RuleFailedError)
    expect((await person(anna)).name).toBe('Erased person')
  })

  it('is read once when a position is given', async () => {
    const get = vi.spyOn(platform.table, 'get')
    await position(null)
    const reads = get.mock.calls.filter(([key]) => key.pk === anna)
    expect(reads).toHaveLength(1)
  })

  it('has an account that nobody else has', async () => {
    await expect(create({ ...ANNA, name: 'Another' })).rejects.toThrow(ConflictError)
  })

  it('is answered by id alone, the same to a repeat, which does what was left to do', async () => {
    const claim = { id: 'claim', requestHash: 'hash', at: new Date('2026-03-01T09:00:00.000Z') }
    const boris = { ...ANNA, subject: 'sub-boris' }
    const keep = vi
      .spyOn(platform.personal, 'keep')
      .mockRejectedValueOnce(new UnavailableError({ en: 'Not now', ru: 'Не сейчас' }))
    await expect(create(boris, claim)).rejects.toThrow('Not now')
    const repeated = await create(boris, claim)
    expect(keep).toHaveBeenCalledTimes(2)
    expect(repeated.body).toEqual({ id: expect.stringMatching(/^per_/) })
    expect(await person(repeated.body.id)).toMatchObject(boris)
  })

  it('is brought in with name and address where an earlier import could not keep them', async () => {
    const rows = [{ ...ANNA, subject: 'sub-boris' }]
    const imported = async () => {
      const call = callOf<Routes['importPersons']>(founder.ministry, { body: { rows } })
      return (await platform.handlers.importPersons(call)).body.rows[0]
    }
    vi.spyOn(platform.personal, 'keep').mockRejectedValueOnce(
      new UnavailableError({ en: 'Not now', ru: 'Не сейчас' }),
    )
    expect(await imported()).toMatchObject({ outcome: 'rejected', code: 'unavailable' })
    const again = await imported()
    expect(again).toMatchObject({ outcome: 'updated' })
    expect(await person(PersonId.parse(again?.id))).toMatchObject(rows[0] ?? {})
    expect(await imported()).toMatchObject({ outcome: 'unchanged' })
  })

  it('shows no name where none can be read', async () => {
    const nothing: PersonalDataStore = {
      keep: async () => undefined,
      of: async () => new Map(),
      replace: async () => undefined,
      erase: async () => undefined,
    }
    const reference = {
      pathOf: async () => undefined,
      regionTree: async () => ({ root: 'DE', regions: [] }),
      categories: async () => [],
    }
    const { getPerson } = createGovernance({
      table: platform.table,
      usage: platform.usage,
      personal: nothing,
      reference,
      clusters: { clusterRegions: async () => undefined },
    })
    const call = callOf<Routes['getPerson']>(founder.ministry, { params: { personId: anna } })
    expect((await getPerson(call)).body).toEqual({ id: anna, name: 'Name not on record' })
  })
})

describe('what is known of a person', () => {
  it('is told to the person and to who may erase it, to nobody else', async () => {
    await position(null)
    const own = await platform.actor('sub-anna')
    const { body } = await exported(own)
    expect(body).toEqual((await exported(officer)).body)
    expect(body).toMatchObject({
      person: anna,
      profile: ANNA,
      erased: null,
      positions: [{ role: 'editor', from: '2025-01-01' }],
      grants: [{ power: 'person.erase' }],
      apiKeys: [],
      changes: `/api/v1/audit?actor=${anna}`,
    })
    await expect(exported({ kind: 'anonymous' })).rejects.toThrow(UnauthenticatedError)
    await expect(exported(founder.ministry)).rejects.toThrow(ForbiddenError)
    const oneFactor: Actor = { ...(await platform.actor('protection')), singleFactor: true }
    await expect(exported(oneFactor)).rejects.toThrow(SecondFactorError)
    await expect(exported(officer, NOBODY)).rejects.toThrow(NotFoundError)
  })
})

describe('erasing a person', () => {
  it('leaves the random id and that, why and by which act it was done', async () => {
    const { body } = await erasing()
    expect(body).toEqual({
      person: anna,
      at: '2026-03-01T09:00:00.000Z',
      ground: 'consent-withdrawn',
      act: ACT,
    })
    const { person: _person, ...erased } = body
    expect(await person(anna)).toEqual({ id: anna, name: 'Erased person', erased })
    expect((await person(anna, 'ru')).name).toBe('Удалённое лицо')
    expect((await exported(officer)).body).toMatchObject({ profile: null, erased, positions: [], grants: [] })
    expect(stored()).not.toContain('"key"'.concat(`:"${anna}`))
  })

  it('takes the account its powers, and lets somebody new come with it', async () => {
    const ended = await position('2026-01-01')
    await erasing()
    const actor = await platform.actor('sub-anna')
    expect(actor.capability).toBeUndefined()
    expect(mayUse(actor, 'person.erase', WHOLE_DEPLOYMENT)).toBe(false)
    const call = callOf<Routes['getPosition']>(founder.ministry, { params: { positionId: ended.id } })
    expect((await platform.handlers.getPosition(call)).body).toEqual(ended)
    expect((await create()).body.id).not.toBe(anna)
  })

  it('answers the same when it is sent again, and finishes what was broken off', async () => {
    vi.spyOn(platform.personal, 'erase').mockRejectedValueOnce(new Error('killed'))
    await expect(erasing()).rejects.toThrow('killed')
    const again = await erasing({ ground: 'unlawful' })
    expect(again.body.ground).toBe('consent-withdrawn')
    expect(await platform.personal.of([anna])).toEqual(new Map())
    expect(await erasing()).toEqual(again)
  })

  it('is not undone by a late repeat of what made the person known', async () => {
    const claim = { id: 'claim', requestHash: 'hash', at: new Date('2026-03-01T09:00:00.000Z') }
    const boris = { ...ANNA, subject: 'sub-boris' }
    anna = (await create(boris, claim)).body.id
    await erasing({ confirm: anna })
    expect((await create(boris, claim)).body.id).toBe(anna)
    expect((await person(anna)).name).toBe('Erased person')
  })

  it.each([null, '2026-03-02'])('is refused for who is in office (until %s)', async (to) => {
    await position(to)
    await expect(erasing()).rejects.toThrow(RuleFailedError)
    expect(await person(anna)).toMatchObject(ANNA)
  })

  it('is refused for who acts for somebody in office', async () => {
    const { items } = (
      await platform.handlers.listPositions(callOf<Routes['listPositions']>(founder.ministry, { query: {} }))
    ).body
    const [official] = items.filter(({ person: of }) => of === personIn(officer))
    if (official === undefined) throw new Error('the officer has no position')
    await platform.handlers.createSubstitution(
      callOf<Routes['createSubstitution']>(founder.ministry, {
        body: { position: official.id, substitute: anna, from: '2026-03-01', to: '2026-04-01', act: ACT },
      }),
    )
    await expect(erasing()).rejects.toThrow(RuleFailedError)
  })

  it('is refused for oneself, without the id once more, for nobody, and by whom it is not given', async () => {
    await position(null)
    const own = await platform.actor('sub-anna')
    await expect(erasing({}, own)).rejects.toThrow('Nobody erases their own data')
    await expect(erasing({ confirm: NOBODY })).rejects.toThrow(RuleFailedError)
    await expect(erasing({}, founder.ministry)).rejects.toThrow(ForbiddenError)
    anna = NOBODY
    await expect(erasing()).rejects.toThrow(NotFoundError)
  })

  it('lets nothing be given to the person any more', async () => {
    await erasing()
    await expect(position(null)).rejects.toThrow(RuleFailedError)
  })

  it('wins against a position that is given at the same time, or loses whole', async () => {
    const outcomes = await Promise.allSettled([position(null), erasing()])
    const given = outcomes[0].status === 'fulfilled'
    expect(outcomes[1].status).toBe(given ? 'rejected' : 'fulfilled')
    expect((await person(anna)).name).toBe(given ? ANNA.name : 'Erased person')
  })
})
