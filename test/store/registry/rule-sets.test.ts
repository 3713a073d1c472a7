import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import { aDraft, ministry, person, platformIn, send } from '../../unit/registry/support.ts'

const rulemaker = person('rulemaker', ['rule-set.manage'])
const params = { ruleSet: 'small' }
let dynoxide: Dynoxide

beforeAll(async () => {
  dynoxide = await startDynoxide()
})
afterAll(() => dynoxide?.stop())

const start = async () => {
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  const given = await platformIn(await table(), await table())
  await send(given.registry.createRuleSet, {
    actor: rulemaker,
    body: { code: 'small', names: { en: 'Small' }, territory: ['*'] },
  })
  return given
}

const version = (from: string) => ({
  from,
  to: null,
  legalBasis: { kind: 'Order' },
  rule: {
    kind: 'comparison',
    names: { en: 'Members' },
    verified: true,
    metric: 'members',
    operator: '>=',
    threshold: '1',
  },
  territories: { codes: [], verified: true },
  newcomerYears: null,
  validityMonths: 12,
  noticeDays: [30],
  earlierDecisionsUntil: null,
})

describe('rule sets on DynamoDB', () => {
  it('number drafts of many at once without gap, and put one of two publications for a day in force', async () => {
    const { registry } = await start()
    const drafted = await Promise.all(
      Array.from({ length: 8 }, () =>
        send(registry.addRuleSetVersion, { actor: rulemaker, params, body: version('2026-04-01') }),
      ),
    )
    expect(drafted.map(({ body }) => body.number).toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const published = await Promise.allSettled(
      [1, 2].map((number) =>
        send(registry.publishRuleSetVersion, { actor: rulemaker, params: { ...params, number }, version: 1 }),
      ),
    )
    expect(published.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const list = await send(registry.listRuleSetVersions, { params })
    expect(list.body.items).toHaveLength(1)
  })

  it('keep assessments with what they judged, newest first', async () => {
    const given = await start()
    const { registry } = given
    await send(registry.addRuleSetVersion, { actor: rulemaker, params, body: version('2025-01-01') })
    await send(registry.publishRuleSetVersion, {
      actor: rulemaker,
      params: { ...params, number: 1 },
      version: 1,
    })
    const { id } = await aDraft(given)
    const made: string[] = []
    for (let count = 0; count < 2; count++) {
      const body = { ruleSet: 'small', attestations: {} }
      made.unshift((await send(registry.assessCluster, { params: { clusterId: id }, body })).body.id)
    }
    const list = await send(registry.listAssessments, { actor: ministry, params: { clusterId: id } })
    expect(list.body.items.map((one) => one.id)).toEqual(made)
    const assessment = { clusterId: id, assessmentId: made[0] }
    const { body } = await send(registry.getAssessment, { params: assessment })
    expect(body).toMatchObject({
      verdict: 'fail',
      results: [{ at: '/rule', evidence: { atLeast: '0', shortBy: '1' } }],
      inputs: { composition: { cluster: id, members: [] } },
    })
  })
})
