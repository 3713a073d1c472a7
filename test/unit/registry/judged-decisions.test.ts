import { describe, expect, it } from 'vitest'
import { ForbiddenError, RuleFailedError } from '#kernel/errors'
import { extract } from './extracts/support.ts'
import { aDraft, anonymous, editor, person, platform, send, underReview, watch } from './support.ts'

const act = { kind: 'Order', number: '7' }
const at = (day: string) => new Date(`${day}T10:00:00.000Z`)
const rulemaker = person('rulemaker', ['rule-set.manage'])
const registrar = person('registrar', ['cluster.register'])
const waiving = person('waiving', ['cluster.register', 'waiver.grant'])
const attestations = { activity: { value: true, evidence: 'A visit' } }

const comparison = (metric: string, threshold: string, operator: string) => ({
  kind: 'comparison',
  names: { en: `${metric} ${operator} ${threshold}` },
  verified: true,
  metric,
  operator,
  threshold,
})

/** A platform whose national register asks for proof of activity, and gives decisions a year. */
const ruled = async () => {
  const given = await platform()
  const { registry } = given
  const version = {
    from: '2025-01-01',
    to: null,
    legalBasis: { kind: 'Order', number: '1' },
    rule: comparison('activity', '1', '='),
    territories: { codes: [], verified: true },
    newcomerYears: null,
    validityMonths: 12,
    noticeDays: [180, 90, 30],
    earlierDecisionsUntil: null,
  }
  await send(registry.createRuleSet, {
    actor: rulemaker,
    body: { code: 'active', names: { en: 'Active clusters' }, territory: ['*'] },
  })
  const params = { ruleSet: 'active' }
  const { body: draft } = await send(registry.addRuleSetVersion, { actor: rulemaker, params, body: version })
  await send(registry.publishRuleSetVersion, {
    actor: rulemaker,
    params: { ...params, number: draft.number },
    version: 1,
  })
  const register = (await send(registry.getRegister, { params: { registerId: 'national' } })).body
  const { id: _id, code: _code, createdAt: _at, ...content } = register
  await send(registry.changeRegister, {
    params: { registerId: 'national' },
    version: 1,
    body: { ...content, ruleSets: ['active'] },
  })
  const cluster = await aDraft(given)
  const application = await underReview(given, cluster.id)
  const decide = (over: object = {}, actor = registrar) =>
    send(registry.registerCluster, {
      actor,
      params: { applicationId: application.id },
      version: 3,
      body: { decisionDate: '2026-03-10', act, attestations: {}, ...over },
    })
  return { ...given, cluster, decide }
}

describe('a decision by the rules of the register', () => {
  it('refuses a cluster that fails or of which too little is known, without taking a number', async () => {
    const { decide } = await ruled()
    await expect(decide()).rejects.toThrow(RuleFailedError)
    const failing = { activity: { value: false, evidence: 'Nobody was there' } }
    await expect(decide({ attestations: failing })).rejects.toThrow(RuleFailedError)
    const { body } = await decide({ attestations })
    expect(body).toMatchObject({ number: '2026-0001', validUntil: '2027-03-10' })
  })

  it('keeps the assessment on which it rests', async () => {
    const { registry, cluster, decide } = await ruled()
    await decide({ attestations })
    const { body } = await send(registry.listAssessments, { params: { clusterId: cluster.id }, query: {} })
    expect(body.items).toMatchObject([{ ruleSet: 'active', version: 1, verdict: 'pass' }])
  })

  it('lets a failing cluster through by a waiver with its act, of whoever holds the power', async () => {
    const { decide } = await ruled()
    const waiver = { act, reason: 'Of national interest' }
    await expect(decide({ waiver })).rejects.toThrow(ForbiddenError)
    expect((await decide({ waiver }, waiving)).body.number).toBe('2026-0001')
  })
})

describe('the term of a decision', () => {
  it('is announced three times, then ends the entry on its day', async () => {
    const given = await ruled()
    await given.decide({ attestations })
    const told: [string, number, number][] = []
    for (const day of [
      '2026-09-10',
      '2026-09-11',
      '2026-12-10',
      '2027-02-08',
      '2027-03-09',
      '2027-03-10',
      '2027-03-11',
    ]) {
      const { expiring, expired } = await watch(given, at(day))
      told.push([day, expiring, expired])
    }
    expect(told).toEqual([
      ['2026-09-10', 0, 0],
      ['2026-09-11', 1, 0],
      ['2026-12-10', 1, 0],
      ['2027-02-08', 1, 0],
      ['2027-03-09', 1, 0],
      ['2027-03-10', 0, 1],
      ['2027-03-11', 0, 0],
    ])
    const notices = await send(given.registry.listNotices, { actor: editor, query: {} })
    const announced = notices.body.items.filter(({ kind }) => kind === 'decision-expires')
    expect(announced.map(({ at: day, due }) => [day.slice(0, 10), due])).toEqual([
      ['2027-02-08', '2027-03-10'],
      ['2026-12-10', '2027-03-10'],
      ['2026-09-11', '2027-03-10'],
    ])
    const entry = await send(given.registry.getEntry, {
      actor: anonymous,
      params: { registerId: 'national', number: '2026-0001' },
      query: {},
    })
    expect(entry.body).toMatchObject({ status: 'removed' })
    expect(entry.body.statuses.at(-1)).toEqual({ from: '2027-03-10', to: null, value: 'removed' })
  })

  it('begins anew when the entry is confirmed by the rules then in force', async () => {
    const given = await ruled()
    await given.decide({ attestations })
    const confirm = (body: object) =>
      send(given.registry.reconfirmEntry, {
        actor: registrar,
        params: { registerId: 'national', number: '2026-0001' },
        version: 1,
        body: { decisionDate: '2027-03-01', act, attestations: {}, ...body },
        at: at('2027-03-01'),
      })
    await expect(confirm({})).rejects.toThrow(RuleFailedError)
    const { body } = await confirm({ attestations })
    expect(body.validUntil).toBe('2028-03-01')
    expect(await watch(given, at('2027-03-11'))).toMatchObject({ expiring: 0, expired: 0 })
    const steps = await send(given.registry.listEntrySteps, {
      params: { registerId: 'national', number: '2026-0001' },
    })
    expect(steps.body.items.map(({ action, validUntil }) => [action, validUntil])).toEqual([
      ['register', '2027-03-10'],
      ['reconfirm', '2028-03-01'],
    ])
    const termAt = async (asOf: string, knownAt: string) =>
      (await extract(given, { asOf, knownAt }, '2026-0001')).content.entry.validUntil
    expect(await termAt('2027-02-28', '2027-03-02')).toBe('2027-03-10')
    expect(await termAt('2027-03-01', '2027-02-28')).toBe('2027-03-10')
    expect(await termAt('2027-03-01', '2027-03-02')).toBe('2028-03-01')
    const shownAt = async (asOf: string) => {
      const params = { registerId: 'national', number: '2026-0001' }
      const { body: past } = await send(given.registry.getEntry, {
        params,
        query: { asOf },
        at: at('2027-03-02'),
      })
      return [past.validUntil, past.expiryNotices]
    }
    expect(await shownAt('2027-02-28')).toEqual(['2027-03-10', undefined])
    expect(await shownAt('2027-03-01')).toEqual(['2028-03-01', undefined])
  })
})
