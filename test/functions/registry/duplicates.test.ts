import { describe, expect, it } from 'vitest'
import { serve } from '#kernel/http/serve'
import { registryContract } from '#registry/contract'
import { anOrganisation, ministry, NOW, person, platform } from '../../unit/registry/support.ts'
import { asking, authenticateAs } from './support.ts'

const start = async () => {
  const given = await platform()
  const handler = serve({
    contract: registryContract,
    handlers: given.registry,
    authenticate: authenticateAs({ ministry, nobody: person('nobody', []) }),
    table: given.table,
    clock: () => NOW,
  })
  return asking(registryContract, handler)
}

const nameless = (name: string, over: object = {}) =>
  anOrganisation({ names: { en: name }, identifiers: [], noIdentifierReason: 'new', ...over })

describe('likely duplicates over the routes', () => {
  it('are a problem that names them, and a repeat of the request that made one gets its first reply', async () => {
    const ask = await start()
    const headers = { 'idempotency-key': 'once' }
    const add = (body: object, more: object = {}) =>
      ask('POST', '/organisations', { as: 'ministry', body, headers: { 'accept-language': 'ru', ...more } })
    const first = await add(nameless('Lens Works'), headers)
    expect(first.status).toBe(201)
    expect((await add(nameless('Lens Works'), headers)).text).toBe(first.text)
    const refused = await add(nameless('Lens-Works GmbH'))
    expect(refused).toMatchObject({
      status: 409,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: {
        code: 'likely-duplicates',
        title: 'Вероятно, уже есть',
        duplicates: [{ id: first.body.id, score: 1, detail: '«Lens Works», сходство 100 %, тот же регион' }],
      },
    })
    const acknowledgedDuplicates = [first.body.id]
    expect((await add(nameless('Lens-Works GmbH', { acknowledgedDuplicates }))).status).toBe(201)
  })

  it('are shown to who may add an organisation, before it is saved', async () => {
    const ask = await start()
    await ask('POST', '/organisations', { as: 'ministry', body: nameless('Lens Works') })
    const body = { names: { en: 'Lens Works' } }
    const found = await ask('POST', '/organisations/duplicates', { as: 'ministry', body })
    expect(found).toMatchObject({
      status: 200,
      body: { items: [{ organisation: { names: { en: 'Lens Works' } }, likeness: { score: 1 } }] },
    })
    expect((await ask('POST', '/organisations/duplicates', { body })).status).toBe(401)
    expect((await ask('POST', '/organisations/duplicates', { as: 'nobody', body })).status).toBe(403)
  })

  it('are merged, repeated with the same key too, and lead from one to the other', async () => {
    const ask = await start()
    const add = async (name: string, over: object = {}) =>
      (await ask('POST', '/organisations', { as: 'ministry', body: nameless(name, over) })).body.id
    const into = await add('Lens Works')
    const from = await add('Lens Works GmbH', { acknowledgedDuplicates: [into] })
    const request = {
      as: 'ministry',
      headers: { 'if-match': '"1"', 'idempotency-key': 'merge' },
      body: { into, reason: 'Recorded twice', act: { kind: 'Order' } },
    }
    const merged = await ask('POST', `/organisations/${from}/merger`, request)
    expect(merged).toMatchObject({ status: 200, body: { id: into, mergedFrom: [from] } })
    expect((await ask('POST', `/organisations/${from}/merger`, request)).text).toBe(merged.text)
    expect(await ask('GET', `/organisations/${from}`)).toMatchObject({
      status: 308,
      headers: { location: `/api/v1/organisations/${into}` },
      body: { id: from, mergedInto: into },
    })
  })
})
