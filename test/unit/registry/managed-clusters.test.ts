import { describe, expect, it } from 'vitest'
import { NotFoundError } from '#kernel/errors'
import { clusterEntity, managedBy } from '#registry/keys'
import {
  aDraft,
  amended,
  anEntry,
  anOrganisation,
  anonymous,
  editor,
  person,
  platform,
  send,
} from './support.ts'

describe('the clusters that an organisation manages', () => {
  const world = async () => {
    const given = await platform()
    const { registry } = given
    const office = async (over: object) =>
      (await send(registry.createOrganisation, { actor: editor, body: anOrganisation(over) })).body.id
    const one = await office({})
    const other = await office({ names: { en: 'Another office' }, identifiers: [] })
    const managed = async (organisationId: string, actor = anonymous) =>
      (await send(registry.listManagedClusters, { actor, params: { organisationId } })).body.items.map(
        ({ id }) => id,
      )
    return { given, registry, one, other, managed }
  }

  it('are found by it, drafts by those alone who work on them', async () => {
    const { given, one, other, managed } = await world()
    const { cluster } = await anEntry(given, { managementOrganisation: one })
    const draft = await aDraft(given, { names: { en: 'Draft' }, managementOrganisation: one })
    await anEntry(given, { names: { en: 'Of nobody' } })
    expect(await managed(one)).toEqual([cluster.id])
    expect(await managed(one, editor)).toEqual([cluster.id, draft.id])
    expect(await managed(one, person('stranger', []))).toEqual([cluster.id])
    expect(await managed(other)).toEqual([])
    await expect(managed('org_01JD3Z5V9QK8M2N4P6R8S0T2V4')).rejects.toThrow(NotFoundError)
  })

  it('go over when the management does, and are gone with a draft', async () => {
    const { given, registry, one, other, managed } = await world()
    const { cluster } = await anEntry(given, { managementOrganisation: one })
    await amended(given, cluster.id, { managementOrganisation: other })
    expect([await managed(one), await managed(other)]).toEqual([[], [cluster.id]])
    const draft = await aDraft(given, { names: { en: 'Draft' }, managementOrganisation: one })
    await send(registry.deleteCluster, { actor: editor, params: { clusterId: draft.id }, version: 1 })
    const { items } = await given.table.query({ pk: managedBy(one), limit: 9 })
    expect(items).toEqual([])
  })

  it('come page by page', async () => {
    const { given, registry, one } = await world()
    const made = []
    for (const name of ['A', 'B', 'C'])
      made.push((await anEntry(given, { names: { en: name }, managementOrganisation: one })).cluster.id)
    const page = (after?: Readonly<Record<string, string>>) =>
      send(registry.listManagedClusters, {
        params: { organisationId: one },
        limit: 2,
        ...(after && { after }),
      })
    const first = (await page()).body
    const second = (await page(first.next)).body
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(made)
  })

  it('are found by it after an upgrade, once older records were rewritten', async () => {
    const { given, one } = await world()
    const { cluster } = await anEntry(given, { managementOrganisation: one })
    const stored = await given.table.get({ pk: `CLUSTER#${cluster.id}`, sk: 'CLUSTER' })
    const { beside } = clusterEntity.completed?.(stored?.['data']) ?? { beside: [] }
    expect(beside).toContainEqual(
      expect.objectContaining({ pk: managedBy(one), data: { organisation: one, cluster: cluster.id } }),
    )
  })
})
