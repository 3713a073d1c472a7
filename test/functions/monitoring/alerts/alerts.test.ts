import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { alerted, INDICATOR, RULE } from './support.ts'

const Feed = z.object({ items: z.array(z.looseObject({ id: z.string(), version: z.number().optional() })) })

/** Bavaria is above the limit, Hesse between it and where alerts end, Saxony below both. */
const figures = { 'DE-BY': 120, 'DE-HE': 95, 'DE-SN': 50 }

const opened = async (change: object = {}) => {
  const world = await alerted()
  expect((await world.watch({ ...change })).status).toBe(201)
  await world.report(figures)
  await world.run()
  return world
}

const only = async (world: Awaited<ReturnType<typeof opened>>) => {
  const [alert] = Feed.parse(await world.feed('bavaria')).items
  if (alert === undefined) throw new Error('Bavaria has no alert')
  return alert
}

describe('an alert on a figure', () => {
  it('opens where the condition holds, is in the feed of who has power there, and is told once, by one e-mail each', async () => {
    const world = await opened()
    const bavarian = {
      subject: { universe: 'region', dimension: 'region', code: 'DE-BY' },
      value: 120,
      period: '2025',
    }
    // The nation's sum is above the limit, too; it is no Bavarian's business.
    expect(await world.feed('bavaria')).toMatchObject({ items: [bavarian] })
    expect(Feed.parse(await world.feed('ministry')).items).toHaveLength(2)
    expect(Feed.parse(await world.feed('participant')).items).toEqual([])
    const told = [...world.messages.values()]
    expect(told.map(({ to }) => to).sort()).toEqual(['bavaria', 'ministry', 'planner'])
    expect(told.find(({ to }) => to === 'bavaria')).toMatchObject({
      language: 'ru',
      subject: '1 новое предупреждение: Внимание: Высокая безработица – Бавария',
      text: expect.stringContaining('Безработица, 2025: 120 чел. (порог: выше 100)'),
    })
    expect(told.find(({ to }) => to === 'ministry')?.subject).toMatch(/^2 new alerts: /)
  })

  it('does not come again while it is open, and follows the figure without a word', async () => {
    const world = await opened()
    await world.run()
    await world.report({ 'DE-BY': 130 })
    await world.run()
    await world.alerting.daily()
    expect(await world.feed('bavaria')).toMatchObject({ items: [{ value: 130, occurrence: 1 }] })
    expect(world.messages.size).toBe(3)
  })

  it('outlasts a swing about the limit, ends by itself where it says, and opens anew only after that', async () => {
    const world = await opened()
    await world.report({ 'DE-BY': 95 })
    await world.run()
    expect(await world.feed('bavaria')).toMatchObject({ items: [{ state: 'open', value: 120 }] })
    await world.report({ 'DE-BY': 90 })
    await world.run()
    expect(await world.feed('bavaria')).toMatchObject({ items: [] })
    expect(await world.feed('bavaria', 'resolved')).toMatchObject({
      items: [{ state: 'resolved', resolved: { by: 'platform' } }],
    })
    world.setClock('2026-03-02T09:00:00.000Z')
    await world.report({ 'DE-BY': 101 })
    await world.run()
    expect(await world.feed('bavaria')).toMatchObject({ items: [{ occurrence: 2, value: 101 }] })
    expect(await world.feed('bavaria', 'resolved')).toMatchObject({ items: [{ occurrence: 1 }] })
    expect([...world.messages.values()].filter(({ to }) => to === 'bavaria')).toHaveLength(2)
  })

  it('is told to nobody who may not read the figure', async () => {
    const world = await alerted({ ...INDICATOR, confidentiality: 'authority-only' })
    await world.watch()
    await world.report(figures)
    await world.run()
    expect(await world.feed('planner')).toMatchObject({ items: [] })
    expect(await world.feed('bavaria')).toMatchObject({ items: [{ value: 120 }] })
    expect([...world.messages.values()].map(({ to }) => to).sort()).toEqual(['bavaria', 'ministry'])
    expect((await world.ask('GET', '/alerts/counts', { as: 'planner' })).body).toMatchObject({ open: 0 })
  })

  it.each([
    ['coverage-below', { kind: 'coverage-below', limit: 0.9 }, { 'DE-BY': 1, 'DE-SN': 1 }, 'DE', 2 / 3],
    ['change', { kind: 'change', side: 'above', limit: 0.1 }, { 'DE-BY': 120, 'DE-SN': 100 }, 'DE-BY', 0.2],
  ])('watches %s', async (_kind, condition, values, code, value) => {
    const world = await alerted()
    await world.watch({ condition: { ...condition, figure: RULE.condition.figure } })
    await world.report({ 'DE-BY': 100, 'DE-HE': 100, 'DE-SN': 100 }, '2024')
    await world.report(values)
    await world.run()
    const { items } = Feed.parse(await world.feed('ministry'))
    expect(items).toMatchObject([{ subject: { code }, value: expect.closeTo(value, 9) }])
  })
})

describe('a person', () => {
  it('acknowledges an alert, and ends it: it stays away for the figure that was read, not for a newer one', async () => {
    const world = await opened()
    const { id } = await only(world)
    const act = (as: string, what: string) =>
      world.ask('POST', `/alerts/${id}/${what}`, { as, body: { note: 'Known; talks go on' } })
    expect((await act('participant', 'resolution')).status).toBe(404)
    expect((await act('bavaria', 'acknowledgement')).body).toMatchObject({
      state: 'acknowledged',
      acknowledged: { note: 'Known; talks go on' },
    })
    expect((await act('bavaria', 'acknowledgement')).status).toBe(409)
    expect((await act('bavaria', 'resolution')).status).toBe(200)
    await world.report({ 'DE-BY': 140 })
    await world.run()
    expect(await world.feed('bavaria')).toMatchObject({ items: [] })
    await world.report({ 'DE-BY': 140 }, '2026')
    await world.run()
    expect(await world.feed('bavaria')).toMatchObject({ items: [{ period: '2026', occurrence: 2 }] })
    expect((await act('bavaria', 'resolution')).status).toBe(404)
  })
})

describe('what goes wrong', () => {
  it('no alert is lost when the mail cannot be queued: a later run tells it, when nobody else does any more', async () => {
    const world = await alerted()
    await world.watch()
    await world.report(figures)
    world.setFailing(true)
    await expect(world.run()).rejects.toThrow('away')
    expect(Feed.parse(await world.feed('bavaria')).items).toHaveLength(1)
    world.setFailing(false)
    world.setClock('2026-03-01T09:10:00.000Z')
    await world.run()
    expect(world.messages.size).toBe(0)
    world.setClock('2026-03-01T10:00:00.000Z')
    await world.run()
    expect([...world.messages.values()].map(({ to }) => to).sort()).toEqual([
      'bavaria',
      'ministry',
      'planner',
    ])
    await world.run()
    expect(world.messages.size).toBe(3)
  })

  it('two evaluations of one day that open different alerts tell of both', async () => {
    const world = await opened()
    await world.report({ 'DE-HE': 140 })
    await world.aggregate()
    await world.alerting.daily()
    await world.report({ 'DE-SN': 140 })
    await world.aggregate()
    await world.alerting.daily()
    const toMinistry = [...world.messages.values()].filter(({ to }) => to === 'ministry')
    expect(toMinistry.map(({ text }) => [/DE-HE/.test(text), /DE-SN/.test(text)])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ])
  })

  it('a run whose alerts were never evaluated is made up for by the next', async () => {
    const world = await alerted()
    await world.watch()
    await world.run()
    await world.report(figures)
    world.setClock('2026-03-01T10:00:00.000Z')
    expect(await world.aggregate()).toMatchObject({ outcome: 'done' })
    expect(Feed.parse(await world.feed('bavaria')).items).toEqual([])
    world.setClock('2026-03-01T11:00:00.000Z')
    await world.run()
    expect(Feed.parse(await world.feed('bavaria')).items).toHaveLength(1)
  })

  it('two evaluations at once open one alert', async () => {
    const world = await alerted()
    await world.watch()
    await world.report(figures)
    const summary = await world.aggregate()
    await Promise.all([world.alerting.afterRun(summary), world.alerting.daily(), world.alerting.daily()])
    const { items } = Feed.parse(await world.feed('bavaria'))
    expect(items).toMatchObject([{ occurrence: 1 }])
    // Whoever was faster named the message; Bavaria got one.
    expect([...world.messages.values()].filter(({ to }) => to === 'bavaria')).toHaveLength(1)
  })
})

describe('clusters', () => {
  const profile = {
    cluster: 'clu_1',
    names: { en: 'Optics' },
    regionPaths: [['DE', 'DE-BY']],
    category: 'auto',
    touchedOn: '2025-02-01',
    confirmationDue: '2026-02-15',
  }
  it.each([
    ['missed-deadline', { kind: 'missed-deadline', days: 14 }, 14, { confirmationDue: '2027-02-28' }],
    ['stale-profile', { kind: 'stale-profile', days: 365 }, 393, { touchedOn: '2026-02-28' }],
  ])('that let something slip are told of, until they do it: %s', async (_kind, condition, days, mended) => {
    const world = await alerted()
    await world.watch({ condition, told: 'cluster.register' })
    world.profiles.push(profile)
    await world.alerting.daily()
    expect(await world.feed('bavaria')).toMatchObject({
      items: [{ subject: { dimension: 'unit', code: 'clu_1' }, value: days }],
    })
    expect(await world.feed('planner')).toMatchObject({ items: [] })
    world.profiles[0] = { ...profile, ...mended }
    await world.alerting.daily()
    expect(await world.feed('bavaria')).toMatchObject({ items: [] })
  })

  it('are told of for the kind of deadline that is asked for', async () => {
    const world = await alerted()
    for (const deadline of ['campaign', 'confirmation'])
      await world.watch({
        name: { en: deadline },
        condition: { kind: 'missed-deadline', days: 14, of: deadline },
        told: 'cluster.register',
      })
    world.profiles.push(profile)
    await world.alerting.daily()
    const { items } = await world.feed('bavaria')
    expect(items).toMatchObject([{ name: { en: 'confirmation' }, subject: { code: 'clu_1' } }])
  })
})

describe('a rule', () => {
  it('is for who sets targets over where it watches', async () => {
    const world = await alerted()
    const as = (person: string, body: object) => world.ask('POST', '/alert-rules', { as: person, body })
    expect((await as('bavaria', RULE)).status).toBe(403)
    expect((await as('bavaria', { ...RULE, territory: 'DE-BY' })).status).toBe(201)
    const sections = { ...RULE.condition, figure: { indicator: 'unemployment', dimension: 'section' } }
    expect((await as('bavaria', { ...RULE, territory: 'DE-BY', condition: sections })).status).toBe(403)
    expect((await as('participant', RULE)).status).toBe(403)
  })

  it.each([
    ['an unknown region', { territory: 'DE-XX' }, 404],
    ['an unknown indicator', { condition: { ...RULE.condition, figure: { indicator: 'none' } } }, 404],
    ['an end beyond the limit', { condition: { ...RULE.condition, until: '101' } }, 422],
    [
      'the coverage of one unit',
      {
        condition: {
          kind: 'coverage-below',
          limit: 0.5,
          figure: { indicator: 'unemployment', dimension: 'unit' },
        },
      },
      422,
    ],
  ])('cannot watch %s', async (_name, change, status) => {
    expect((await (await alerted()).watch(change)).status).toBe(status)
  })

  it('that is switched off ends its alerts', async () => {
    const world = await opened()
    const { body } = await world.ask('GET', '/alert-rules', { as: 'ministry' })
    const [rule] = Feed.parse(body).items
    const address = `/alert-rules/${rule?.id}`
    const off = { ...RULE, enabled: false }
    const stale = await world.ask('PUT', address, {
      as: 'ministry',
      body: off,
      headers: { 'if-match': '"9"' },
    })
    expect(stale.status).toBe(412)
    const done = await world.ask('PUT', address, {
      as: 'ministry',
      body: off,
      headers: { 'if-match': '"1"' },
    })
    expect(done.status).toBe(200)
    await world.alerting.daily()
    expect(await world.feed('ministry')).toMatchObject({ items: [] })
  })
})
