import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  SecondFactorError,
} from '#kernel/errors'
import { ClusterStore } from '#registry/clusters/cluster-store'
import { createRegistry } from '#registry/index'
import { lengthy } from '../../../support/lengthy.ts'
import {
  aDraft,
  anEntry,
  anOrganisation,
  anonymous,
  bavaria,
  editor,
  ministry,
  NOW,
  type Platform,
  person,
  platform,
  send,
  underReview,
  watch,
} from '../support.ts'
import { Died, dyingTable } from './dying-table.ts'

const decision = (into: string) => ({ into, reason: 'Drafted twice', act: { kind: 'Order' } })
const merge = ({ registry }: Platform, from: string, into: string, over: object = {}) =>
  send(registry.mergeCluster, { params: { clusterId: from }, version: 1, body: decision(into), ...over })
const read = ({ registry }: Platform, clusterId: string, over: object = {}) =>
  send(registry.getCluster, { params: { clusterId }, ...over })
const membersOf = async ({ registry }: Platform, clusterId: string) =>
  (await send(registry.listMembers, { params: { clusterId } })).body.items.map(({ from, to, roles }) => ({
    from,
    to,
    roles,
  }))

/** A registered cluster and a draft of the same with a member, a tie, figures and a proposal. */
const world = async () => {
  const given = await platform()
  const { registry } = given
  const { cluster } = await anEntry(given)
  const draft = await aDraft(given, { names: { en: 'Valley of Light' } })
  const firm = async (name: string) => {
    const body = anOrganisation({ names: { en: name }, identifiers: [], noIdentifierReason: 'new' })
    return (await send(registry.createOrganisation, { body })).body.id
  }
  const [one, other] = [await firm('Anton'), await firm('Berta')]
  const join = (clusterId: string, organisation: string, over: object) =>
    send(registry.createMembership, {
      params: { clusterId },
      body: { organisation, tasks: [], to: null, from: '2024-01-01', roles: ['service'], ...over },
    })
  await join(cluster.id, one, { from: '2025-01-01', roles: ['finance'] })
  await join(draft.id, one, {})
  await join(draft.id, other, { to: '2025-01-01' })
  const tie = await send(registry.createTie, {
    params: { clusterId: draft.id },
    body: { supplier: one, customer: other, kind: 'supply', from: '2024-01-01', to: null },
  })
  await send(registry.stateMemberFigures, {
    params: { clusterId: draft.id, organisationId: one, year: 2024 },
    version: 0,
    body: { hasOutput: true },
  })
  const proposal = await send(registry.proposeMembership, {
    actor: person('own', ['cluster.edit'], ['*'], [other]),
    params: { clusterId: draft.id },
    body: { organisation: other, roles: ['service'], tasks: [], from: '2026-01-01', to: null },
  })
  return {
    ...given,
    stays: cluster.id,
    goes: draft.id,
    one,
    other,
    tieId: tie.body.id,
    proposalId: proposal.body.id,
  }
}

describe('merging the draft of a cluster that is there already', () => {
  it('moves what is about it and leads to the other record, for those who may see the draft', async () => {
    const given = await world()
    const { registry, stays, goes, one, tieId, proposalId } = given
    const { body } = await merge(given, goes, stays, { actor: editor })
    expect(body).toMatchObject({ id: stays, status: 'registered', mergedFrom: [goes] })
    expect(await membersOf(given, stays)).toEqual(
      expect.arrayContaining([
        { from: '2024-01-01', to: '2025-01-01', roles: ['service'] },
        { from: '2025-01-01', to: null, roles: ['finance', 'service'] },
        { from: '2024-01-01', to: '2025-01-01', roles: ['service'] },
      ]),
    )
    expect(await membersOf(given, goes)).toEqual([])
    expect((await send(registry.getTie, { params: { clusterId: stays, tieId } })).body.cluster).toBe(stays)
    const figures = { params: { clusterId: stays, organisationId: one, year: 2024 } }
    expect((await send(registry.getMemberFigures, figures)).body).toMatchObject({ hasOutput: true })
    const proposal = await send(registry.getProposal, { params: { clusterId: stays, proposalId } })
    expect(proposal.body).toMatchObject({ cluster: stays, state: 'proposed' })

    expect(await read(given, goes)).toEqual({
      status: 308,
      body: { id: goes, mergedInto: stays, since: NOW.toISOString() },
      location: `/clusters/${stays}`,
    })
    await expect(read(given, goes, { actor: anonymous })).rejects.toThrow(NotFoundError)
    expect((await read(given, stays, { actor: anonymous })).body).not.toHaveProperty('mergedFrom')
    const drafts = { query: { status: ['draft'], sort: 'name', order: 'asc' } }
    expect((await send(registry.listClusters, drafts)).body.items).toEqual([])
    expect(
      (await send(registry.findDuplicateClusters, { body: { names: { en: 'Valley of Light' } } })).body.items,
    ).toEqual([])
  })

  it('keeps what was known of the draft before, and what is public of the other', async () => {
    const given = await world()
    const { registry, goes, stays } = given
    const at = new Date('2026-04-01T00:00:00.000Z')
    await merge(given, goes, stays, { at })
    const past = await read(given, goes, { at, query: { knownAt: '2026-03-20T00:00:00.000Z' } })
    expect(past.body).toMatchObject({ id: goes, status: 'draft', names: { en: 'Valley of Light' } })
    const historyFor = async (actor: typeof editor) =>
      (await send(registry.getClusterHistory, { actor, params: { clusterId: stays } })).body.items.flatMap(
        ({ changes }) => Object.keys(changes),
      )
    expect(await historyFor(anonymous)).not.toContain('merged:from')
    expect(await historyFor(editor)).toContain('merged:from')
  })

  lengthy('goes on where it was broken off, at any call of the table', async () => {
    let broken = 0
    for (const when of ['before', 'after'] as const)
      for (let at = 1; ; at += 1) {
        const given = await world()
        const { table, referenceTable, goes, stays } = given
        const dying = createRegistry({ table: dyingTable(table, at, when), referenceTable })
        const first = await merge({ registry: dying }, goes, stays).catch((error: unknown) => error)
        if (!(first instanceof Died)) break
        broken += 1
        const again = await merge(given, goes, stays).catch((error: unknown) => error)
        if (again instanceof Error) expect(again.message, `${when} ${at}`).toContain('already')
        expect(await read(given, goes), `${when} ${at}`).toMatchObject({ status: 308 })
        expect(await membersOf(given, stays), `${when} ${at}`).toHaveLength(3)
        expect(table.all().filter(({ pk, deleted }) => pk === `TIES#${goes}` && !deleted)).toEqual([])
      }
    expect(broken).toBeGreaterThan(40)
  })

  it('is finished by the morning’s job when nobody repeats it', async () => {
    let finished = 0
    for (let at = 1; ; at += 3) {
      const given = await world()
      const { table, referenceTable, goes, stays } = given
      const dying = createRegistry({ table: dyingTable(table, at, 'after'), referenceTable })
      const first = await merge({ registry: dying }, goes, stays).catch((error: unknown) => error)
      if (!(first instanceof Died)) break
      const { merger } = (await new ClusterStore(table).get(goes)).value
      const { mergers } = await watch(given, new Date('2026-03-11T04:00:00.000Z'))
      expect(mergers, String(at)).toBe(merger?.state === 'merging' ? 1 : 0)
      finished += mergers
      if (merger === undefined) continue
      expect(await read(given, goes), String(at)).toMatchObject({ status: 308 })
      expect(await membersOf(given, stays), String(at)).toHaveLength(3)
    }
    expect(finished).toBeGreaterThan(5)
  })
})

describe('a merger of clusters is refused', () => {
  it('where both are entered, with the decision that merges entries, or where only the first is', async () => {
    const given = await world()
    const { stays, goes } = given
    const { cluster: other } = await anEntry(given, { names: { en: 'Fish Valley' } })
    await expect(merge(given, stays, other.id, { version: 3 })).rejects.toThrow('succession of kind "merger"')
    await expect(merge(given, stays, goes, { version: 3 })).rejects.toThrow(RuleFailedError)
  })

  it('with an open application, and to whom the power, the sight or the second factor is lacking', async () => {
    const given = await world()
    const { goes, stays } = given
    const hessian = person('hessian', ['cluster.edit'], ['DE-HE'])
    await expect(merge(given, goes, stays, { actor: hessian })).rejects.toThrow(NotFoundError)
    await expect(merge(given, goes, stays, { actor: bavaria })).resolves.toBeDefined()
    const draft = await aDraft(given, { names: { en: 'Fish' }, regions: ['DE-HE'] }, hessian)
    await expect(merge(given, draft.id, stays, { actor: hessian })).rejects.toThrow(ForbiddenError)
    await expect(
      merge(given, draft.id, stays, { actor: { ...ministry, singleFactor: true } }),
    ).rejects.toThrow(SecondFactorError)
    await underReview(given, draft.id)
    await expect(merge(given, draft.id, stays, { version: 2 })).rejects.toThrow('open application')
  })

  it('of a record that is merged, which is closed for good', async () => {
    const given = await world()
    const { registry, goes, stays, one } = given
    await merge(given, goes, stays)
    const params = { clusterId: goes }
    const refusals = [
      merge(given, goes, stays, { version: 3 }),
      send(registry.deleteCluster, { params, version: 3 }),
      send(registry.createApplication, { actor: editor, body: { cluster: goes, register: 'national' } }),
      send(registry.createMembership, {
        params,
        body: { organisation: one, tasks: [], to: null, from: '2026-01-01', roles: ['service'] },
      }),
    ]
    for (const [n, refusal] of refusals.entries())
      await expect(refusal, `${n}`).rejects.toThrow(ConflictError)
    const late = await aDraft(given, { names: { en: 'Another' } })
    await expect(merge(given, late.id, goes)).rejects.toThrow(`merged into ${stays}: merge into that`)
  })
})
