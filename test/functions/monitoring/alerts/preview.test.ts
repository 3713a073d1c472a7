import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { AlertRule } from '#monitoring/alerts/model'
import { AlertPreview, MOST_PROSPECTS } from '#monitoring/alerts/model/prospect'
import { alerted, INDICATOR, RULE } from './support.ts'

const Feed = z.object({ items: z.array(z.looseObject({ id: z.string() })) })

/** Bavaria is above the limit, Hesse between it and where alerts end, Saxony below both; so is the sum of the nation. */
const figures = { 'DE-BY': 120, 'DE-HE': 95, 'DE-SN': 50 }

const reported = async (indicator: object = INDICATOR) => {
  const world = await alerted(indicator)
  await world.report(figures)
  await world.run()
  const preview = (change: object = {}, { as = 'ministry', rule = '' } = {}) =>
    world.ask('POST', `/alert-rules/preview${rule === '' ? '' : `?rule=${rule}`}`, {
      as,
      body: { ...RULE, ...change },
    })
  return {
    ...world,
    preview,
    previewed: async (...given: Parameters<typeof preview>) =>
      AlertPreview.parse((await preview(...given)).body),
  }
}

const bavarian = { subject: { universe: 'region', dimension: 'region', code: 'DE-BY' }, period: '2025' }

describe('the preview of an alert rule', () => {
  it('tells what the next evaluation opens once the rule is made, the farthest beyond the limit first', async () => {
    const world = await reported()
    const preview = await world.previewed()
    expect(preview).toMatchObject({
      condition: { limit: '100', figure: { breakdown: '_T' } },
      judged: 4,
      hidden: false,
      counts: { opens: 2, 'stays-open': 0, 'stays-ended': 0, ends: 0 },
      items: [
        { subject: { code: 'DE' }, value: 265 },
        { ...bavarian, value: 120, becomes: 'opens' },
      ],
    })
    await world.watch()
    await world.alerting.daily()
    const opened = Feed.parse(await world.feed('ministry')).items
    expect(opened).toHaveLength(preview.counts.opens)
    for (const { becomes: _becomes, ...found } of preview.items)
      expect(opened).toContainEqual(expect.objectContaining(found))
  })

  it('changes no record', async () => {
    const world = await reported()
    const { body } = await world.watch()
    await world.alerting.daily()
    const before = structuredClone(world.table.all())
    await world.previewed()
    await world.previewed({ enabled: false }, { rule: AlertRule.parse(body).id })
    expect(world.table.all()).toEqual(before)
  })

  it('of a rule that is changed says what becomes of its alerts: stay, end, stay away, open', async () => {
    const world = await reported()
    const { id: rule } = AlertRule.parse((await world.watch()).body)
    await world.alerting.daily()
    expect(await world.previewed({}, { rule })).toMatchObject({
      counts: { opens: 0, 'stays-open': 2, 'stays-ended': 0, ends: 0 },
    })
    const [bavaria] = Feed.parse(await world.feed('bavaria')).items
    await world.ask('POST', `/alerts/${bavaria?.id}/resolution`, { as: 'bavaria', body: { note: 'Known.' } })
    const condition = { ...RULE.condition, limit: '60', until: '50' }
    const items = (await world.previewed({ condition }, { rule })).items
    expect(items.map(({ subject, becomes }) => [subject.code, becomes])).toEqual([
      ['DE-HE', 'opens'],
      ['DE', 'stays-open'],
      ['DE-BY', 'stays-ended'],
    ])
    expect(await world.previewed({ enabled: false }, { rule })).toMatchObject({
      counts: { opens: 0, ends: 1 },
      items: [{ subject: { code: 'DE' }, becomes: 'ends' }],
    })
  })

  it('of a rule that is off opens nothing', async () => {
    const world = await reported()
    expect(await world.previewed({ enabled: false })).toMatchObject({ judged: 0, items: [] })
  })

  it('counts days and deadlines of clusters', async () => {
    const world = await reported()
    const profile = { names: { en: 'Optics' }, regionPaths: [['DE', 'DE-BY']], category: 'auto' }
    world.profiles.push(
      { ...profile, cluster: 'c1', touchedOn: '2026-01-01', confirmationDue: '2026-02-01' },
      { ...profile, cluster: 'c2', touchedOn: '2026-02-27', confirmationDue: '2027-02-27' },
    )
    const stale = await world.previewed({ condition: { kind: 'stale-profile', days: 30 } })
    expect(stale).toMatchObject({ judged: 2, items: [{ subject: { code: 'c1' }, value: 59 }] })
    const missed = await world.previewed({ condition: { kind: 'missed-deadline' } })
    expect(missed).toMatchObject({ items: [{ subject: { code: 'c1' }, value: 28 }] })
  })

  it('shows no more than it says, and counts all', async () => {
    const world = await reported()
    for (let index = 0; index <= MOST_PROSPECTS; index++)
      world.profiles.push({
        cluster: `c${index}`,
        names: { en: 'Optics' },
        regionPaths: [['DE', 'DE-BY']],
        category: 'auto',
        touchedOn: '2025-01-01',
        confirmationDue: undefined,
      })
    const { counts, items } = await world.previewed({ condition: { kind: 'stale-profile', days: 30 } })
    expect([counts.opens, items.length]).toEqual([MOST_PROSPECTS + 1, MOST_PROSPECTS])
  })
})

describe('who sees a preview', () => {
  it('is who may make the rule', async () => {
    const world = await reported()
    expect((await world.preview({}, { as: 'participant' })).status).toBe(403)
    expect((await world.preview({}, { as: 'bavaria' })).status).toBe(403)
    const own = await world.previewed({ territory: 'DE-BY' }, { as: 'bavaria' })
    expect(own).toMatchObject({ counts: { opens: 1 }, items: [bavarian] })
  })

  it('and of a rule that is changed, who may have watched what it watched', async () => {
    const world = await reported()
    const { id: rule } = AlertRule.parse((await world.watch()).body)
    const local = { territory: 'DE-BY' }
    expect((await world.preview(local, { as: 'bavaria', rule })).status).toBe(403)
    const unknown = 'alr_01JD3Z5V9QK8M2N4P6R8S0T2V4'
    expect((await world.preview(local, { as: 'bavaria', rule: unknown })).status).toBe(404)
  })

  it('learns neither figures nor alerts of what it may not read, only that there is more', async () => {
    const world = await reported({ ...INDICATOR, confidentiality: 'authority-only' })
    expect(await world.previewed({}, { as: 'planner' })).toEqual({
      condition: { ...RULE.condition, figure: { ...RULE.condition.figure, breakdown: '_T' } },
      judged: 0,
      hidden: true,
      counts: { opens: 0, 'stays-open': 0, 'stays-ended': 0, ends: 0 },
      items: [],
    })
    expect(await world.previewed()).toMatchObject({ hidden: false, counts: { opens: 2 } })
  })

  it('is refused as the rule would be', async () => {
    const world = await reported()
    const nowhere = await world.preview({ territory: 'DE-XX' })
    expect(nowhere.status).toBe(404)
    const upsideDown = await world.preview({ condition: { ...RULE.condition, until: '110' } })
    expect(upsideDown).toMatchObject({ status: 422, body: { code: 'rule-failed' } })
  })
})
