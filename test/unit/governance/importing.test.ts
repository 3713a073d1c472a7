import { beforeEach, describe, expect, it } from 'vitest'
import type { governanceContract } from '#governance/contract'
import type { Actor } from '#kernel/access'
import { ACT, callOf, type EmptyPlatform, emptyPlatform, type Founder, founderOf } from './support.ts'

type Routes = typeof governanceContract.routes

let platform: EmptyPlatform
let ministry: Actor
let founder: Founder

beforeEach(async () => {
  platform = await emptyPlatform()
  founder = await founderOf(platform)
  ministry = founder.ministry
  await founder.authority('land')
  await founder.authority('city')
})

const importGrants = async (...rows: readonly object[]) =>
  (
    await platform.handlers.importGrants(
      callOf<Routes['importGrants']>(ministry, { body: { rows: [...rows] } }),
    )
  ).body.rows

const outcomes = (rows: readonly { outcome: string }[]) => rows.map(({ outcome }) => outcome)

describe('a delegated grant that is brought in', () => {
  const part = (source: string, over: object = {}) => ({
    holder: 'city',
    power: 'cluster.register',
    territory: ['DE-BY'],
    from: '2026-02-01',
    to: null,
    basis: 'Order 2',
    act: ACT,
    source,
    ...over,
  })

  it('names its source, ends with it, and is unchanged the second time', async () => {
    const { id } = await founder.grant()
    const [first] = await importGrants(part(id))
    expect(first?.outcome).toBe('created')
    const read = await platform.handlers.getGrant(
      callOf<Routes['getGrant']>(ministry, { params: { grantId: first?.id ?? '' } }),
    )
    expect(read.body.sources).toMatchObject([{ grant: id }])
    expect(outcomes(await importGrants(part(id)))).toEqual(['unchanged'])
    expect((await platform.actor('city')).capability?.grants).toMatchObject([{ grant: first?.id }])
    await platform.handlers.endGrant(
      callOf<Routes['endGrant']>(ministry, {
        params: { grantId: id },
        body: { to: '2026-02-01', act: ACT },
        expectedVersion: 1,
      }),
    )
    expect((await platform.actor('city')).capability?.grants).toMatchObject([{ to: '2026-02-01' }])
  })

  it('is taken in although its source has ended since', async () => {
    const { id } = await founder.grant({ to: '2026-02-15' })
    expect(outcomes(await importGrants(part(id)))).toEqual(['created'])
    expect((await platform.actor('city')).capability?.grants).toMatchObject([{ to: '2026-02-15' }])
  })

  it('is refused where it exceeds its source, is of another power, or its source is not there', async () => {
    const { id } = await founder.grant({ territory: ['DE-BY'] })
    const rows = await importGrants(
      part(id, { territory: ['DE'] }),
      part(id, { power: 'cluster.edit' }),
      part(id, { from: '2025-01-01' }),
      part('gra_01HKXZ0000000000000000000A'),
    )
    expect(outcomes(rows)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
    expect(rows[1]?.reason).toContain('cluster.edit cannot be delegated from it')
  })

  it('keeps the act by which a grant was ended, and keeps it where none is told', async () => {
    const { source: _source, ...untold } = part('', { to: '2026-03-01' })
    const row = { ...untold, endAct: { ...ACT, number: '9' } }
    const [given] = await importGrants(row)
    expect(outcomes(await importGrants(untold, row))).toEqual(['unchanged', 'unchanged'])
    const read = await platform.handlers.getGrant(
      callOf<Routes['getGrant']>(ministry, { params: { grantId: given?.id ?? '' } }),
    )
    expect(read.body.endAct?.number).toBe('9')
  })
})

describe('a substitution that is brought in', () => {
  const send = async (row: object) =>
    (
      await platform.handlers.importSubstitutions(
        callOf<Routes['importSubstitutions']>(ministry, { body: { rows: [row] } }),
      )
    ).body.rows[0]

  it('keeps its id, is unchanged the second time, and gives what the position gives', async () => {
    const { position } = await founder.authority('office')
    const { person: substitute } = await founder.authority('acting')
    await founder.grant({ holder: 'office' })
    const row = {
      id: 'sub_01HKXZ0000000000000000000A',
      position: position.id,
      substitute,
      from: '2026-02-01',
      to: '2026-04-01',
      act: ACT,
    }
    expect(await send(row)).toMatchObject({ outcome: 'created', id: row.id })
    expect(await send(row)).toMatchObject({ outcome: 'unchanged', id: row.id })
    expect((await platform.actor('acting')).capability?.grants).toMatchObject([
      { power: 'cluster.register', from: '2026-02-01', to: '2026-04-01' },
    ])
    expect(await send({ ...row, to: '2026-05-01' })).toMatchObject({ outcome: 'updated', id: row.id })
    expect(await send({ ...row, from: '2026-02-15' })).toMatchObject({ outcome: 'rejected' })
    expect(await send({ ...row, substitute: position.person })).toMatchObject({ outcome: 'rejected' })
  })
})

describe('an authority that is brought in', () => {
  const send = async (over: object = {}) =>
    (
      await platform.handlers.importAuthorities(
        callOf<Routes['importAuthorities']>(ministry, {
          body: {
            rows: [
              {
                code: 'office',
                names: { en: 'Office' },
                level: 'municipal',
                parent: null,
                territory: ['DE'],
                ...over,
              },
            ],
          },
        }),
      )
    ).body.rows[0]
  const formerNames = [{ names: { en: 'Bureau' }, until: '2020-01-01', act: ACT }]

  it('brings the names that it had before, which nothing but a renaming changes later', async () => {
    const created = await send({ formerNames })
    expect(created?.outcome).toBe('created')
    expect((await send({ formerNames }))?.outcome).toBe('unchanged')
    expect((await send())?.outcome).toBe('unchanged')
    expect(await send({ formerNames: [] })).toMatchObject({ outcome: 'rejected' })
    const read = await platform.handlers.getAuthority(
      callOf<Routes['getAuthority']>(ministry, { params: { authorityId: created?.id ?? '' } }),
    )
    expect(read.body.formerNames).toEqual(formerNames)
  })

  it('is unchanged after it has ended, and refused with anything else', async () => {
    const created = await send()
    await platform.handlers.endAuthority(
      callOf<Routes['endAuthority']>(ministry, {
        params: { authorityId: created?.id ?? '' },
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
    expect((await send())?.outcome).toBe('unchanged')
    expect((await send({ territory: ['DE-BY'] }))?.outcome).toBe('rejected')
  })
})
