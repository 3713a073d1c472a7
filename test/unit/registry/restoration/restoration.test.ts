import { describe, expect, it } from 'vitest'
import { ConflictError, ForbiddenError, RuleFailedError } from '#kernel/errors'
import { Register } from '#registry/model'
import { amended, anEntry, anonymous, bavaria, editor, ministry, person, platform, send } from '../support.ts'
import { completed, hour, keptBy, LATER, lived, opened, restored, sent } from './support.ts'

describe('a register that is restored', () => {
  it('has the same hash, and answers every past as before', async () => {
    const source = await lived()
    const kept = await keptBy(source)
    const target = await platform()
    await restored(target, kept)
    expect((await keptBy(target)).hash).toBe(kept.hash)
    const past = async ({ registry }: typeof target, query: object) =>
      (
        await send(registry.getCluster, {
          actor: anonymous,
          params: { clusterId: source.first.cluster.id },
          query,
          at: LATER,
        })
      ).body
    const questions = [
      { asOf: '2026-02-05' },
      { asOf: '2026-02-15' },
      { asOf: '2026-02-15', knownAt: hour(0).toISOString() },
      { asOf: '2026-03-02', knownAt: hour(2).toISOString() },
    ]
    const withoutRegister = ({ entries, ...cluster }: Awaited<ReturnType<typeof past>>) => ({
      ...cluster,
      entries: entries.map(({ register: _register, ...entry }) => entry),
    })
    for (const query of questions)
      expect(withoutRegister(await past(target, query))).toEqual(withoutRegister(await past(source, query)))
    await expect(past(target, { asOf: '2026-02-05', knownAt: '2026-03-09T00:00:00.000Z' })).rejects.toThrow(
      'stood in no register',
    )
  })

  it('goes on from there: numbers, versions and procedures', async () => {
    const source = await lived()
    const target = await platform()
    await restored(target, await keptBy(source))
    const next = await anEntry(target, { names: { en: 'Another' } }, { at: LATER })
    expect(next.entry.number).toBe('2026-0005')
    const names = { en: 'Light Valley' }
    for (const given of [source, target])
      await amended(given, source.first.cluster.id, { names }, { at: hour(20) })
    const first = async ({ registry }: typeof target) => {
      const { body } = await send(registry.listEntryRecords, { params: { registerId: 'national' }, limit: 1 })
      return body.items[0]
    }
    expect(await first(target)).toEqual(await first(source))
  })

  it('says so on its face, and is shut after the end', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    await restored(target, kept)
    const params = { registerId: 'national' }
    const { body } = await send(target.registry.getRegister, { actor: anonymous, params })
    const register = Register.parse(body)
    expect(register.restoration).toMatchObject({
      hash: kept.hash,
      entries: 4,
      completedAt: expect.any(String),
    })
    await expect(sent(target, register, kept.records)).rejects.toThrow(ConflictError)
    await expect(opened(target, kept)).rejects.toThrow('only an empty one can be restored')
  })

  it('is opened where the platform had none of that code', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    const bavarian = { ...kept, register: { ...kept.register, code: 'other' } }
    const register = await opened(target, bavarian)
    expect(register).toMatchObject({ ...bavarian.register, restoration: { entries: 4 } })
    expect((await opened(target, bavarian)).id).toBe(register.id)
  })

  it('can be sent again after it was broken off', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    const register = await opened(target, kept)
    await sent(target, register, kept.records.slice(0, 3))
    expect(await opened(target, kept)).toEqual(register)
    expect(await sent(target, register, kept.records)).toMatchObject({
      created: 1,
      unchanged: 3,
      rejected: 0,
    })
    await completed(target)
    expect((await keptBy(target)).hash).toBe(kept.hash)
  })

  it('brings both registers of a cluster together again', async () => {
    const source = await lived()
    const land = { code: 'land', names: { en: 'Land' }, territory: ['DE-BY'], timeZone: 'Europe/Berlin' }
    const { first } = source
    await send(source.registry.importRegisters, { body: { rows: [land] } })
    const { body: cluster } = await send(source.registry.getCluster, {
      params: { clusterId: first.cluster.id },
    })
    const { id, names, primaryCategory, industries, regions, seat, contact } = cluster
    const row = { id, names, primaryCategory, industries, regions, seat, contact }
    const entered = await send(source.registry.importEntries, {
      params: { registerId: 'land' },
      body: { rows: [{ ...row, registeredOn: '2019-05-05', act: { kind: 'Order' } }] },
      at: hour(10),
    })
    expect(entered.body).toMatchObject({ created: 1 })
    const [national, regional] = [await keptBy(source), await keptBy(source, 'land')]
    const target = await platform()
    await restored(target, national)
    await restored(target, regional)
    expect((await keptBy(target)).hash).toBe(national.hash)
    expect((await keptBy(target, 'land')).hash).toBe(regional.hash)
    const there = await send(target.registry.getCluster, { params: { clusterId: first.cluster.id } })
    expect(there.body.entries.map(({ number }) => number).sort()).toEqual(['2019-0001', '2026-0001'])
  })
})

describe('a restoration forges nothing', () => {
  it('does not end with another hash than it began with', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    const register = await opened(target, kept)
    const [first, ...others] = kept.records
    if (first === undefined) throw new Error('no entry')
    await sent(target, register, [
      { ...first, entry: { ...first.entry, registeredOn: '2026-01-31' } },
      ...others,
    ])
    await expect(completed(target)).rejects.toThrow(RuleFailedError)
  })

  it('leaves a register alone that has entries', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    await anEntry(target)
    await expect(opened(target, kept)).rejects.toThrow('only an empty one can be restored')
  })

  it('adds nothing to a cluster that is here with another history', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    await restored(target, kept)
    const other = { ...kept, register: { ...kept.register, code: 'other' } }
    const register = await opened(target, other)
    const [first] = kept.records
    if (first === undefined) throw new Error('no entry')
    const forged = {
      ...first,
      statements: first.statements.map((statement) =>
        statement.changes['names'] === undefined
          ? statement
          : { ...statement, changes: { ...statement.changes, names: { en: 'Forged' } } },
      ),
    }
    const { rows } = await sent(target, register, [forged])
    expect(rows).toMatchObject([{ outcome: 'rejected', code: 'conflict' }])
    expect((await keptBy(target)).hash).toBe(kept.hash)
  })

  it('refuses times to come and parts that do not belong together', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    const register = await opened(target, kept)
    const [first] = kept.records
    if (first === undefined) throw new Error('no entry')
    const { rows } = await sent(target, register, [
      { ...first, entry: { ...first.entry, recordedAt: '2027-01-01T00:00:00.000Z' } },
      { ...first, steps: [...first.steps, ...first.steps] },
      { ...first, statements: first.statements.slice(1) },
    ])
    expect(rows.map(({ code }) => code)).toEqual(['rule-failed', 'conflict', 'rule-failed'])
  })

  it('takes a power of its own, over the whole register and each cluster', async () => {
    const kept = await keptBy(await lived())
    const target = await platform()
    const { registry } = target
    const body = { register: kept.register, hash: kept.hash, entries: 4 }
    const bavarian = person('bavarian', ['register.restore'], ['DE-BY'])
    for (const actor of [ministry, editor, bavaria, bavarian])
      await expect(send(registry.openRestoration, { actor, body })).rejects.toThrow(ForbiddenError)
    const params = { registerId: 'national' }
    await expect(send(registry.listEntryRecords, { actor: bavaria, params })).rejects.toThrow(ForbiddenError)
    await opened(target, kept)
    const rows = { actor: bavarian, params, body: { rows: [...kept.records] } }
    await expect(send(registry.restoreEntries, rows)).rejects.toThrow(ForbiddenError)
    const end = { actor: bavarian, params, version: 2 }
    await expect(send(registry.completeRestoration, end)).rejects.toThrow(ForbiddenError)
  })
})
