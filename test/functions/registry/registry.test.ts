import { describe, expect, it } from 'vitest'
import { serve } from '#kernel/http/serve'
import { registryContract } from '#registry/contract'
import {
  aCluster,
  anEntry,
  anOrganisation,
  assessor,
  bavaria,
  editor,
  ministry,
  NOW,
  person,
  platform,
} from '../../unit/registry/support.ts'
import { asking, authenticateAs } from './support.ts'

const people = { ministry, editor, assessor, bavaria, nobody: person('nobody', []) }

const start = async () => {
  const given = await platform()
  const handler = serve({
    contract: registryContract,
    handlers: given.registry,
    authenticate: authenticateAs(people),
    table: given.table,
    clock: () => NOW,
  })
  return { ...given, ask: asking(registryContract, handler) }
}

describe('the registry over its routes', () => {
  it('takes a cluster from its draft to its public entry', async () => {
    const { ask } = await start()
    const key = { 'idempotency-key': 'draft-1' }
    const drafted = await ask('POST', '/clusters', { as: 'editor', body: aCluster(), headers: key })
    expect(drafted).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { status: 'draft' } })
    const { id } = drafted.body
    expect(drafted.headers['location']).toBe(`/api/v1/clusters/${id}`)
    const repeated = await ask('POST', '/clusters', { as: 'editor', body: aCluster(), headers: key })
    expect(repeated.text).toBe(drafted.text)
    expect((await ask('GET', `/clusters/${id}`)).status).toBe(404)

    const applied = await ask('POST', '/applications', {
      as: 'editor',
      body: { cluster: id, register: 'national' },
    })
    expect(applied.status).toBe(201)
    const step = (as: string, name: string, version: number) =>
      ask('POST', `/applications/${applied.body.id}/${name}`, {
        as,
        body: {},
        headers: { 'if-match': `"${version}"` },
      })
    expect(await step('editor', 'submission', 1)).toMatchObject({
      status: 200,
      body: { status: 'submitted' },
    })
    expect((await step('editor', 'submission', 2)).body.code).toBe('conflict')
    expect(await step('assessor', 'review', 2)).toMatchObject({
      status: 200,
      body: { status: 'under-review' },
    })
    const path = `/applications/${applied.body.id}/registration`
    const decision = { decisionDate: '2026-03-01', act: { kind: 'Order' } }
    const decide = (as: string, headers: Record<string, string>) =>
      ask('POST', path, { as, body: decision, headers })
    expect((await decide('editor', { 'if-match': '"3"' })).status).toBe(403)
    expect((await decide('ministry', {})).status).toBe(428)
    expect((await decide('ministry', { 'if-match': '"9"' })).status).toBe(412)
    const headers = { 'if-match': 'W/"3"', 'idempotency-key': 'decision-1' }
    const decided = await decide('ministry', headers)
    expect(decided).toMatchObject({ status: 200, body: { number: '2026-0001' } })
    // The record moved on by this very decision; the repeat gets its first reply all the same.
    expect((await decide('ministry', headers)).text).toBe(decided.text)

    const shown = await ask('GET', `/clusters/${id}`)
    expect(shown).toMatchObject({ status: 200, body: { status: 'registered' } })
    expect(shown.body).not.toHaveProperty('createdBy')
    expect(
      (await ask('GET', `/clusters/${id}`, { headers: { 'if-none-match': String(shown.headers['etag']) } }))
        .status,
    ).toBe(304)
    const entry = await ask('GET', '/registers/national/entries/2026-0001')
    expect(entry.body).toMatchObject({ cluster: id, status: 'registered' })
  })

  it('answers who may not', async () => {
    const { ask, registry: _registry, ...given } = await start()
    const { cluster } = await anEntry({ ...given, registry: _registry }, { regions: ['DE-HE'] })
    const put = { body: aCluster({ regions: ['DE-HE'] }), headers: { 'if-match': '"3"' } }
    expect((await ask('PUT', `/clusters/${cluster.id}`, put)).status).toBe(401)
    expect((await ask('PUT', `/clusters/${cluster.id}`, { ...put, as: 'nobody' })).status).toBe(403)
    expect((await ask('PUT', `/clusters/${cluster.id}`, { ...put, as: 'bavaria' })).status).toBe(403)
    expect((await ask('PUT', `/clusters/${cluster.id}`, { ...put, as: 'ministry' })).status).toBe(200)
    const drop = (version: string) =>
      ask('DELETE', `/clusters/${cluster.id}`, { as: 'ministry', headers: { 'if-match': version } })
    expect((await drop('"2"')).status).toBe(412)
    const kept = await drop('"3"')
    expect(kept).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(kept.headers['content-type']).toContain('application/problem+json')
    expect((await ask('GET', '/clusters?status=draft')).status).toBe(401)
  })

  it('names what is wrong with a request', async () => {
    const { ask } = await start()
    const bad = await ask('POST', '/organisations', {
      as: 'ministry',
      body: anOrganisation({ identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R13' }] }),
      headers: { 'accept-language': 'ru' },
    })
    expect(bad.status).toBe(422)
    expect(bad.body.errors).toMatchObject([{ pointer: '/identifiers/0/value' }])
    expect(JSON.stringify(bad.body)).toContain('контрольные цифры')
    expect((await ask('GET', '/clusters?stage=growth,dream')).status).toBe(400)
    expect((await ask('GET', '/clusters?status=draft,registered', { as: 'editor' })).status).toBe(400)
    expect((await ask('GET', '/clusters/clu_nonsense')).status).toBe(400)
    expect((await ask('GET', '/registers/nowhere/entries')).status).toBe(404)
    expect(
      (await ask('POST', '/clusters', { as: 'editor', body: aCluster({ regions: ['XX'] }) })).body,
    ).toMatchObject({
      code: 'rule-failed',
      errors: [{ pointer: '/regions/0' }, { pointer: '/seat/region' }],
    })
    expect(
      (await ask('POST', '/registers/national/entries/import', { as: 'ministry', body: { rows: [] } }))
        .status,
    ).toBe(422)
  })

  it('pages through its lists, and takes no cursor of another', async () => {
    const { ask, ...given } = await start()
    for (const name of ['Alpha', 'Beta', 'Gamma']) await anEntry(given, { names: { en: name } })
    const first = await ask('GET', '/clusters?limit=2')
    expect(first.body.items).toHaveLength(2)
    const next = encodeURIComponent(first.body.next)
    const second = await ask('GET', `/clusters?limit=2&cursor=${next}`)
    expect(second.body).toMatchObject({ items: [{ names: { en: 'Gamma' } }], next: null })
    expect((await ask('GET', `/clusters?limit=2&region=DE-BY&cursor=${next}`)).status).toBe(400)
    expect((await ask('GET', `/registers/national/entries?limit=2&cursor=${next}`)).status).toBe(400)
  })

  it('lists a membership on both sides', async () => {
    const { ask, ...given } = await start()
    const { cluster } = await anEntry(given)
    const organisation = await ask('POST', '/organisations', { as: 'ministry', body: anOrganisation() })
    const body = { organisation: organisation.body.id, roles: ['research'], from: '2026-01-01' }
    const path = `/clusters/${cluster.id}/memberships`
    const created = await ask('POST', path, { as: 'ministry', body })
    expect(created).toMatchObject({ status: 201, body: { to: null, tasks: [] } })
    const address = String(created.headers['location']).replace('/api/v1', '')
    const ended = await ask('PUT', address, {
      as: 'ministry',
      body: { roles: ['research'], to: '2026-03-01' },
      headers: { 'if-match': String(created.headers['etag']) },
    })
    expect(ended).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { to: '2026-03-01' } })
    expect((await ask('GET', path, { as: 'ministry' })).body.items).toEqual([ended.body])
    // The steps with their reasons are for those concerned.
    const { steps: _steps, ...shown } = ended.body
    expect((await ask('GET', path)).body.items).toEqual([shown])
    expect((await ask('GET', `/organisations/${organisation.body.id}/memberships`)).body.items).toEqual([
      shown,
    ])
    const kept = await ask('DELETE', `/organisations/${organisation.body.id}`, {
      as: 'ministry',
      headers: { 'if-match': '"1"' },
    })
    expect(kept).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  it('answers every row of an import', async () => {
    const { ask } = await start()
    const row = {
      names: { en: 'X' },
      primaryCategory: '_U',
      regions: ['DE'],
      registeredOn: '2020-01-01',
      act: { kind: 'Act' },
    }
    const rows = [row, { ...row, names: {} }]
    const first = await ask('POST', '/registers/national/entries/import', { as: 'ministry', body: { rows } })
    expect(first).toMatchObject({ status: 200, body: { created: 1, rejected: 1 } })
    const again = await ask('POST', '/registers/national/entries/import', { as: 'ministry', body: { rows } })
    expect(again.body).toMatchObject({ unchanged: 1, rejected: 1 })
  })
})
