import { describe, expect, it } from 'vitest'
import type { Context } from '#kernel/call'
import { canonicalJson, sha256 } from '#kernel/digest'
import { ForbiddenError, NotFoundError, RuleFailedError, TooLargeError } from '#kernel/errors'
import { idSource } from '#kernel/ids'
import {
  type Attestations,
  assess,
  type Composition,
  CompositionContent,
  compositionFrom,
  Register,
  RuleSetVersion,
} from '#registry/model'
import { ClusterStore } from '../../../../shared/registry/clusters/cluster-store.ts'
import {
  AssessmentStore,
  assessmentAddition,
} from '../../../../shared/registry/rule-sets/assessment-store.ts'
import { judge } from '../../../../shared/registry/rule-sets/judge.ts'
import { RuleSetStore } from '../../../../shared/registry/rule-sets/rule-set-store.ts'
import {
  aDraft,
  anEntry,
  anOrganisation,
  anonymous,
  editor,
  ministry,
  NOW,
  person,
  platform,
  send,
} from '../support.ts'
import { composition, finalProducer, member, tie } from './composition.ts'

const rulemaker = person('rulemaker', ['rule-set.manage'])
const waiving = person('waiving', ['cluster.register', 'waiver.grant'])
const evidence = 'seen'
type Given = Awaited<ReturnType<typeof platform>>

const version = (over: object = {}) => ({
  from: '2025-01-01',
  to: null,
  legalBasis: { kind: 'Order', number: '1' },
  rule: {
    kind: 'all-of',
    names: { en: 'Small cluster', ru: 'Малый кластер' },
    verified: true,
    rules: [
      {
        kind: 'comparison',
        names: { en: 'At least 2 members', ru: 'Не менее 2 участников' },
        verified: true,
        metric: 'members',
        operator: '>=',
        threshold: '2',
      },
      {
        kind: 'comparison',
        names: { en: 'Proof of activity', ru: 'Подтверждение деятельности' },
        verified: true,
        metric: 'activity',
        operator: '=',
        threshold: '1',
      },
    ],
  },
  territories: { codes: [], verified: true },
  newcomerYears: null,
  validityMonths: 12,
  noticeDays: [30],
  earlierDecisionsUntil: null,
  ...over,
})

const publish = async ({ registry }: Given, over: object = {}, code = 'small') => {
  const params = { ruleSet: code }
  const { body } = await send(registry.addRuleSetVersion, { actor: rulemaker, params, body: version(over) })
  await send(registry.publishRuleSetVersion, {
    actor: rulemaker,
    params: { ...params, number: body.number },
    version: 1,
  })
}

/** A platform with the rule set `small`. */
const ruled = async (over: object = {}) => {
  const given = await platform()
  await send(given.registry.createRuleSet, {
    actor: rulemaker,
    body: { code: 'small', names: { en: 'Small' }, territory: ['*'] },
  })
  await publish(given, over)
  return given
}

const LEIS = ['5493001KJTIIGC8Y1R12', '529900T8BM49AURSDO55', '7LTWFZYICNSX8D621K86']
const join = async ({ registry }: Given, cluster: string, many: number) => {
  for (const value of LEIS.slice(0, many)) {
    const { body } = await send(registry.createOrganisation, {
      actor: editor,
      body: anOrganisation({ names: { en: value }, identifiers: [{ scheme: 'LEI', value }] }),
    })
    await send(registry.createMembership, {
      actor: ministry,
      params: { clusterId: cluster },
      body: { organisation: body.id, from: '2024-01-01', to: null, roles: ['service'], tasks: [] },
    })
  }
}

const active: Attestations = { activity: { value: true, evidence } }
const assessIt = ({ registry }: Given, clusterId: string, over: object = {}, actor = ministry) =>
  send(registry.assessCluster, {
    actor,
    params: { clusterId },
    body: { ruleSet: 'small', attestations: active, ...over },
  })

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
    const changes = { members: extra(1), withoutMembers: [], ties: [] }
    const { body } = await tryIt(given, cluster.id, { changes })
    expect(body).toMatchObject({ verdict: 'pass', version: 1, on: '2026-03-10' })
    expect(given.table.all()).toHaveLength(before)
    await expect(tryIt(given, cluster.id, {}, person('stranger', []))).rejects.toThrow(NotFoundError)
    const { cluster: entered } = await anEntry(given, { names: { en: 'Other' } })
    await expect(tryIt(given, entered.id, {}, person('stranger', []))).rejects.toThrow(NotFoundError)
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
    const changes = { members: [buyer], withoutMembers: [], ties: [] }
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

describe('the judgement of a decision', () => {
  const context = (actor = ministry): Context => ({ actor, requestId: 'r', at: NOW, language: 'en' })

  const setting = async (over: object = {}, made: (cluster: string) => Composition = () => members(2)) => {
    const given = await ruled(over)
    const ruleSets = new RuleSetStore(given.table)
    const { id } = await aDraft(given)
    const { value: cluster } = await new ClusterStore(given.table).get(id)
    const { body } = await send(given.registry.getRegister, { params: { registerId: 'national' } })
    const register = Register.parse({ ...body, ruleSets: ['small'] })
    const compositionOf = async (_cluster: string, on: string) => ({ ...made(id), cluster: cluster.id, on })
    const decide = (options: Partial<Parameters<ReturnType<typeof judge>>[0]> = {}, actor = ministry) =>
      judge({ ruleSets, compositionOf, newId: idSource() })(
        {
          register,
          cluster,
          date: '2026-03-10',
          attestations: active,
          action: 'register-cluster',
          ...options,
        },
        context(actor),
      )
    return { given, cluster, register, decide, assessments: new AssessmentStore(given.table) }
  }
  const members = (many: number) => composition(Array.from({ length: many }, (_, index) => member(index + 1)))

  it('passes with its term, its notices, and the writes that keep the assessment', async () => {
    const { given, cluster, decide, assessments, register } = await setting()
    const judgement = await decide()
    expect(judgement).toMatchObject({
      verdict: 'pass',
      validUntil: '2027-03-10',
      notices: [{ on: '2027-02-08', daysBefore: 30 }],
    })
    await given.table.write(judgement.writes)
    const [assessment] = judgement.assessments
    const kept = await assessments.get(cluster.id, assessment?.id ?? '')
    expect(kept).toEqual(assessment)
    expect(kept).toMatchObject({ register: register.id, version: 1, assessedBy: 'per_ministry' })
    expect(kept).not.toHaveProperty('waiver')
    expect((await assessments.inputs(kept.id)).composition.members).toHaveLength(2)
  })

  it('refuses who fails or is not known to pass, naming each rule that stands in the way', async () => {
    const { decide } = await setting({}, () => members(1))
    const failed = await decide({ attestations: {} }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RuleFailedError)
    expect(failed).toMatchObject({
      detail: {
        en: 'The cluster does not pass the rules of the register. small (1): fails: At least 2 members. insufficient data: Proof of activity.',
        ru: 'Кластер не проходит по правилам реестра. small (1): не выполнено: Не менее 2 участников. недостаточно данных: Подтверждение деятельности.',
      },
      faults: [
        {
          pointer: '/small/rule/rules/0',
          detail: { en: 'At least 2 members: required >= 2', ru: 'Не менее 2 участников: требуется >= 2' },
        },
        {
          pointer: '/small/rule/rules/1',
          detail: {
            en: 'Proof of activity: insufficient data; required = 1; missing: activity',
            ru: 'Подтверждение деятельности: недостаточно данных; требуется = 1; нет данных: activity',
          },
        },
      ],
    })
    const insufficient = await setting()
    await expect(insufficient.decide({ attestations: {} })).rejects.toThrow(
      /insufficient data: Proof of activity/,
    )
  })

  it('lets them through by a waiver of who may give one, and keeps the waiver', async () => {
    const { decide } = await setting({}, () => members(1))
    const waiver = { act: { kind: 'Order', number: '9' }, reason: 'a pilot' }
    await expect(decide({ waiver })).rejects.toThrow(ForbiddenError)
    const judgement = await decide({ waiver }, waiving)
    expect(judgement).toMatchObject({ verdict: 'fail', validUntil: '2027-03-10' })
    expect(judgement.assessments[0]?.waiver).toEqual(waiver)
    const unneeded = await (await setting()).decide({ waiver }, waiving)
    expect(unneeded.assessments[0]).not.toHaveProperty('waiver')
  })

  it('asks nothing where the register names no rule set, and refuses a day without a version in force', async () => {
    const { decide, register } = await setting()
    expect(await decide({ register: { ...register, ruleSets: [] } })).toEqual({
      verdict: 'pass',
      validUntil: null,
      notices: [],
      assessments: [],
      writes: [],
    })
    await expect(decide({ date: '2024-12-31' })).rejects.toThrow(RuleFailedError)
  })

  it('takes the strictest of several rule sets and the earliest end', async () => {
    const { given, decide, register } = await setting()
    await send(given.registry.createRuleSet, {
      actor: rulemaker,
      body: { code: 'short', names: { en: 'Short' }, territory: ['*'] },
    })
    await publish(given, { validityMonths: 6, noticeDays: [10] }, 'short')
    const both = { ...register, ruleSets: ['small', 'short'] }
    const judgement = await decide({ register: both })
    expect(judgement).toMatchObject({
      verdict: 'pass',
      validUntil: '2026-09-10',
      notices: [{ on: '2026-08-31', daysBefore: 10 }],
    })
    expect(judgement.assessments.map(({ ruleSet }) => ruleSet)).toEqual(['small', 'short'])
    const three = { ...register, ruleSets: ['small', 'eccp-profile'] }
    await expect(decide({ register: three })).rejects.toThrow(/eccp-profile \(1\): fails: /)
  })

  it('stays as it was when a second version comes into force, and ends after its own term', async () => {
    const { given, cluster, decide } = await setting()
    const judgement = await decide()
    await given.table.write(judgement.writes)
    const [decision] = judgement.assessments
    const rules = {
      kind: 'comparison',
      names: { en: 'Many' },
      verified: true,
      metric: 'members',
      operator: '>=',
      threshold: '50',
    }
    await publish(given, { from: '2026-06-01', rule: rules, validityMonths: 1 })
    const params = { clusterId: cluster.id, assessmentId: decision?.id }
    const read = await send(given.registry.getAssessment, { params })
    expect(read.body).toMatchObject({ version: 1, verdict: 'pass', validUntil: '2027-03-10' })
    expect(read.body.results).toEqual(decision?.results)
    await expect(decide({ date: '2026-06-01' })).rejects.toThrow(/small \(2\): fails: Many/)
    expect((await decide({ date: '2026-05-31' })).assessments[0]?.version).toBe(1)
  })

  it('ends when a transitional rule of a later version says so', async () => {
    const { given, cluster, decide } = await setting()
    const judgement = await decide()
    await given.table.write(judgement.writes)
    await publish(given, { from: '2026-06-01', earlierDecisionsUntil: '2026-12-31' })
    const { body } = await send(given.registry.listAssessments, { params: { clusterId: cluster.id } })
    expect(body.items[0]).toMatchObject({ version: 1, verdict: 'pass', validUntil: '2026-12-31' })
  })

  it('gives up the race when the rule set changed between judging and deciding', async () => {
    const { given, decide } = await setting()
    const { writes } = await decide()
    await publish(given, { from: '2026-03-10' })
    await expect(given.table.write(writes)).rejects.toThrow('a record changed between reading and writing')
    expect(given.table.all().filter(({ entity }) => entity === 'assessment')).toEqual([])
  })

  it('does not count a condition of a threshold among what stands in the way, nor alternatives of what passed', async () => {
    const comparison = (names: string, metric: string, threshold: unknown) => ({
      kind: 'comparison',
      names: { en: names },
      verified: true,
      metric,
      operator: '>=',
      threshold,
    })
    const group = (kind: string, rules: unknown[]) => ({ kind, names: { en: kind }, verified: true, rules })
    const rule = group('all-of', [
      group('any-of', [
        comparison('Hundred members', 'members', '100'),
        comparison('One member', 'members', '1'),
      ]),
      comparison('Purchases', 'purchase-share', {
        when: comparison('In listed territories', 'share-in-listed-territories', '0.3'),
        ifMet: '0.1',
        otherwise: '0.2',
      }),
    ])
    const made = () => composition([finalProducer(1, 100), member(2)], [tie(2, 1, 19)])
    const { decide } = await setting({ rule }, made)
    const refused = await decide().catch((error: unknown) => error)
    expect(refused).toMatchObject({ faults: [{ pointer: '/small/rule/rules/1' }] })
  })

  it('keeps what was judged of a large cluster in several records, but not without end', async () => {
    const { decide } = await setting()
    expect((await decide()).writes).toHaveLength(3)
    const ties = Array.from({ length: 40_000 }, (_, index) =>
      tie(index + 1, (index * 7919) % 65_537, (index * 104_729) % 1_000_003),
    )
    const large = await setting({}, () => ({ ...members(2), ties }))
    const judgement = await large.decide()
    expect(judgement.writes.length).toBeGreaterThan(3)
    await large.given.table.write(judgement.writes)
    const [kept] = judgement.assessments
    if (kept === undefined) throw new Error('there is an assessment')
    const inputs = await large.assessments.inputs(kept.id)
    expect(inputs.composition.ties).toHaveLength(40_000)

    const noise = Array.from({ length: 60_000 }, (_, index) => sha256(String(index)))
    const endless = { ...inputs, attestations: { activity: { value: true, evidence: noise.join('') } } }
    expect(() => assessmentAddition(kept, endless, context(), 'test')).toThrow(TooLargeError)
  })
})
