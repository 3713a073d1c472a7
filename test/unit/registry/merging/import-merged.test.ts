import { describe, expect, it } from 'vitest'
import { aCluster, anEntry, anOrganisation, bavaria, ministry, person, platform, send } from '../support.ts'

const FIRST = 'org_01HKXZ0000000000000000000A'
const DRAFT = 'clu_01HKXZ0000000000000000000A'
const SINCE = '2026-02-01T10:00:00.000Z'
type Given = Awaited<ReturnType<typeof platform>>

const row = (into: string, over: object = {}) => ({
  ...anOrganisation({ names: { en: 'Lens Works Ltd' } }),
  id: FIRST,
  merged: { into, since: SINCE },
  ...over,
})
const bring = async ({ registry }: Given, one: object, actor = ministry) =>
  (await send(registry.importOrganisations, { actor, body: { rows: [one] } })).body.rows[0]
const read = ({ registry }: Given, organisationId: string, query: object = {}) =>
  send(registry.getOrganisation, { params: { organisationId }, query })

describe('a record that was merged elsewhere', () => {
  it('leads to the one that stayed, though both have the same identifier, and was itself before', async () => {
    const given = await platform()
    const { body: stays } = await send(given.registry.createOrganisation, { body: anOrganisation() })
    expect(await bring(given, row(stays.id))).toMatchObject({ outcome: 'created', id: FIRST })
    expect(await bring(given, row(stays.id))).toMatchObject({ outcome: 'unchanged' })
    expect(await read(given, FIRST)).toMatchObject({
      status: 308,
      body: { id: FIRST, mergedInto: stays.id, since: SINCE },
    })
    expect((await read(given, stays.id)).body).toMatchObject({ mergedFrom: [FIRST] })
    const before = { knownAt: '2026-02-01T09:59:59.999Z' }
    expect((await read(given, FIRST, before)).body).toMatchObject({ names: { en: 'Lens Works Ltd' } })
    const { body: all } = await send(given.registry.listOrganisations, {})
    expect(all.items.map(({ id }) => id)).toEqual([stays.id])
  })

  it('is refused where it is here as its own, where the other is not, and to whom the power over both is lacking', async () => {
    const given = await platform()
    const { body: stays } = await send(given.registry.createOrganisation, { body: anOrganisation() })
    expect(await bring(given, row('org_01HKXZ0000000000000000000Z'))).toMatchObject({ code: 'not-found' })
    const hessian = person('hessian', ['organisation.edit'], ['DE-HE'])
    expect(await bring(given, row(stays.id), hessian)).toMatchObject({ code: 'forbidden' })
    const elsewhere = row(stays.id, { seat: { region: 'DE-HE' } })
    expect(await bring(given, elsewhere, bavaria)).toMatchObject({ code: 'forbidden' })
    expect(
      await bring(given, row(stays.id, { merged: { into: stays.id, since: '2027-01-01T00:00:00.000Z' } })),
    ).toMatchObject({ outcome: 'rejected' })
    expect(await bring(given, { ...row(stays.id), id: undefined })).toMatchObject({ outcome: 'rejected' })
    const { merged: _merged, ...own } = row(stays.id, { identifiers: [], noIdentifierReason: 'new' })
    expect(await bring(given, own)).toMatchObject({ outcome: 'created' })
    expect(await bring(given, row(stays.id))).toMatchObject({ code: 'conflict' })
  })

  it('may be the draft of a cluster', async () => {
    const given = await platform()
    const { cluster } = await anEntry(given)
    const rows = [
      {
        ...aCluster({ names: { en: 'Optics again' } }),
        id: DRAFT,
        merged: { into: cluster.id, since: SINCE },
      },
    ]
    const bringDraft = async () =>
      (await send(given.registry.importClusters, { body: { rows } })).body.rows[0]?.outcome
    expect([await bringDraft(), await bringDraft()]).toEqual(['created', 'unchanged'])
    const one = await send(given.registry.getCluster, { params: { clusterId: DRAFT } })
    expect(one).toMatchObject({ status: 308, body: { mergedInto: cluster.id } })
    const { body } = await send(given.registry.getCluster, { params: { clusterId: cluster.id } })
    expect(body.mergedFrom).toEqual([DRAFT])
    const drafts = await send(given.registry.listClusters, { query: { status: ['draft'] } })
    expect(drafts.body.items).toEqual([])
  })
})
