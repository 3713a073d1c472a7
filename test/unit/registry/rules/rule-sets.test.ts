import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { anonymous, NOW, person, platform, send } from '../support.ts'

const rulemaker = person('rulemaker', ['rule-set.manage'])
const bavarian = person('bavarian', ['rule-set.manage'], ['DE-BY'])
const editor = person('editor', ['cluster.edit'])
type Given = Awaited<ReturnType<typeof platform>>

const size = (least: string) => ({
  kind: 'comparison',
  names: { en: `At least ${least} members` },
  verified: true,
  metric: 'members',
  operator: '>=',
  threshold: least,
})
const content = (over: object = {}) => ({
  from: '2025-01-01',
  to: null,
  legalBasis: { kind: 'Order', number: '1' },
  rule: size('3'),
  territories: { codes: [], verified: true },
  newcomerYears: null,
  validityMonths: 12,
  noticeDays: [180, 90, 30],
  earlierDecisionsUntil: null,
  ...over,
})

const begin = ({ registry }: Given, over: object = {}, actor = rulemaker) =>
  send(registry.createRuleSet, {
    actor,
    body: { code: 'small', names: { en: 'Small clusters' }, territory: ['*'], ...over },
  })
const draft = async ({ registry }: Given, over: object = {}) =>
  (
    await send(registry.addRuleSetVersion, {
      actor: rulemaker,
      params: { ruleSet: 'small' },
      body: content(over),
    })
  ).body
const publish = ({ registry }: Given, number: number, version = 1, at = NOW) =>
  send(registry.publishRuleSetVersion, {
    actor: rulemaker,
    params: { ruleSet: 'small', number },
    version,
    at,
  })

describe('rule sets', () => {
  it('come with the two examples, once, in force, with what is not verified marked so', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.listRuleSets, { actor: anonymous })
    expect(body.items.map(({ code, published }) => [code, published.length])).toEqual([
      ['eccp-profile', 1],
      ['industrial-cluster-779', 1],
    ])
    const decree = await send(registry.getRuleSetInForce, {
      actor: anonymous,
      params: { ruleSet: 'industrial-cluster-779' },
      query: { on: '2026-03-10' },
    })
    expect(decree.body).toMatchObject({ number: 1, status: 'published', newcomerYears: 3 })
    expect(JSON.stringify(decree.body).match(/"verified":false/g)).toHaveLength(6)
  })

  it('belong to a territory, and have a code of their own', async () => {
    const given = await platform()
    await begin(given)
    await expect(begin(given)).rejects.toThrow(ConflictError)
    await expect(begin(given, { code: 'other' }, bavarian)).rejects.toThrow(ForbiddenError)
    await begin(given, { code: 'other', territory: ['DE-BY'] }, bavarian)
    await expect(begin(given, { code: 'third', territory: ['XX'] })).rejects.toThrow(RuleFailedError)
    const { registry } = given
    const body = { ...content() }
    await expect(
      send(registry.addRuleSetVersion, { actor: bavarian, params: { ruleSet: 'small' }, body }),
    ).rejects.toThrow(ForbiddenError)
    await expect(
      send(registry.addRuleSetVersion, { actor: rulemaker, params: { ruleSet: 'none' }, body }),
    ).rejects.toThrow(NotFoundError)
  })

  it('show a draft to who manages them only', async () => {
    const given = await platform()
    const { registry } = given
    await begin(given)
    await draft(given)
    const params = { ruleSet: 'small', number: 1 }
    await expect(send(registry.getRuleSetVersion, { actor: editor, params })).rejects.toThrow(NotFoundError)
    await expect(send(registry.getRuleSetVersion, { actor: anonymous, params })).rejects.toThrow(
      NotFoundError,
    )
    expect((await send(registry.getRuleSetVersion, { actor: rulemaker, params })).body.status).toBe('draft')
    const list = async (actor = editor) =>
      (await send(registry.listRuleSetVersions, { actor, params })).body.items.length
    expect([await list(), await list(rulemaker)]).toEqual([0, 1])
    await publish(given, 1)
    expect(await list()).toBe(1)
    expect((await send(registry.getRuleSetVersion, { actor: anonymous, params })).body.status).toBe(
      'published',
    )
  })

  it('let a draft change at the version that was read, and a published version never', async () => {
    const given = await platform()
    const { registry } = given
    await begin(given)
    await draft(given)
    const change = (version: number, over: object = {}) =>
      send(registry.changeRuleSetVersion, {
        actor: rulemaker,
        params: { ruleSet: 'small', number: 1 },
        version,
        body: content(over),
      })
    const changed = await change(1, { rule: size('4') })
    expect(changed).toMatchObject({ version: 2, body: { rule: { threshold: '4' } } })
    await expect(change(1)).rejects.toThrow(StaleVersionError)
    await expect(change(2, { territories: { codes: ['XX'], verified: true } })).rejects.toThrow(
      RuleFailedError,
    )
    const published = await publish(given, 1, 2)
    expect(published.body).toMatchObject({ status: 'published', publishedAt: NOW.toISOString() })
    await expect(change(3)).rejects.toThrow(ConflictError)
    await expect(publish(given, 1, 3)).rejects.toThrow(ConflictError)
  })

  it('are judged by the version in force on the day', async () => {
    const given = await platform()
    const { registry } = given
    await begin(given)
    await draft(given)
    await draft(given, { from: '2026-06-01', to: '2026-09-01', rule: size('5') })
    const inForce = async (on: string) =>
      (await send(registry.getRuleSetInForce, { params: { ruleSet: 'small' }, query: { on } })).body.number
    await expect(inForce('2026-03-10')).rejects.toThrow(RuleFailedError)
    await publish(given, 1)
    await publish(given, 2)
    await expect(inForce('2024-12-31')).rejects.toThrow(
      'No version of the rule set small is in force on 2024-12-31.',
    )
    expect(await inForce('2025-01-01')).toBe(1)
    expect(await inForce('2026-05-31')).toBe(1)
    expect(await inForce('2026-06-01')).toBe(2)
    expect(await inForce('2026-08-31')).toBe(2)
    await expect(inForce('2026-09-01')).rejects.toThrow(RuleFailedError)
  })

  it('refuse a version that would change what judged past days', async () => {
    const given = await platform()
    await begin(given)
    await draft(given, { from: '2020-01-01' })
    await draft(given, { from: '2026-03-09' })
    await draft(given, { from: '2026-03-10' })
    await draft(given, { from: '2026-03-10' })
    await publish(given, 1)
    await expect(publish(given, 2)).rejects.toThrow(/can begin today at the earliest/)
    await publish(given, 3)
    await expect(publish(given, 4)).rejects.toThrow(/can begin the day after 2026-03-10 at the earliest/)
  })

  it('list what is published with its days', async () => {
    const given = await platform()
    await begin(given)
    await draft(given)
    await publish(given, 1)
    const { body } = await send(given.registry.getRuleSet, { params: { ruleSet: 'small' } })
    expect(body).toMatchObject({
      versions: 1,
      published: [{ number: 1, from: '2025-01-01', to: null, earlierDecisionsUntil: null }],
    })
  })

  it('are named by registers, which may name those that are there', async () => {
    const given = await platform()
    const register = {
      code: 'second',
      names: { en: 'Second' },
      kind: 'clusters',
      territory: ['*'],
      timeZone: 'Europe/Berlin',
      numberPattern: '{year}-{serial:4}',
    }
    const open = (ruleSets: string[]) =>
      send(given.registry.createRegister, { body: { ...register, ruleSets } })
    const refused = await open(['eccp-profile', 'none']).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RuleFailedError)
    expect(refused).toMatchObject({ faults: [{ pointer: '/ruleSets/1' }] })
    const { body } = await open(['eccp-profile'])
    expect(body.ruleSets).toEqual(['eccp-profile'])
    const { code: _code, ...changed } = { ...register, ruleSets: ['none'] }
    await expect(
      send(given.registry.changeRegister, { params: { registerId: 'second' }, version: 1, body: changed }),
    ).rejects.toThrow(RuleFailedError)
    const imported = await send(given.registry.importRegisters, {
      body: { rows: [{ ...register, code: 'third', ruleSets: ['none'] }] },
    })
    expect(imported.body.rejected).toBe(1)
  })
})

describe('a register from before there were rule sets', () => {
  it('names none', async () => {
    const { table, registry } = await platform()
    const register = table.all().find(({ entity }) => entity === 'register')
    if (register === undefined) throw new Error('there is a register')
    const { ruleSets: _ruleSets, ...data } = Object(register['data'])
    table.plant({ ...register, schemaVersion: 1, data })
    const { body } = await send(registry.getRegister, { params: { registerId: 'national' } })
    expect(body).toMatchObject({ code: 'national', ruleSets: [] })
  })
})

describe('the metrics', () => {
  it('are listed with unit and reference date', async () => {
    const { registry } = await platform()
    const { body } = await send(registry.listMetrics)
    expect(body.items.find(({ code }) => code === 'purchase-share')).toEqual({
      code: 'purchase-share',
      names: { en: 'Intra-cluster purchase share', ru: 'Доля закупок внутри кластера' },
      unit: 'ratio',
      reference: 'year',
      shownTo: 'parties',
    })
    expect(body.items).toHaveLength(18)
  })
})

describe('rule sets that are brought in', () => {
  const importer = person('importer', ['rule-set.manage', 'register.restore'])
  const row = (number: number, from: string, over: object = {}) => ({
    code: 'small',
    names: { en: 'Small clusters' },
    territory: ['*'],
    version: { number, status: 'published', ...content({ from, ...over }) },
  })
  const bring = async ({ registry }: Given, rows: readonly object[], actor = importer) =>
    (await send(registry.importRuleSets, { actor, body: { rows: [...rows] } })).body.rows

  it('stand as they stood: versions of the past in force on their days, drafts as drafts', async () => {
    const given = await platform()
    const rows = [
      row(1, '2020-01-01'),
      row(2, '2024-01-01', { rule: size('5') }),
      row(3, '2022-01-01', { rule: size('4') }),
      { ...row(4, '2031-01-01'), version: { ...row(4, '2031-01-01').version, status: 'draft' } },
    ]
    expect((await bring(given, rows)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('created'))
    expect((await bring(given, rows)).map(({ outcome }) => outcome)).toEqual(Array(4).fill('unchanged'))
    const inForce = async (on: string) =>
      (await send(given.registry.getRuleSetInForce, { params: { ruleSet: 'small' }, query: { on } })).body
        .number
    expect(await inForce('2021-06-01')).toBe(1)
    expect(await inForce('2023-06-01')).toBe(3)
    expect(await inForce('2035-01-01')).toBe(2)
    expect((await bring(given, [row(4, '2031-01-01')]))[0]).toMatchObject({ outcome: 'updated' })
    expect(await inForce('2035-01-01')).toBe(4)
  })

  it('never change what is published, leave no gap, and judge the past only by who may restore registers', async () => {
    const given = await platform()
    await bring(given, [row(1, '2020-01-01')])
    const refused = await bring(given, [
      row(1, '2020-01-01', { rule: size('9') }),
      row(3, '2031-01-01'),
      row(2, '2020-01-01'),
      { ...row(2, '2031-01-01'), territory: ['DE'] },
      { ...row(2, '2031-01-01'), names: { en: 'Others' } },
    ])
    expect(refused.map(({ outcome }) => outcome)).toEqual(Array(5).fill('rejected'))
    expect((await bring(given, [row(2, '2021-01-01')], rulemaker))[0]).toMatchObject({ code: 'forbidden' })
    expect((await bring(given, [row(2, '2031-01-01')], rulemaker))[0]).toMatchObject({ outcome: 'created' })
    for (const actor of [editor, bavarian])
      expect((await bring(given, [row(3, '2032-01-01')], actor))[0]).toMatchObject({ code: 'forbidden' })
  })

  it('may have no version yet', async () => {
    const given = await platform()
    const { version: _version, ...empty } = row(1, '2020-01-01')
    expect((await bring(given, [empty]))[0]).toMatchObject({ outcome: 'created' })
    expect((await bring(given, [empty]))[0]).toMatchObject({ outcome: 'unchanged' })
  })
})
