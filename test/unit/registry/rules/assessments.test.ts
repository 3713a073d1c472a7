import { describe, expect, it } from 'vitest'
import { canonicalJson, sha256 } from '#kernel/digest'
import { ForbiddenError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { assess, CompositionContent, compositionFrom, RuleSetVersion } from '#registry/model'
import { aDraft, anEntry, anOrganisation, anonymous, editor, ministry, person, send } from '../support.ts'
import { active, assessIt, type Given, join, ruled, rulemaker, version } from './ruled.ts'

const atLeastTwoPublicBodies = {
  kind: 'comparison',
  names: { en: 'At least 2 public bodies' },
  verified: true,
  metric: 'public-bodies',
  operator: '>=',
  threshold: '2',
}

describe('assessing a cluster', () => {
  it('keeps the verdict with version, evidence and what was judged, so that it comes out the same again', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await join(given, cluster.id, 2)
    const { body } = await assessIt(given, cluster.id)
    expect(body).toMatchObject({
      ruleSet: 'small',
      version: 1,
      verdict: 'pass',
      on: '2026-03-10',
      validUntil: '2027-03-10',
      assessedBy: 'per_ministry',
    })
    const read = await send(given.registry.getAssessment, {
      params: { clusterId: cluster.id, assessmentId: body.id },
    })
    const { inputs, results } = read.body
    expect(inputs?.composition.members).toHaveLength(2)
    expect(read.body.inputsHash).toBe(sha256(canonicalJson(inputs)))
    const rules = await send(given.registry.getRuleSetVersion, { params: { ruleSet: 'small', number: 1 } })
    if (inputs === undefined) throw new Error('the authority sees what was judged')
    const again = assess(
      RuleSetVersion.parse(rules.body),
      compositionFrom(CompositionContent.parse(inputs.composition)),
      inputs.attestations,
    )
    expect(again.results).toEqual(results)
  })

  it('counts members of the day only: begun, not ended, not suspended', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await join(given, cluster.id, 3)
    const atLeast = async (on: string) =>
      (await assessIt(given, cluster.id, { on })).body.results[1]?.evidence?.atLeast
    expect(await atLeast('2026-03-10')).toBe('3')
    expect(await atLeast('2025-12-31')).toBe('3')
    const rows = given.table.all().filter(({ entity }) => entity === 'membership')
    const [first, second] = rows
    if (first === undefined || second === undefined) throw new Error('there are memberships')
    given.table.plant({
      ...first,
      data: { ...Object(first['data']), suspended: [{ from: '2026-01-01', to: '2026-02-01' }] },
    })
    given.table.plant({ ...second, data: { ...Object(second['data']), to: '2026-01-20' } })
    expect(await atLeast('2025-12-31')).toBe('3')
    expect(await atLeast('2026-01-19')).toBe('2')
    expect(await atLeast('2026-01-20')).toBe('1')
    expect(await atLeast('2026-02-01')).toBe('2')
  })

  it('judges the figures of the last whole year of which there are any, at most 24 months old', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await join(given, cluster.id, 2)
    const [member] = given.table.all().filter(({ entity }) => entity === 'membership')
    const { organisation } = Object(member?.['data'])
    const state = (year: number) =>
      send(given.registry.stateMemberFigures, {
        params: { clusterId: cluster.id, organisationId: organisation, year },
        version: 0,
        body: { hasOutput: true },
      })
    const judged = async () => {
      const { body } = await assessIt(given, cluster.id)
      const params = { clusterId: cluster.id, assessmentId: body.id }
      const composition = (await send(given.registry.getAssessment, { params })).body.inputs?.composition
      const known = composition?.members.filter(({ hasOutput }) => hasOutput !== undefined)
      return [composition?.year, known?.length]
    }
    await state(2023)
    expect(await judged()).toEqual([2025, 0])
    await state(2024)
    expect(await judged()).toEqual([2024, 1])
    await state(2025)
    expect(await judged()).toEqual([2025, 1])
  })

  it('is the authority’s, and of no day to come', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await expect(assessIt(given, cluster.id, {}, editor)).rejects.toThrow(ForbiddenError)
    await expect(assessIt(given, cluster.id, { on: '2026-03-11' })).rejects.toThrow(RuleFailedError)
    await expect(assessIt(given, cluster.id, { on: '2024-12-31' })).rejects.toThrow(RuleFailedError)
    await expect(assessIt(given, cluster.id, { ruleSet: 'none' })).rejects.toThrow(NotFoundError)
  })

  it('is seen by who works on the cluster, newest first; what was judged by the authority', async () => {
    const given = await ruled()
    const { cluster } = await anEntry(given)
    const first = (await assessIt(given, cluster.id)).body
    const second = (await assessIt(given, cluster.id, { ruleSet: 'eccp-profile' })).body
    const params = { clusterId: cluster.id, assessmentId: second.id }
    const list = async (actor = ministry, limit = 50) =>
      (await send(given.registry.listAssessments, { actor, params, limit })).body
    expect((await list()).items.map(({ id }) => id)).toEqual([second.id, first.id])
    expect((await list(ministry, 1)).items).toHaveLength(1)
    const own = await send(given.registry.getAssessment, { actor: editor, params })
    expect(own.body.verdict).toBe('insufficient')
    expect(own.body).not.toHaveProperty('inputs')
    expect(own.body).not.toHaveProperty('assessedBy')
    for (const actor of [anonymous, person('stranger', [])]) {
      await expect(send(given.registry.getAssessment, { actor, params })).rejects.toThrow(NotFoundError)
      await expect(send(given.registry.listAssessments, { actor, params })).rejects.toThrow(NotFoundError)
    }
    const missing = { clusterId: cluster.id, assessmentId: `asm_${'0'.repeat(26)}` }
    await expect(send(given.registry.getAssessment, { params: missing })).rejects.toThrow(NotFoundError)
  })
})

describe('what if', () => {
  const extra = (many: number) =>
    Array.from({ length: many }, (_, index) => ({
      organisation: `org_${String(index + 1).padStart(26, '0')}`,
      kind: 'firm',
      roles: ['service'],
      tasks: [],
      memberSince: '2026-01-01',
    }))
  const tryIt = ({ registry }: Given, clusterId: string, over: object, actor = editor) =>
    send(registry.whatIfCluster, {
      actor,
      params: { clusterId },
      body: { ruleSet: 'small', attestations: active, ...over },
    })

  it('judges a draft with changes and keeps nothing', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await join(given, cluster.id, 1)
    const before = given.table.all().length
    expect((await tryIt(given, cluster.id, {})).body.verdict).toBe('fail')
    const changes = { members: extra(1), joining: [], withoutMembers: [], ties: [] }
    const { body } = await tryIt(given, cluster.id, { changes })
    expect(body).toMatchObject({ verdict: 'pass', version: 1, on: '2026-03-10' })
    expect(given.table.all()).toHaveLength(before)
    await expect(tryIt(given, cluster.id, {}, person('stranger', []))).rejects.toThrow(NotFoundError)
    const { cluster: entered } = await anEntry(given, { names: { en: 'Other' } })
    await expect(tryIt(given, entered.id, {}, person('stranger', []))).rejects.toThrow(NotFoundError)
  })

  it('counts an organisation that would join as the register knows it, and nobody who would leave', async () => {
    const given = await ruled({ rule: atLeastTwoPublicBodies })
    const cluster = await aDraft(given)
    const bodies = await Promise.all(
      ['the Land Office', 'the District'].map(async (name) => {
        const { body } = await send(given.registry.createOrganisation, {
          body: anOrganisation({
            names: { en: name },
            kind: 'public-body',
            identifiers: [],
            noIdentifierReason: 'part of the administration',
          }),
        })
        return body.id
      }),
    )
    const joining = bodies.map((organisation) => ({ organisation, roles: ['service'], tasks: [] }))
    const found = async (changes: object) => {
      const none = { members: [], joining: [], withoutMembers: [], ties: [] }
      const { body } = await tryIt(given, cluster.id, { changes: { ...none, ...changes } })
      return [body.verdict, body.results[0]?.evidence?.atLeast]
    }
    expect(await found({})).toEqual(['fail', '0'])
    expect(await found({ joining: joining.slice(1) })).toEqual(['fail', '1'])
    expect(await found({ joining })).toEqual(['pass', '2'])
    expect(await found({ joining, withoutMembers: bodies.slice(1) })).toEqual(['fail', '1'])
    const nobody = { organisation: 'org_01JD3Z5V9QK8M2N4P6R8S0T2V4', roles: ['service'], tasks: [] }
    await expect(found({ joining: [nobody] })).rejects.toThrow(NotFoundError)
  })

  it('tries a draft of a version for who manages the rule set', async () => {
    const given = await ruled()
    const cluster = await aDraft(given)
    await send(given.registry.addRuleSetVersion, {
      actor: rulemaker,
      params: { ruleSet: 'small' },
      body: version({ from: '2027-01-01' }),
    })
    const both = person('both', ['cluster.edit', 'rule-set.manage'])
    expect((await tryIt(given, cluster.id, { version: 2 }, both)).body.version).toBe(2)
    await expect(tryIt(given, cluster.id, { version: 2 })).rejects.toThrow(NotFoundError)
    expect((await tryIt(given, cluster.id, { version: 1 })).body.version).toBe(1)
  })

  it('tells nobody but the authority what depends on figures of members', async () => {
    const rule = {
      kind: 'comparison',
      names: { en: 'Purchases' },
      verified: true,
      metric: 'purchase-share',
      operator: '>=',
      threshold: '0.2',
    }
    const given = await ruled({ rule })
    const cluster = await aDraft(given)
    const buyer = {
      ...extra(1)[0],
      roles: ['final-producer'],
      purchasesTotal: { minorUnits: 100, currency: 'EUR' },
    }
    const changes = { members: [buyer], joining: [], withoutMembers: [], ties: [] }
    const shown = async (actor = editor) =>
      (await tryIt(given, cluster.id, { changes }, actor)).body.results[0]?.evidence
    expect(await shown(ministry)).toMatchObject({ atMost: '0/100', shortBy: '20' })
    expect(await shown()).toEqual({
      metric: 'purchase-share',
      operator: '>=',
      thresholds: ['2/10'],
      missing: [],
      withheld: true,
    })
  })
})
