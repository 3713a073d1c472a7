import { beforeEach, describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import { fromItem } from '#kernel/entity'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { membershipEntity } from '#registry/keys'
import { registryReader } from '#registry/readers'
import {
  anEntry,
  anOrganisation,
  anonymous,
  bavaria,
  editor,
  ministry,
  person,
  platform,
  send,
} from './support.ts'

const start = async () => {
  const at = await platform()
  const firm = async (name: string) =>
    (
      await send(at.registry.createOrganisation, {
        body: anOrganisation({ names: { en: name }, identifiers: [], noIdentifierReason: 'foreign' }),
      })
    ).body.id
  const [management, organisation, other] = [
    await firm('Head office'),
    await firm('Anton Lenses'),
    await firm('Berta Mirrors'),
  ]
  const { cluster } = await anEntry(at, { managementOrganisation: management })
  const of = (name: string, holder: string) => person(name, [], ['*'], [holder])
  return {
    ...at,
    clusterId: cluster.id,
    organisation,
    other,
    people: {
      member: of('anna', organisation),
      management: of('mona', management),
      stranger: of('olaf', other),
      confirmer: person('conny', ['membership.confirm'], ['DE-BY']),
    },
  }
}
let at: Awaited<ReturnType<typeof start>>
beforeEach(async () => {
  at = await start()
})

const FROM = '2026-01-01'
const content = (over: object = {}) => ({
  organisation: at.organisation,
  from: FROM,
  roles: ['service'],
  level: 'services',
  tasks: ['training'],
  to: null,
  ...over,
})
const propose = (actor: Actor, over: object = {}) =>
  send(at.registry.proposeMembership, { actor, params: { clusterId: at.clusterId }, body: content(over) })
const decide = (actor: Actor, proposalId: string, decision: string, version = 1) =>
  send(at.registry.decideProposal, {
    actor,
    params: { clusterId: at.clusterId, proposalId },
    version,
    body: { decision },
  })
const counted = async () => registryReader(at.table).membershipFacts()
const address = (over: object = {}) => ({
  clusterId: at.clusterId,
  organisationId: at.organisation,
  from: FROM,
  ...over,
})
const read = async (actor: Actor, over: object = {}) =>
  (await send(at.registry.getMembership, { actor, params: address(over) })).body
const recordIt = (actor: Actor) =>
  send(at.registry.createMembership, { actor, params: { clusterId: at.clusterId }, body: content() })

describe('a proposed membership', () => {
  it.each([
    ['organisation', 'member', 'management'],
    ['management', 'management', 'member'],
  ] as const)('by the %s counts once the other side confirms', async (side, proposer, answerer) => {
    const { body: proposal } = await propose(at.people[proposer])
    expect(proposal).toMatchObject({ proposedBy: side, state: 'proposed' })
    expect(await counted()).toEqual([])
    await expect(read(anonymous)).rejects.toThrow(NotFoundError)
    await expect(decide(at.people[proposer], proposal.id, 'confirm')).rejects.toThrow(ForbiddenError)
    expect((await decide(at.people[answerer], proposal.id, 'confirm')).body.state).toBe('confirmed')
    expect(await counted()).toMatchObject([{ organisation: at.organisation, from: FROM, to: null }])
    expect((await read(at.people.member)).steps).toMatchObject([
      { step: 'proposed', side },
      { step: 'confirmed', side: side === 'management' ? 'organisation' : 'management' },
    ])
    expect(await read(anonymous)).not.toHaveProperty('steps')
  })

  it('is declined by the other side or withdrawn by its own, and then answered', async () => {
    const { body: first } = await propose(at.people.member)
    await expect(decide(at.people.management, first.id, 'withdraw')).rejects.toThrow(ForbiddenError)
    await decide(at.people.management, first.id, 'decline')
    await expect(decide(at.people.management, first.id, 'confirm', 2)).rejects.toThrow(ConflictError)
    const { body: second } = await propose(at.people.member)
    await expect(decide(at.people.member, second.id, 'decline')).rejects.toThrow(ForbiddenError)
    await decide(at.people.member, second.id, 'withdraw')
    expect(await counted()).toEqual([])
  })

  it('is proposed by the two sides alone, and known to them and to who confirms', async () => {
    for (const actor of [at.people.stranger, editor, ministry])
      await expect(propose(actor)).rejects.toThrow(ForbiddenError)
    const { body: proposal } = await propose(at.people.member)
    const params = { clusterId: at.clusterId, proposalId: proposal.id }
    for (const actor of [at.people.stranger, editor])
      await expect(send(at.registry.getProposal, { actor, params })).rejects.toThrow(NotFoundError)
    const listed = async (actor: Actor) =>
      (await send(at.registry.listProposals, { actor, params: { clusterId: at.clusterId } })).body.items
    expect(await listed(at.people.stranger)).toEqual([])
    for (const actor of [at.people.member, at.people.management, at.people.confirmer, ministry])
      expect(await listed(actor)).toHaveLength(1)
    const own = (actor: Actor) =>
      send(at.registry.listProposalsOfOrganisation, { actor, params: { organisationId: at.organisation } })
    expect((await own(at.people.member)).body.items).toHaveLength(1)
    await expect(own(at.people.stranger)).rejects.toThrow(ForbiddenError)
  })

  it('of a member is refused, when proposed and when confirmed', async () => {
    const { body: proposal } = await propose(at.people.member)
    const { body: later } = await propose(at.people.member, { from: '2026-02-01' })
    await decide(at.people.management, proposal.id, 'confirm')
    await expect(decide(at.people.management, later.id, 'confirm')).rejects.toThrow(ConflictError)
    await expect(propose(at.people.member)).rejects.toThrow(ConflictError)
    await expect(propose(at.people.member, { to: '2025-01-01' })).rejects.toThrow(RuleFailedError)
    expect(await counted()).toHaveLength(1)
  })

  it('is recorded in one step by who keeps the register or may confirm', async () => {
    for (const actor of [at.people.member, at.people.management, editor])
      await expect(recordIt(actor)).rejects.toThrow(ForbiddenError)
    expect((await recordIt(at.people.confirmer)).body.steps).toMatchObject([
      { step: 'confirmed', side: 'authority' },
    ])
    // Who may confirm alone does not change what was recorded, one by one or by import.
    const rows = [content({ cluster: at.clusterId, tasks: ['sales'] })]
    const bring = (actor: Actor) => send(at.registry.importMemberships, { actor, body: { rows } })
    expect((await bring(at.people.confirmer)).body.rows[0]).toMatchObject({ code: 'forbidden' })
    expect((await bring(bavaria)).body).toMatchObject({ updated: 1 })
  })
})

const suspend = (actor: Actor, version: number, over: object = {}) =>
  send(at.registry.suspendMembership, {
    actor,
    params: address(),
    version,
    body: { to: '2026-06-01', reason: 'insolvent', ...over },
  })
const reinstate = (actor: Actor, version: number, body: object = {}, when?: Date) =>
  send(at.registry.reinstateMembership, {
    actor,
    params: address(),
    version,
    body,
    ...(when && { at: when }),
  })

describe('a suspension', () => {
  beforeEach(async () => void (await recordIt(ministry)))

  it('is for the management organisation and who keeps the register, shown to all, its reason to both sides', async () => {
    for (const actor of [at.people.member, at.people.stranger, editor])
      await expect(suspend(actor, 1)).rejects.toThrow(ForbiddenError)
    await suspend(at.people.management, 1)
    const suspended = [{ from: '2026-03-10', to: '2026-06-01' }]
    expect((await counted())[0]).toMatchObject({ suspended })
    expect(await read(anonymous)).toMatchObject({ suspended })
    expect(JSON.stringify(await read(anonymous))).not.toContain('insolvent')
    expect(JSON.stringify(await read(at.people.member))).toContain('insolvent')
    const history = async (actor: Actor) =>
      JSON.stringify((await send(at.registry.getMembershipHistory, { actor, params: address() })).body)
    expect(await history(anonymous)).not.toContain('insolvent')
    expect(await history(at.people.member)).toContain('insolvent')
    expect(await history(at.people.member)).not.toContain('per_mona')
    expect(await history(ministry)).toContain('per_mona')
  })

  it('takes the member out of the composition for its term', async () => {
    await suspend(bavaria, 1)
    const on = async (day: string) => {
      const params = { clusterId: at.clusterId }
      const { body } = await send(at.registry.getComposition, {
        actor: anonymous,
        params,
        query: { on: day },
      })
      return [body.members, body.suspended]
    }
    expect(await on('2026-03-09')).toEqual([1, 0])
    expect(await on('2026-03-10')).toEqual([0, 1])
    expect(await on('2026-05-31')).toEqual([0, 1])
    expect(await on('2026-06-01')).toEqual([1, 0])
  })

  it('ends before its term by reinstatement, one by the register’s keeper by him alone', async () => {
    await suspend(bavaria, 1)
    await expect(reinstate(at.people.management, 2)).rejects.toThrow(ForbiddenError)
    const later = new Date('2026-04-01T12:00:00.000Z')
    const { body } = await reinstate(bavaria, 2, {}, later)
    expect(body.suspended).toEqual([{ from: '2026-03-10', to: '2026-04-01' }])
    await expect(reinstate(bavaria, 3, {}, later)).rejects.toThrow(ConflictError)
    await suspend(at.people.management, 3, { from: '2026-02-01', to: '2026-03-01' })
    // Taken back from its first day on, it never was.
    const back = await reinstate(at.people.management, 4, { on: '2026-02-01' })
    expect(back.body.suspended).toHaveLength(1)
    expect(back.body.steps).toHaveLength(5)
  })

  it.each([
    [{ to: '2026-03-10' }, RuleFailedError],
    [{ from: '2025-12-01' }, RuleFailedError],
    [{ from: '2026-03-11' }, RuleFailedError],
  ])('is refused with %o', async (over, error) => {
    await expect(suspend(bavaria, 1, over)).rejects.toThrow(error)
  })

  it('does not overlap another one, nor change what others changed', async () => {
    await suspend(bavaria, 1)
    await expect(suspend(bavaria, 2)).rejects.toThrow(ConflictError)
    await expect(suspend(bavaria, 1, { from: '2026-02-01', to: '2026-02-02' })).rejects.toThrow(
      StaleVersionError,
    )
  })
})

describe('the end of a membership', () => {
  beforeEach(async () => void (await recordIt(ministry)))
  const end = (actor: Actor, version = 1, over: object = {}) =>
    send(at.registry.endMembership, { actor, params: address(), version, body: { reason: 'moves', ...over } })

  it('is said by either side or who keeps the register', async () => {
    await expect(end(at.people.stranger)).rejects.toThrow(ForbiddenError)
    expect((await end(at.people.member, 1, { to: '2026-12-31' })).body.to).toBe('2026-12-31')
    expect((await end(at.people.management, 2)).body.to).toBe('2026-03-10')
    await expect(end(bavaria, 3, { to: '2026-04-01' })).rejects.toThrow(ConflictError)
    expect((await end(bavaria, 3, { to: '2026-02-01' })).body.steps?.map(({ side }) => side)).toEqual([
      'authority',
      'organisation',
      'management',
      'authority',
    ])
    expect((await counted())[0]).toMatchObject({ to: '2026-02-01' })
    await expect(end(bavaria, 4, { to: '2025-01-01' })).rejects.toThrow(RuleFailedError)
  })

  it('leaves a place that another organisation takes over by decision', async () => {
    const succeed = (actor: Actor, over: object = {}) =>
      send(at.registry.succeedMembership, {
        actor,
        params: address(),
        version: 1,
        body: { successor: at.other, on: '2026-03-01', reason: 'merged', act: { kind: 'Order' }, ...over },
      })
    await expect(succeed(at.people.management)).rejects.toThrow(ForbiddenError)
    await expect(succeed(bavaria, { successor: at.organisation })).rejects.toThrow(ConflictError)
    await expect(succeed(bavaria, { on: FROM })).rejects.toThrow(RuleFailedError)
    const { body } = await succeed(bavaria)
    expect(body).toMatchObject({ from: '2026-03-01', level: 'services', tasks: ['training'] })
    expect(body.formerly).toEqual({ organisation: at.organisation, from: FROM })
    const former = await read(anonymous)
    expect(former).toMatchObject({ to: '2026-03-01', successor: { organisation: at.other } })
    expect(await counted()).toHaveLength(2)
  })
})

describe('a membership of an older release', () => {
  it('has no steps', async () => {
    const data = {
      ...content(),
      cluster: at.clusterId,
      suspended: [],
      recordedAt: '2026-01-01T00:00:00.000Z',
    }
    const item = { pk: 'MEMBERSHIPS', sk: 'x', entity: 'membership', schemaVersion: 1, data }
    expect(fromItem(membershipEntity, item)?.value).toMatchObject({ steps: [], level: 'services' })
  })
})
