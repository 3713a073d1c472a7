import { expect, it } from 'vitest'
import * as z from 'zod'
import { Problem } from '#kernel/http/problem'
import type { PersonaName } from '../../infra/local/personas.ts'
import { drained } from '../support/outbox.ts'
import { suitePlatform } from '../support/platform.ts'

// The way of docs/run-a-register.md over the running platform, with the wrong people and states on the way.

const platform = suitePlatform()
const act = { kind: 'Order', number: '12-R' }
const Made = z.looseObject({ id: z.string() })

const post = (as: PersonaName, path: string, version: number, body: object) =>
  platform.api(path, { method: 'POST', as, body, headers: { 'if-match': `"${version}"` } })

const done = async (as: PersonaName, path: string, version: number, body: object): Promise<unknown> => {
  const response = await post(as, path, version, body)
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer
}

const refused = async (as: PersonaName, path: string, version: number, body: object) => {
  const response = await post(as, path, version, body)
  return Problem.parse(await response.json())
}

it('takes a cluster from draft to entry, amends, suspends and reinstates it, by the right people only', async () => {
  const draft = { names: { en: 'Lens Valley' }, primaryCategory: '_U', regions: ['DE-BY'] }
  const { id: cluster } = Made.parse(await done('manager', '/clusters', 0, draft))
  const wanted = { cluster, register: 'national' }
  const application = Made.parse(await done('manager', '/applications', 0, wanted)).id
  const step = (name: string) => `/applications/${application}/${name}`
  const today = new Date().toISOString().slice(0, 10)
  const decision = { decisionDate: today, act }

  expect(await refused('ministry', step('registration'), 1, decision)).toMatchObject({
    status: 409,
    detail: expect.stringContaining('The application is draft'),
  })
  expect(await refused('participant', step('submission'), 1, {})).toMatchObject({ status: 403 })
  await done('manager', step('submission'), 1, {})
  expect(await refused('manager', step('submission'), 2, {})).toMatchObject({ status: 409 })
  expect(await refused('manager', step('review'), 2, {})).toMatchObject({ status: 403 })
  await done('region', step('review'), 2, {})
  const comments = [{ field: '/seat/town', text: 'Where?' }]
  await done('region', step('return'), 3, { reason: 'The town is missing', comments })
  await done('manager', step('submission'), 4, { reason: 'Munich' })
  await done('region', step('review'), 5, {})
  expect(await refused('region', step('registration'), 6, decision)).toMatchObject({
    status: 403,
    detail: expect.stringContaining('You assessed this application'),
  })
  expect(await refused('ministry', step('registration'), 5, decision)).toMatchObject({ status: 412 })
  const Numbered = z.looseObject({ number: z.string(), status: z.string() })
  const { number } = Numbered.parse(await done('ministry', step('registration'), 6, decision))

  const amendment = Made.parse(
    await done('manager', '/applications', 0, {
      ...wanted,
      facts: { names: { en: 'Lens and Laser Valley' } },
    }),
  ).id
  await done('manager', `/applications/${amendment}/submission`, 1, {})
  await done('region', `/applications/${amendment}/review`, 2, {})
  await done('ministry', `/applications/${amendment}/amendment`, 3, decision)

  const entry = `/registers/national/entries/${number}`
  const reasoned = { act, reason: 'Inspection', inForce: today }
  expect(await refused('manager', `${entry}/suspension`, 2, reasoned)).toMatchObject({ status: 403 })
  expect(await refused('ministry', `${entry}/reinstatement`, 2, reasoned)).toMatchObject({ status: 409 })
  await done('ministry', `${entry}/suspension`, 2, reasoned)
  await done('ministry', `${entry}/reinstatement`, 3, reasoned)

  const shown: unknown = await (await platform.api(`/clusters/${cluster}`)).json()
  expect(shown).toMatchObject({ status: 'registered', names: { en: 'Lens and Laser Valley' } })
  const steps: unknown = await (await platform.api(`${entry}/steps`)).json()
  expect(steps).toMatchObject({
    items: [{ action: 'register' }, { action: 'amend' }, { action: 'suspend' }, { action: 'reinstate' }],
  })
  await drained(platform)
  const notices: unknown = await (await platform.api('/notices', { as: 'manager' })).json()
  expect(JSON.stringify(notices)).toContain('application-approved')
  const mail: unknown = await (await platform.api('/deliveries/own', { as: 'manager' })).json()
  expect(mail).toMatchObject({
    items: expect.arrayContaining([
      expect.objectContaining({
        subject: expect.stringContaining('Application approved: '),
        state: 'sent',
      }),
    ]),
  })
  expect(await platform.runJob('watch-terms')).toMatchObject({ lapsed: 0 })
})
