import { describe, expect, it } from 'vitest'
import { serve } from '#kernel/http/serve'
import { registryContract } from '#registry/contract'
import { aDraft, editor, ministry, NOW, person, platform } from '../../unit/registry/support.ts'
import { asking, authenticateAs } from './support.ts'

const people = { ministry, editor, rulemaker: person('rulemaker', ['rule-set.manage']) }

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

const members = {
  kind: 'comparison',
  names: { en: 'At least 1 member' },
  verified: true,
  metric: 'members',
  operator: '>=',
  threshold: '1',
}
const version = { from: '2025-01-01', legalBasis: { kind: 'Order' }, rule: members, validityMonths: 6 }

describe('rule sets over their routes', () => {
  it('are begun, drafted, published once, and judge a cluster', async () => {
    const given = await start()
    const { ask } = given
    const ruleSet = { code: 'small', names: { en: 'Small' }, territory: ['*'] }
    expect((await ask('POST', '/rule-sets', { as: 'editor', body: ruleSet })).status).toBe(403)
    expect((await ask('POST', '/rule-sets', { as: 'rulemaker', body: ruleSet })).status).toBe(201)
    const drafted = await ask('POST', '/rule-sets/small/versions', { as: 'rulemaker', body: version })
    expect(drafted).toMatchObject({ status: 201, body: { number: 1, status: 'draft' } })
    expect((await ask('GET', '/rule-sets/small/versions/1')).status).toBe(404)

    const publication = '/rule-sets/small/versions/1/publication'
    const headers = { 'if-match': '"1"', 'idempotency-key': 'once' }
    const published = await ask('POST', publication, { as: 'rulemaker', headers })
    expect(published).toMatchObject({ status: 200, body: { status: 'published' } })
    expect((await ask('POST', publication, { as: 'rulemaker', headers })).text).toBe(published.text)
    const change = { as: 'rulemaker', body: version, headers: { 'if-match': '"2"' } }
    expect((await ask('PUT', '/rule-sets/small/versions/1', change)).status).toBe(409)
    expect((await ask('GET', '/rule-sets/small/in-force?on=2026-03-10')).body).toMatchObject({
      number: 1,
      rule: members,
      noticeDays: [180, 90, 30],
    })

    const { id } = await aDraft(given)
    const path = `/clusters/${id}/assessments`
    const assessed = await ask('POST', path, { as: 'ministry', body: { ruleSet: 'small' } })
    expect(assessed).toMatchObject({ status: 201, body: { verdict: 'fail', validUntil: '2026-09-10' } })
    expect(assessed.headers['location']).toBe(`/api/v1${path}/${assessed.body.id}`)
    const read = await ask('GET', `${path}/${assessed.body.id}`, { as: 'ministry' })
    expect(read.body.inputs).toEqual({
      composition: { cluster: id, on: '2026-03-10', year: 2025, members: [], ties: [] },
      attestations: {},
    })
    expect((await ask('GET', path, { as: 'editor' })).body.items).toHaveLength(1)
    const tried = await ask('POST', `${path}/what-if`, { as: 'editor', body: { ruleSet: 'small' } })
    expect(tried).toMatchObject({ status: 200, body: { verdict: 'fail', results: [{ at: '/rule' }] } })
  })

  it('refuse rules without end and thresholds that are no numbers', async () => {
    const { ask } = await start()
    const send = (rule: unknown) =>
      ask('POST', '/rule-sets/eccp-profile/versions', { as: 'rulemaker', body: { ...version, rule } })
    expect(await send({ ...members, threshold: 'many' })).toMatchObject({ status: 422 })
    const depth = 10_000
    const open = '{"kind":"all-of","names":{"en":"All"},"verified":true,"rules":['
    const deep = `{"from":"2025-01-01","legalBasis":{"kind":"Order"},"rule":${open.repeat(depth)}${']}'.repeat(depth)}}`
    const answer = await ask('POST', '/rule-sets/eccp-profile/versions', { as: 'rulemaker', body: deep })
    expect(answer.status).toBe(422)
  })
})
