import { describe, expect, it } from 'vitest'
import { aDraft, anOrganisation, person, platform, send, underReview } from './support.ts'

const managed = async () => {
  const given = await platform()
  const { registry } = given
  const { body: organisation } = await send(registry.createOrganisation, { body: anOrganisation() })
  const cluster = await aDraft(given, { managementOrganisation: organisation.id })
  const application = await underReview(given, cluster.id)
  const decide = {
    params: { applicationId: application.id },
    version: 3,
    body: { decisionDate: '2026-03-01', act: { kind: 'Order' } },
  }
  return { registry, organisation, cluster, decide }
}

describe('nobody decides on an organisation they belong to', () => {
  it('when its cluster is entered, and when its membership is recorded', async () => {
    const { registry, organisation, cluster, decide } = await managed()
    const member = person('member', ['cluster.register'], ['*'], [organisation.id])
    const other = person('other', ['cluster.register'], ['*'], ['org_other'])
    await expect(send(registry.registerCluster, { ...decide, actor: member })).rejects.toThrow(
      'somebody else',
    )
    await send(registry.registerCluster, { ...decide, actor: other })
    const join = {
      params: { clusterId: cluster.id },
      body: { organisation: organisation.id, from: '2026-03-01', roles: [], role: 'support', tasks: [] },
    }
    await expect(send(registry.createMembership, { ...join, actor: member })).rejects.toThrow('somebody else')
  })
})

describe('a grant that names a cluster', () => {
  it('decides on it in regions that its holder has no power over', async () => {
    const { registry, cluster, decide } = await managed()
    const bare = person('named', ['cluster.register'], [])
    if (bare.kind === 'anonymous' || bare.capability === undefined) throw new Error('an account is meant')
    const naming = (clusters: string[]) => ({
      ...bare,
      capability: {
        subject: bare.subject,
        person: 'per_named',
        positions: [],
        grants: (bare.capability?.grants ?? []).map((grant) => ({ ...grant, clusters })),
      },
    })
    const another = naming(['clu_another'])
    await expect(send(registry.registerCluster, { ...decide, actor: another })).rejects.toThrow(
      'does not cover',
    )
    const { body } = await send(registry.registerCluster, { ...decide, actor: naming([cluster.id]) })
    expect(body.status).toBe('registered')
  })
})
