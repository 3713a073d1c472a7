import { describe, expect, it } from 'vitest'
import { InvalidRequestError, NotFoundError } from '#kernel/errors'
import { anEntry, anOrganisation, anonymous, ministry, platform, send } from './support.ts'

const at = (day: string) => new Date(`${day}T10:00:00.000Z`)
const instant = (day: string) => `${day}T10:00:00.000Z`
const FROM = '2024-01-01'

/** A member since 2024, recorded that April; since 2025 at another level of the value chain, which the platform learnt
 *  in February 2026; suspended in March 2026 for three months and reinstated in April; ended in May as of May. */
const member = async () => {
  const context = await platform()
  const { cluster } = await anEntry(context, {}, { decisionDate: '2023-05-01' })
  const organisation = (await send(context.registry.createOrganisation, { body: anOrganisation() })).body.id
  const params = { clusterId: cluster.id, organisationId: organisation, from: FROM }
  const record = { organisation, from: FROM, roles: ['service'], level: 'services', tasks: [], to: null }
  const { createMembership, changeMembership, suspendMembership, reinstateMembership, endMembership } =
    context.registry
  await send(createMembership, { params: { clusterId: cluster.id }, body: record, at: at('2024-04-01') })
  const change = { roles: ['service'], level: 'market', tasks: [], to: null, validFrom: '2025-01-01' }
  await send(changeMembership, { params, version: 1, body: change, at: at('2026-02-01') })
  const pause = { to: '2026-06-01', reason: 'insolvent' }
  await send(suspendMembership, { params, version: 2, body: pause, at: at('2026-03-01') })
  await send(reinstateMembership, { params, version: 3, body: {}, at: at('2026-04-01') })
  await send(endMembership, { params, version: 4, body: { reason: 'left' }, at: at('2026-05-01') })
  const read = async (query: object, actor = anonymous) =>
    (await send(context.registry.getMembership, { actor, params, query, at: at('2026-05-02') })).body
  return { ...context, clusterId: cluster.id, organisation, read }
}

describe('the past of a membership', () => {
  it('tells what was in force on a day, and what was known of it at an instant', async () => {
    const { read } = await member()
    expect(await read({ asOf: '2024-06-01' })).toMatchObject({ level: 'services', to: '2026-05-01' })
    expect(await read({ asOf: '2025-06-01' })).toMatchObject({ level: 'market' })
    const before = { asOf: '2025-06-01', knownAt: instant('2026-01-31') }
    expect(await read(before)).toMatchObject({
      level: 'services',
      to: null,
      suspended: [],
      recordedAt: instant('2024-04-01'),
    })
  })

  it('shows a suspension as it was planned, then as it was', async () => {
    const { read } = await member()
    const planned = await read({ asOf: '2026-03-15', knownAt: instant('2026-03-20') }, ministry)
    expect(planned.suspended).toEqual([{ from: '2026-03-01', to: '2026-06-01' }])
    expect(planned.steps?.map(({ step }) => step)).toEqual(['confirmed', 'suspended'])
    const been = await read({ asOf: '2026-03-15' })
    expect(been.suspended).toEqual([{ from: '2026-03-01', to: '2026-04-01' }])
    expect(been).not.toHaveProperty('steps')
  })

  it.each([
    ['before it began', { asOf: '2023-12-31' }],
    ['on the day on which it ended', { asOf: '2026-05-01' }],
    ['before anybody recorded it', { asOf: '2024-03-01', knownAt: instant('2024-03-31') }],
  ])('knows none %s', async (_, query) => {
    const { read } = await member()
    await expect(read(query)).rejects.toThrow(NotFoundError)
  })

  it('counts one as in force that nobody knew had ended', async () => {
    const { read } = await member()
    expect(await read({ asOf: '2026-05-02', knownAt: instant('2026-04-30') })).toMatchObject({ to: null })
  })

  it('refuses an instant to come', async () => {
    const { read } = await member()
    await expect(read({ knownAt: instant('2026-05-03') })).rejects.toThrow(InvalidRequestError)
  })

  it('is listed from both sides', async () => {
    const { registry, clusterId, organisation } = await member()
    const on = async (query: object) => {
      const asked = { actor: anonymous, query, at: at('2026-05-02') }
      const members = await send(registry.listMembers, { ...asked, params: { clusterId } })
      const held = await send(registry.listMembershipsOfOrganisation, {
        ...asked,
        params: { organisationId: organisation },
      })
      expect(held.body.items).toEqual(members.body.items)
      return members.body.items.map(({ level }) => level)
    }
    expect(await on({ asOf: '2024-06-01' })).toEqual(['services'])
    expect(await on({ asOf: '2025-06-01' })).toEqual(['market'])
    expect(await on({ asOf: '2023-06-01' })).toEqual([])
    expect(await on({})).toEqual(['market'])
  })

  it('is told in the same bytes whatever is recorded later', async () => {
    const { read, registry, clusterId, organisation } = await member()
    const query = { asOf: '2025-06-01', knownAt: instant('2026-04-15') }
    const before = JSON.stringify(await read(query, ministry))
    const params = { clusterId, organisationId: organisation, from: FROM }
    const change = { roles: ['finance'], tasks: ['credit'], to: '2026-05-01', validFrom: '2024-01-01' }
    await send(registry.changeMembership, { params, version: 5, body: change, at: at('2026-05-02') })
    expect(JSON.stringify(await read(query, ministry))).toBe(before)
    expect(await read({ asOf: '2025-06-01' })).toMatchObject({ roles: ['finance'] })
  })
})
