import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import { type AuthorityId, PersonId } from '#governance/model'
import { type Actor, mayUse, positionsOf, WHOLE_DEPLOYMENT } from '#kernel/access'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import { ACT, callOf, type EmptyPlatform, emptyPlatform } from './support.ts'

type Routes = typeof governanceContract.routes

const BAVARIA = { regions: [['DE', 'DE-BY']] }
const SAXONY = { regions: [['DE', 'DE-SN']] }
const BOTH = { regions: [...BAVARIA.regions, ...SAXONY.regions] }

const AUTHORITY = {
  code: 'bavaria',
  names: { en: 'Bavaria', ru: 'Бавария' },
  level: 'regional' as const,
  parent: null,
  territory: ['DE-BY'],
}
const GRANT = {
  holder: 'bavaria',
  power: 'cluster.register' as const,
  territory: ['DE-BY'],
  from: '2026-01-01',
  to: null,
  basis: 'Act 1',
  act: ACT,
  delegable: false,
}

let platform: EmptyPlatform
let ministry: Actor

const person = async (subject: string) => {
  const body = { subject, name: subject, email: `${subject}@sample.agglomera.invalid` }
  return (await platform.handlers.createPerson(callOf<Routes['createPerson']>(ministry, { body }))).body
}

const position = (of: PersonId, role: 'admin' | 'editor' | 'viewer' = 'editor', to: string | null = null) =>
  platform.handlers.createPosition(
    callOf<Routes['createPosition']>(ministry, {
      body: { person: of, holder: 'bavaria', role, from: '2026-01-01', to },
    }),
  )

const grant = (changes: object = {}, by: Actor = ministry) =>
  platform.handlers.createGrant(callOf<Routes['createGrant']>(by, { body: { ...GRANT, ...changes } }))

beforeEach(async () => {
  platform = await emptyPlatform()
  ministry = await platform.actor('ministry')
  await platform.handlers.createAuthority(callOf<Routes['createAuthority']>(ministry, { body: AUTHORITY }))
})

describe('the first power', () => {
  it('lets the first account share out power over everything, and do nothing else', () => {
    expect(mayUse(ministry, 'power.grant', WHOLE_DEPLOYMENT)).toBe(true)
    expect(mayUse(ministry, 'power.grant', BAVARIA)).toBe(true)
    expect(mayUse(ministry, 'cluster.register', BAVARIA)).toBe(false)
  })

  it('makes the same records on every platform', async () => {
    const [one, other] = [await emptyPlatform(), await emptyPlatform()]
    // But for the secret by which accounts are named.
    const founded = ({ table }: EmptyPlatform) =>
      table.all().flatMap(({ data, lastChange }) => (lastChange ? [Object(data).id] : []))
    expect(founded(other)).toHaveLength(4)
    expect(founded(other)).toEqual(founded(one))
  })

  it('is not given where somebody holds it in another way', async () => {
    const { grantFirst } = await import('#governance/index')
    const table = new MemoryTable()
    for (const item of platform.table.all()) if (item.pk !== 'FIRST-GRANT') table.plant(item)
    const again = grantFirst(
      { table, personal: platform.personal },
      { subject: 'b', name: 'B', email: 'b@b.invalid' },
      new Date(),
    )
    await expect(again).rejects.toThrow(ConflictError)
  })

  it('is given once', async () => {
    const { grantFirst } = await import('#governance/index')
    const again = grantFirst(platform, { subject: 'b', name: 'B', email: 'b@b.invalid' }, new Date())
    await expect(again).rejects.toThrow(ConflictError)
    expect(await platform.store.persons.personOf('b')).toBeUndefined()
  })
})

describe('a grant', () => {
  it('reaches whoever holds a position there, whichever of both comes first', async () => {
    const before = await person('before')
    await position(before.id)
    await grant()
    const after = await person('after')
    await position(after.id)
    for (const subject of ['before', 'after'])
      expect(mayUse(await platform.actor(subject), 'cluster.register', BAVARIA), subject).toBe(true)
  })

  it('covers a thing only when it contains all of its regions', async () => {
    await position((await person('a')).id)
    await grant()
    const actor = await platform.actor('a')
    expect(mayUse(actor, 'cluster.register', SAXONY)).toBe(false)
    expect(mayUse(actor, 'cluster.register', BOTH)).toBe(false)
    await grant({ territory: ['DE-SN'] })
    // Two grants over one region each are not one over both.
    expect(mayUse(await platform.actor('a'), 'cluster.register', BOTH)).toBe(false)
    await grant({ territory: ['DE'] })
    expect(mayUse(await platform.actor('a'), 'cluster.register', BOTH)).toBe(true)
  })

  it('is no use to viewers', async () => {
    await position((await person('a')).id, 'viewer')
    await grant()
    expect(mayUse(await platform.actor('a'), 'cluster.register', BAVARIA)).toBe(false)
  })

  it('holds from its first day until the day before its end, and not outside the position', async () => {
    await position((await person('a')).id, 'editor', '2026-06-01')
    await grant({ from: '2026-04-01', to: '2026-09-01' })
    const on = async (day: string) => mayUse(await platform.actor('a', day), 'cluster.register', BAVARIA)
    expect(await on('2026-03-31')).toBe(false)
    expect(await on('2026-04-01')).toBe(true)
    expect(await on('2026-05-31')).toBe(true)
    expect(await on('2026-06-01')).toBe(false)
  })

  it('limited to categories covers only these', async () => {
    await position((await person('a')).id)
    await grant({ categories: ['aviation'] })
    const actor = await platform.actor('a')
    expect(mayUse(actor, 'cluster.register', { ...BAVARIA, category: 'aviation' })).toBe(true)
    expect(mayUse(actor, 'cluster.register', { ...BAVARIA, category: 'biotech' })).toBe(false)
    expect(mayUse(actor, 'cluster.register', BAVARIA)).toBe(false)
  })

  it('ends for everybody at its holder when it is ended', async () => {
    await position((await person('a')).id)
    const { body, version } = await grant()
    await platform.handlers.endGrant(
      callOf<Routes['endGrant']>(ministry, {
        params: { grantId: body.id },
        body: { to: '2026-02-01', act: ACT },
        expectedVersion: version,
      }),
    )
    expect(mayUse(await platform.actor('a'), 'cluster.register', BAVARIA)).toBe(false)
  })

  it('cannot be ended by whoever saw an older version', async () => {
    const { body } = await grant()
    const change = {
      params: { grantId: body.id },
      body: { to: '2026-02-01', act: ACT },
      expectedVersion: 7,
    }
    await expect(platform.handlers.endGrant(callOf<Routes['endGrant']>(ministry, change))).rejects.toThrow(
      StaleVersionError,
    )
  })

  it('is given by nobody to themselves', async () => {
    await expect(grant({ holder: 'founding' })).rejects.toThrow(ForbiddenError)
  })

  it('exceeds no territory of who gives it', async () => {
    await position((await person('a')).id)
    await grant({ power: 'power.grant' })
    const actor = await platform.actor('a')
    const create = (territory: string[]) =>
      platform.handlers.createAuthority(
        callOf<Routes['createAuthority']>(actor, { body: { ...AUTHORITY, code: 'munich', territory } }),
      )
    await create(['DE-BY'])
    const give = (territory: string[]) => grant({ holder: 'munich', territory }, actor)
    await expect(give(['DE-SN'])).rejects.toThrow(ForbiddenError)
    await expect(give(['*'])).rejects.toThrow(ForbiddenError)
    await expect(give(['DE-BY'])).resolves.toMatchObject({ status: 201 })
  })

  it('needs a known holder, known regions and an end after its beginning', async () => {
    await expect(grant({ holder: 'nobody' })).rejects.toThrow(NotFoundError)
    await expect(grant({ territory: ['XX'] })).rejects.toThrow(RuleFailedError)
    await expect(grant({ to: '2025-12-31' })).rejects.toThrow(RuleFailedError)
  })
})

describe('a position', () => {
  it('is given by nobody to themselves', async () => {
    const own = PersonId.parse(await platform.store.persons.personOf('ministry'))
    await expect(position(own)).rejects.toThrow(ForbiddenError)
  })

  it('counts from its first day until the day before its end', async () => {
    await position((await person('a')).id, 'editor', '2026-06-01')
    const heldOn = async (day: string) => positionsOf(await platform.actor('a', day)).length
    expect(await heldOn('2025-12-31')).toBe(0)
    expect(await heldOn('2026-01-01')).toBe(1)
    expect(await heldOn('2026-05-31')).toBe(1)
    expect(await heldOn('2026-06-01')).toBe(0)
  })

  it('is given by nobody who could not give its powers', async () => {
    await position((await person('a')).id)
    await grant({ power: 'power.grant' })
    const bavarian = await platform.actor('a')
    const munich = { ...AUTHORITY, code: 'munich' }
    await platform.handlers.createAuthority(callOf<Routes['createAuthority']>(bavarian, { body: munich }))
    const friend = await person('friend')
    const appoint = (from: string) =>
      platform.handlers.createPosition(
        callOf<Routes['createPosition']>(bavarian, {
          body: { person: friend.id, holder: 'munich', role: 'editor', from, to: null },
        }),
      )
    await grant({ holder: 'munich', territory: ['DE-SN'] })
    await expect(appoint('2026-01-01')).rejects.toThrow(ForbiddenError)
    expect(mayUse(await platform.actor('friend'), 'cluster.register', SAXONY)).toBe(false)
  })

  it('is one at a time for a person in an authority', async () => {
    const { id } = await person('a')
    await position(id)
    await expect(position(id)).rejects.toThrow(RuleFailedError)
  })

  it('cannot be prolonged into another one of the same person', async () => {
    const { id } = await person('a')
    const { body, version } = await position(id, 'editor', '2026-06-01')
    await platform.handlers.createPosition(
      callOf<Routes['createPosition']>(ministry, {
        body: { person: id, holder: 'bavaria', role: 'viewer', from: '2026-06-01', to: null },
      }),
    )
    const prolong = (to: string | null) =>
      platform.handlers.changePosition(
        callOf<Routes['changePosition']>(ministry, {
          params: { positionId: body.id },
          body: { role: 'editor', to },
          expectedVersion: version,
        }),
      )
    await expect(prolong('2026-07-01')).rejects.toThrow(RuleFailedError)
    await expect(prolong('2026-05-01')).resolves.toMatchObject({ status: 200 })
  })

  it('needs a known person, however named', async () => {
    const rows = ['per_x', 'nobody'].map((person) => ({
      person,
      holder: 'bavaria',
      role: 'editor' as const,
      from: '2026-01-01',
      to: null,
    }))
    const { body } = await platform.handlers.importPositions(
      callOf<Routes['importPositions']>(ministry, { body: { rows } }),
    )
    expect(body.rows.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['rejected', 'not-found'],
      ['rejected', 'not-found'],
    ])
  })

  it('can be held by as many people as there are: a grant reaches all of them by one record', async () => {
    const people = await Promise.all(Array.from({ length: 120 }, (_, number) => person(`p${number}`)))
    for (const { id } of people) await position(id)
    await grant()
    expect(mayUse(await platform.actor('p119'), 'cluster.register', BAVARIA)).toBe(true)
  })
})

describe('changes at one holder at once', () => {
  it('all reach everybody there', async () => {
    const people = await Promise.all(['a', 'b', 'c'].map(person))
    const powers = ['cluster.register', 'cluster.edit', 'organisation.edit', 'kpi.verify'] as const
    await Promise.all([...people.map(({ id }) => position(id)), ...powers.map((power) => grant({ power }))])
    for (const subject of ['a', 'b', 'c']) {
      const actor = await platform.actor(subject)
      expect(powers.filter((power) => mayUse(actor, power, BAVARIA))).toEqual(powers)
    }
  })
})

describe('an authority', () => {
  const update = (id: AuthorityId, body: object) =>
    platform.handlers.updateAuthority(
      callOf<Routes['updateAuthority']>(ministry, {
        params: { authorityId: id },
        body: { ...AUTHORITY, ...body },
        expectedVersion: 1,
      }),
    )

  it('stands under one that is there, and never under itself', async () => {
    const create = async (code: string, parent: string | null) =>
      (
        await platform.handlers.createAuthority(
          callOf<Routes['createAuthority']>(ministry, { body: { ...AUTHORITY, code, parent } }),
        )
      ).body.id
    const upper = await create('upper', null)
    await create('middle', 'upper')
    await create('lower', 'middle')
    await expect(create('lost', 'nobody')).rejects.toThrow(RuleFailedError)
    await expect(update(upper, { code: 'upper', parent: 'lower' })).rejects.toThrow(RuleFailedError)
    await expect(update(upper, { code: 'upper', parent: 'upper' })).rejects.toThrow(RuleFailedError)
    await expect(update(upper, { code: 'upper', parent: 'bavaria' })).resolves.toMatchObject({ status: 200 })
  })
})

describe('importing', () => {
  it('what stands already is unchanged, also where the importer could not give it', async () => {
    const { items } = (
      await platform.handlers.listGrants(callOf<Routes['listGrants']>(ministry, { query: {} }))
    ).body
    const rows = items.map(({ grantedBy: _, ...row }) => row)
    const grants = await platform.handlers.importGrants(
      callOf<Routes['importGrants']>(ministry, { body: { rows } }),
    )
    expect(grants.body).toMatchObject({ unchanged: rows.length, rejected: 0 })
    const positions = (
      await platform.handlers.listPositions(callOf<Routes['listPositions']>(ministry, { query: {} }))
    ).body.items
    const again = await platform.handlers.importPositions(
      callOf<Routes['importPositions']>(ministry, { body: { rows: [...positions] } }),
    )
    expect(again.body).toMatchObject({ unchanged: positions.length, rejected: 0 })
    expect(positions.length).toBeGreaterThan(0)
  })

  it('grants twice changes nothing the second time', async () => {
    const rows = [GRANT, { ...GRANT, power: 'cluster.edit' as const }, { ...GRANT, holder: 'nobody' }]
    const send = () =>
      platform.handlers.importGrants(callOf<Routes['importGrants']>(ministry, { body: { rows } }))
    expect((await send()).body).toMatchObject({ created: 2, unchanged: 0, rejected: 1 })
    const before = platform.table.all()
    expect((await send()).body).toMatchObject({ created: 0, unchanged: 2, rejected: 1 })
    expect(platform.table.all()).toEqual(before)
  })

  it('keeps ids that come from elsewhere', async () => {
    const id = 'aut_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    const rows = [{ ...AUTHORITY, code: 'saxony', territory: ['DE-SN'], id }]
    const { body } = await platform.handlers.importAuthorities(
      callOf<Routes['importAuthorities']>(ministry, { body: { rows } }),
    )
    expect(body.rows[0]).toMatchObject({ outcome: 'created', id })
    expect((await platform.store.authority(id))?.value.code).toBe('saxony')
  })
})

describe('the powers matrix', () => {
  it('shows grants that hold or will hold, with the names of their holders', async () => {
    await grant()
    await grant({ power: 'cluster.edit', from: '2024-01-01', to: '2025-01-01' })
    const { body } = await platform.handlers.powersMatrix(
      callOf<Routes['powersMatrix']>({ kind: 'anonymous' }, { query: {} }),
    )
    expect(body.items.map(({ power, holderNames }) => [power, holderNames?.['en']])).toEqual([
      ['cluster.register', 'Bavaria'],
      ['power.grant', 'Founding authority'],
    ])
  })
})
