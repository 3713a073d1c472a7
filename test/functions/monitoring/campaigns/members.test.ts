import { beforeEach, describe, expect, it } from 'vitest'
import { enterpriseReader } from '#monitoring/campaigns/readers'
import { contributionsOf } from '#monitoring/model'
import { Agency } from './support.ts'

let agency: Agency

const firms = ['org-1', 'org-2', 'org-3', 'org-4', 'org-5', 'org-6']
const SLICE = { universe: 'cluster', indicator: 'revenue', breakdown: '_T', period: '2025-Q4' } as const

const invite = async (organisation: string, expiresOn = '2026-02-15') =>
  agency.form('POST', 'c1', 'manager', { step: 'member-forms', body: { organisation, expiresOn } })
const read = (token: string) =>
  agency.given.askCampaigns('POST', '/member-forms/reading', { body: { token } })
const answer = (token: string, revenue: string, options: object = {}) =>
  agency.given.askCampaigns('POST', '/member-forms/answers', {
    body: {
      token,
      version: 1,
      values: [{ indicator: 'revenue', value: revenue }],
      agreed: false,
      done: true,
      ...options,
    },
  })
/** Asks a member and lets it answer. */
const answered = async (organisation: string, revenue: string, agreed = false): Promise<string> => {
  const { token } = (await invite(organisation)).body
  expect((await answer(token, revenue, { agreed })).status).toBe(200)
  return token
}
const rollUp = (version = 0) =>
  agency.form('POST', 'c1', 'manager', {
    step: 'roll-up',
    version,
    body: { figures: [{ indicator: 'revenue' }] },
  })
const listed = async (as = 'manager') =>
  (await agency.form('GET', 'c1', as, { step: 'member-forms' })).body.items

beforeEach(async () => {
  agency = await Agency.with(['c1'])
  for (const organisation of firms)
    await agency.given.setMembership({
      cluster: 'c1',
      organisation,
      from: '2020-01-01',
      to: null,
      suspended: [],
    })
  await agency.open()
})

describe('a link for a member', () => {
  it('opens its own form and nothing of others', async () => {
    await answered('org-2', '700')
    const { token } = (await invite('org-1')).body
    const { body } = await read(token)
    expect(body).toMatchObject({
      organisation: 'org-1',
      status: 'sent',
      version: 1,
      figures: [{ indicator: 'revenue', value: null, unit: { en: 'thousand euros' } }, {}],
    })
    expect(JSON.stringify(body)).not.toContain('700')
  })

  it('is nowhere at rest', async () => {
    const { token } = (await invite('org-1')).body
    expect(token).toMatch(/^mlk_.{43}$/)
    expect(JSON.stringify((await listed())[0])).not.toContain(token)
    expect(JSON.stringify(agency.given.table.all())).not.toContain(token.slice(4))
  })

  it('works until its last day, until it is revoked, and until another takes its place', async () => {
    const first = (await invite('org-1')).body.token
    const second = (await invite('org-1')).body.token
    expect((await read(first)).status).toBe(404)
    expect((await read(second)).status).toBe(200)
    agency.given.setClock('2026-02-16T00:00:00.000Z')
    expect((await read(second)).status).toBe(404)
    agency.given.setClock('2026-02-15T23:59:59.000Z')
    expect((await read(second)).status).toBe(200)
    await agency.form('POST', 'c1', 'manager', { step: 'member-forms/org-1/revocation', body: {} })
    expect((await read(second)).status).toBe(404)
    expect((await read(`mlk_${'a'.repeat(43)}`)).status).toBe(404)
  })

  it('is for active members only', async () => {
    expect((await invite('org-9')).body.detail).toContain('not an active member')
  })

  it('takes an answer in parts, and every fault is told', async () => {
    const { token } = (await invite('org-1')).body
    expect((await answer(token, '-1')).body.errors).toMatchObject([{ pointer: '/values/0' }])
    expect((await answer(token, '5', { done: false })).body).toMatchObject({ status: 'saved', version: 2 })
    expect((await answer(token, '6')).status).toBe(412)
    expect((await answer(token, '6', { version: 2 })).body).toMatchObject({
      status: 'answered',
      figures: [{ value: '6' }, {}],
    })
  })
})

describe('the management of the cluster', () => {
  it('sees who answered, and values only of who agreed', async () => {
    await answered('org-1', '100', true)
    await answered('org-2', '700')
    await invite('org-3')
    expect(await listed()).toMatchObject([
      { organisation: 'org-1', status: 'answered', agreed: true, values: [{ value: '100' }] },
      { organisation: 'org-2', status: 'answered', agreed: false },
      { organisation: 'org-3', status: 'sent' },
    ])
    expect(JSON.stringify(await listed())).not.toContain('700')
    expect(await listed('participant')).toBeUndefined()
  })

  it('gets the sum of members by the rule of the indicator, and names them as enterprises', async () => {
    await answered('org-1', '100', true)
    for (const [organisation, value] of [
      ['org-2', '700'],
      ['org-3', '50.5'],
      ['org-4', '9'],
    ] as const)
      await answered(organisation, value)
    const { body } = await rollUp()
    expect(body.figures[0]).toMatchObject({
      value: '859.5',
      workflow: 'draft',
    })
    const shown = (await agency.form('GET', 'c1', 'manager')).body.figures[0].enterprises
    expect(
      shown.map(({ enterprise, value }: { enterprise: string; value: string }) => [enterprise, value]),
    ).toEqual([
      ['org-1', '100'],
      ['org-2', null],
      ['org-3', null],
      ['org-4', null],
    ])
    const reader = enterpriseReader(agency.given.table)
    const enterprises = (await reader.enterprisesOf(SLICE, { decimals: 1 })).get('c1') ?? []
    const contributions = contributionsOf({
      id: 'v',
      cluster: 'c1',
      value: 8595n,
      signed: false,
      enterprises,
    })
    expect(contributions.map(({ enterprises: [name], value }) => [name, value])).toEqual([
      ['org-1', 1000n],
      ['org-2', 7000n],
      ['org-3', 505n],
      ['org-4', 90n],
    ])
  })

  it('learns no single value: neither from a sum of few nor from the difference of two', async () => {
    await answered('org-1', '100', true)
    await answered('org-2', '700')
    await answered('org-3', '50')
    expect((await rollUp()).body.detail).toContain('2 members who answered revenue did not agree')
    await answered('org-4', '9')
    expect((await rollUp()).status).toBe(200)
    await answered('org-5', '1')
    expect((await rollUp(1)).body.detail).toContain('the answers of 1 members who are not shown changed')
    await answered('org-6', '1')
    const again = (await invite('org-2')).body
    expect((await answer(again.token, '701', { version: 3 })).status).toBe(200)
    expect((await rollUp(1)).body.figures[0]).toMatchObject({ value: '862' })
  })

  it('cannot see through the largest value', async () => {
    const rows = [{ ...peak }]
    await agency.given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
    await agency.ask(
      'POST',
      `/campaigns/${agency.campaign}/end`,
      'ministry',
      { outcome: 'cancelled', reason: 'x' },
      2,
    )
    await agency.open({ figures: [{ indicator: 'peak' }] })
    for (const organisation of ['org-1', 'org-2', 'org-3', 'org-4']) {
      const { token } = (await invite(organisation)).body
      await answer(token, '0', { values: [{ indicator: 'peak', value: organisation.slice(-1) }] })
    }
    const refused = await agency.form('POST', 'c1', 'manager', {
      step: 'roll-up',
      version: 0,
      body: { figures: [{ indicator: 'peak' }] },
    })
    expect(refused.body.detail).toContain('would show the value of one member')
  })
})

const peak = {
  code: 'peak',
  name: { en: 'Peak' },
  definition: { en: 'The largest' },
  unit: { en: 'persons' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction: 'neutral',
  frequency: 'Q',
  aggregation: { rule: 'max' },
  overTime: 'last',
  confidentiality: 'open',
}
