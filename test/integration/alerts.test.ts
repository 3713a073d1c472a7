import { expect, it, vi } from 'vitest'
import * as z from 'zod'
import { suitePlatform } from '../support/platform.ts'

const platform = suitePlatform()
const Items = z.object({ items: z.array(z.looseObject({ name: z.looseObject({ en: z.string() }) })) })

const feed = async (as: 'ministry' | 'participant') => {
  const response = await platform.api('/alerts?limit=200', { as })
  expect(response.status).toBe(200)
  return Items.parse(await response.json()).items.map(({ name }) => name.en)
}

it('comes with alerts of the sample, for who is in charge', async () => {
  expect(await feed('ministry')).toContain('Employment in clusters falls')
  expect(await feed('participant')).toEqual([])
  const counts = await (await platform.api('/alerts/counts', { as: 'ministry' })).json()
  expect(counts).toMatchObject({ bySeverity: { warning: expect.any(Number), critical: expect.any(Number) } })
})

it('alerts whoever has power there, in the feed and by one e-mail, through the jobs with what they may do', async () => {
  const rule = {
    name: { en: 'Employment in Hamburg is above nothing' },
    severity: 'critical',
    territory: 'DE-HH',
    condition: {
      kind: 'threshold',
      figure: { indicator: 'employment', universe: 'region', dimension: 'region' },
      side: 'above',
      limit: '0',
    },
    told: 'kpi.verify',
  }
  const made = await platform.api('/alert-rules', { method: 'POST', as: 'ministry', body: rule })
  expect(made.status, await made.clone().text()).toBe(201)
  expect(await platform.runJob('watch-alerts')).toMatchObject({ opened: 1, messages: expect.any(Number) })
  expect(await platform.runJob('watch-alerts')).toMatchObject({ opened: 0, messages: 0 })
  expect(await platform.runJob('aggregate-kpis')).toMatchObject({ outcome: 'done' })
  expect(await feed('ministry')).toContain(rule.name.en)
  await vi.waitFor(async () => {
    const mail = await (await platform.api('/deliveries/own', { as: 'ministry' })).json()
    expect(mail).toMatchObject({
      items: expect.arrayContaining([
        expect.objectContaining({ subject: expect.stringContaining(rule.name.en), state: 'sent' }),
      ]),
    })
  })
})
