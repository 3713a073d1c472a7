import { beforeEach, describe, expect, it } from 'vitest'
import { Agency } from './support.ts'

let agency: Agency

const report = async (period: string, values: Readonly<Record<string, string>>) => {
  const rows = Object.entries(values).map(([id, value]) => ({
    cluster: id,
    indicator: 'revenue',
    period,
    value,
    source: 'survey',
  }))
  await agency.given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })
}
const impute = (value: object, as = 'bavaria', id = 'c4') =>
  agency.form('POST', id, as, {
    step: 'imputations',
    body: { values: [{ indicator: 'revenue', reason: 'No answer to three reminders', ...value }] },
  })
const decide = (as: string, version = 1) =>
  agency.given.ask('POST', '/observations/cluster/c4/revenue/_T/2025-Q4/decision', {
    as,
    body: { decision: 'verified' },
    headers: { 'if-match': `"${version}"` },
  })

beforeEach(async () => {
  agency = await Agency.with(['c1', 'c2', 'c3', 'c4'])
  await report('2025-Q3', { c1: '100', c2: '200', c3: '100', c4: '50' })
  await agency.open()
  await report('2025-Q4', { c1: '110', c2: '210', c3: '120' })
})

describe('imputation', () => {
  it.each([
    [{ method: 'carried-forward' }, '50'],
    [{ method: 'peer-growth' }, '55'],
    [{ method: 'expert-estimate', value: '48.5' }, '48.5'],
  ])(
    'by %j gives %s, with method, author and status, and enters figures when somebody else verified it',
    async (by, value) => {
      expect((await impute(by)).body).toMatchObject({
        standing: 'owing',
        figures: [{ value, obsStatus: 'I', settled: false }, {}],
      })
      const stored = await agency.given.ask('GET', '/observations/cluster/c4/revenue/_T/2025-Q4', {
        as: 'ministry',
      })
      expect(stored.body).toMatchObject({
        source: `imputation: ${by.method}`,
        submittedBy: 'per-of-bavaria',
        workflow: 'submitted',
      })
      expect(await agency.nation()).toMatchObject({ value: '440', reporting: 3 })
      expect((await decide('bavaria')).status).toBe(403)
      expect((await decide('ministry')).status).toBe(200)
      const nation = await agency.nation()
      expect(nation).toMatchObject({
        value: String(440 + Number(value)),
        reporting: 4,
        expected: 4,
        byStatus: { A: 3, I: 1 },
      })
    },
  )

  it('is shown to who has the form already, whose version it leaves as it was', async () => {
    const read = () =>
      agency.given.askCampaigns('GET', `/campaigns/${agency.campaign}/forms/c4`, {
        as: 'ministry',
        headers: { 'if-none-match': '"0"' },
      })
    expect(await read()).toMatchObject({ status: 200, body: { figures: [{ value: null }, {}] } })
    await impute({ method: 'carried-forward' })
    expect(await read()).toMatchObject({ status: 200, body: { figures: [{ value: '50' }, {}] } })
  })

  it('gives way to a report of the cluster, which is due all the same', async () => {
    await impute({ method: 'carried-forward' })
    await decide('ministry')
    await agency.save('c4', { exports: '5' })
    expect((await agency.submit('c4')).body.errors).toMatchObject([{ pointer: '/figures/revenue' }])
    await agency.save('c4', { revenue: '51' }, 1)
    expect((await agency.submit('c4', 2)).body).toMatchObject({
      standing: 'submitted',
      figures: [{ value: '51', obsStatus: 'A' }, {}],
    })
  })

  it('takes the place of nothing that was reported', async () => {
    expect((await impute({ method: 'carried-forward' }, 'bavaria', 'c1')).body.detail).toContain(
      'was reported (published)',
    )
  })

  it('is no guess without a base', async () => {
    expect(
      (
        await agency.form('POST', 'c4', 'bavaria', {
          step: 'imputations',
          body: { values: [{ indicator: 'exports', method: 'carried-forward', reason: 'x' }] },
        })
      ).body.detail,
    ).toContain('no value of the earlier period')
    expect((await impute({ method: 'carried-forward', value: '3' })).status).toBe(422)
    expect((await impute({ method: 'carried-forward' }, 'manager')).status).toBe(403)
  })
})
