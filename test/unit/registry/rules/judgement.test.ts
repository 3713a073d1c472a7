import { describe, expect, it } from 'vitest'
import type { Context } from '#kernel/call'
import { sha256 } from '#kernel/digest'
import { ForbiddenError, RuleFailedError, TooLargeError } from '#kernel/errors'
import { idSource } from '#kernel/ids'
import { type Composition, Register } from '#registry/model'
import { ClusterStore } from '../../../../shared/registry/clusters/cluster-store.ts'
import {
  AssessmentStore,
  assessmentAddition,
} from '../../../../shared/registry/rule-sets/assessment-store.ts'
import { judge } from '../../../../shared/registry/rule-sets/judge.ts'
import { RuleSetStore } from '../../../../shared/registry/rule-sets/rule-set-store.ts'
import { lengthy } from '../../../support/lengthy.ts'
import { aDraft, ministry, NOW, send } from '../support.ts'
import { composition, finalProducer, member, tie } from './composition.ts'
import { active, publish, ruled, rulemaker, waiving } from './ruled.ts'

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

  lengthy('keeps what was judged of a large cluster in several records, but not without end', async () => {
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
