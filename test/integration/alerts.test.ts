import { expect, it } from 'vitest'
import * as z from 'zod'
import { ranAlone } from '../support/jobs.ts'
import { drained } from '../support/outbox.ts'
import { suitePlatform } from '../support/platform.ts'

const platform = suitePlatform()
const Items = z.object({ items: z.array(z.looseObject({ name: z.looseObject({ en: z.string() }) })) })
const Mail = z.object({ items: z.array(z.looseObject({ subject: z.string() })) })

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
  // Once for all runs, of whichever job.
  expect(await platform.runJob('watch-alerts')).toMatchObject({
    opened: expect.any(Number),
    messages: expect.any(Number),
  })
  await platform.runJob('watch-alerts')
  expect(await ranAlone(platform, 'aggregate-kpis')).toMatchObject({ outcome: 'done' })
  expect((await feed('ministry')).filter((name) => name === rule.name.en)).toEqual([rule.name.en])
  await drained(platform)
  const mail = Mail.parse(await (await platform.api('/deliveries/own?limit=200', { as: 'ministry' })).json())
  expect(mail.items.filter(({ subject }) => subject.includes(rule.name.en))).toMatchObject([
    { state: 'sent' },
  ])
})
