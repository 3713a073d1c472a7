import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../../unit/monitoring/support.ts'
import { Agency } from './support.ts'

let agency: Agency

const observation = async (id: string, indicator = 'revenue', period = '2025-Q4') =>
  (await agency.given.ask('GET', `/observations/cluster/${id}/${indicator}/_T/${period}`, { as: 'ministry' }))
    .body

const report = async (period: string, value: string, id = 'c1') => {
  const rows = [{ cluster: id, indicator: 'revenue', period, value, source: 'survey' }]
  expect(
    (await agency.given.ask('POST', '/observations/import', { as: 'analyst', body: { rows } })).body,
  ).toMatchObject({ rejected: 0 })
}

beforeEach(async () => {
  agency = await Agency.with(['c1', 'c2'])
  await report('2025-Q3', '80')
  await agency.open()
})

describe('a form', () => {
  it('shows the last period beside each figure, and has version 0 until anything is saved', async () => {
    const { body, headers } = await agency.form('GET', 'c1', 'manager')
    expect(headers['etag']).toBe('"0"')
    expect(body).toMatchObject({
      standing: 'owing',
      figures: [
        { indicator: 'revenue', earlier: { period: '2025-Q3', value: '80' }, value: null, settled: false },
        { indicator: 'exports', earlier: null, value: null },
      ],
    })
  })

  it('is not shown to who is in charge of nothing there', async () => {
    expect((await agency.form('GET', 'c1', 'participant')).status).toBe(403)
    expect((await agency.progress('participant')).items).toEqual([])
  })

  it('is saved in parts; drafts are no reports yet', async () => {
    await agency.save('c1', { revenue: '90' })
    const saved = await agency.save('c1', { exports: '30' }, 1)
    expect(saved.body).toMatchObject({
      standing: 'saved',
      figures: [
        { value: '90', workflow: 'draft' },
        { value: '30', workflow: 'draft' },
      ],
    })
    expect(await agency.nation()).toBeUndefined()
  })

  it('keeps what somebody else saved meanwhile', async () => {
    await agency.save('c1', { revenue: '90' })
    const late = await agency.save('c1', { revenue: '95' }, 0)
    expect(late).toMatchObject({ status: 412, body: { code: 'stale-version' } })
    expect(await observation('c1')).toMatchObject({ value: '90' })
  })

  it('takes all values of a request or none, and tells every fault', async () => {
    const wrong = await agency.save('c1', { revenue: '-5', exports: '1.234' })
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors).toMatchObject([
      { pointer: '/values/0', detail: expect.stringContaining('below 0') },
      { pointer: '/values/1', detail: expect.stringContaining('decimals') },
    ])
    const half = await agency.save('c1', { revenue: '5', exports: '1.234' })
    expect(half.status).toBe(422)
    expect((await observation('c1')).code).toBe('not-found')
  })

  it('is refused for figures that the campaign does not ask for', async () => {
    expect((await agency.save('c1', { employment: '5' })).body.errors[0].detail).toContain(
      'does not ask for employment',
    )
  })

  it('is submitted complete only', async () => {
    await agency.save('c1', { revenue: '90' })
    const refused = await agency.submit('c1')
    expect(refused.status).toBe(422)
    expect(refused.body.errors).toMatchObject([{ pointer: '/figures/exports' }])
    await agency.form('PUT', 'c1', 'manager', {
      version: 1,
      body: { values: [{ indicator: 'exports', obsStatus: 'M' }] },
    })
    expect((await agency.submit('c1', 2)).body).toMatchObject({ standing: 'submitted' })
  })

  it('asks for a justification of what is unusual, with the figures', async () => {
    await agency.save('c1', { revenue: '130', exports: '10' })
    const refused = await agency.submit('c1')
    expect(refused.body.errors[0].detail).toBe(
      'revenue: 130 after 80 in 2025-Q3 is +62.5 %; more than 50 % needs a justification.',
    )
    const values = [{ indicator: 'revenue', value: '130', justification: 'A new plant opened' }]
    await agency.form('PUT', 'c1', 'manager', { version: 1, body: { values } })
    expect((await agency.submit('c1', 2)).body).toMatchObject({
      standing: 'submitted',
      findings: [{ rule: 'jump' }],
      figures: [{ justification: 'A new plant opened' }, {}],
    })
  })

  it('is not verified by who filled it in or submitted it', async () => {
    await agency.save('c1', { revenue: '90', exports: '30' }, 0, 'ministry')
    await agency.submit('c1')
    expect((await agency.decide('c1', { decision: 'verified' }, 2, 'ministry')).status).toBe(403)
    expect((await agency.decide('c1', { decision: 'verified' }, 2, 'bavaria')).body).toMatchObject({
      standing: 'verified',
    })
    expect(await observation('c1')).toMatchObject({ workflow: 'verified', verifiedBy: 'per-of-bavaria' })
  })

  it('comes back with comments and goes out again', async () => {
    await agency.save('c1', { revenue: '90', exports: '30' })
    await agency.submit('c1')
    expect((await agency.decide('c1', { decision: 'returned' })).status).toBe(422)
    const comments = [{ indicator: 'exports', comment: 'Includes sales at home' }]
    await agency.decide('c1', { decision: 'returned', comments })
    const { body } = await agency.form('GET', 'c1', 'manager')
    expect(body).toMatchObject({
      standing: 'returned',
      figures: [{ workflow: 'returned' }, { workflow: 'returned', comment: 'Includes sales at home' }],
    })
    await agency.save('c1', { exports: '25' }, 3)
    expect((await agency.submit('c1', 4)).body).toMatchObject({ standing: 'submitted' })
    expect((await agency.decide('c1', { decision: 'verified' }, 5)).body).toMatchObject({
      standing: 'verified',
      figures: [{ value: '90' }, { value: '25' }],
    })
    expect(await observation('c1', 'exports')).toMatchObject({ value: '25', workflow: 'verified' })
  })

  it('needs nothing that was verified elsewhere', async () => {
    await report('2025-Q4', '85')
    const refused = await agency.save('c1', { revenue: '90' })
    expect(refused.body.errors[0].detail).toContain('was verified as 85 already')
    await agency.save('c1', { revenue: '85', exports: '30' })
    expect((await agency.submit('c1')).body.figures[0]).toMatchObject({
      settled: true,
      workflow: 'published',
    })
  })

  it('names the enterprises of a value', async () => {
    const enterprises = [
      { enterprise: 'org-1', value: '60' },
      { enterprise: 'org-2', group: 'holding', value: null, waived: true },
    ]
    const values = [{ indicator: 'revenue', value: '90', enterprises }]
    await agency.form('PUT', 'c1', 'manager', { version: 0, body: { values } })
    const { body } = await agency.form('GET', 'c1', 'manager')
    expect(body.figures[0].enterprises).toEqual([{ waived: false, ...enterprises[0] }, enterprises[1]])
  })
})

describe('who owes', () => {
  it('is fixed when the campaign opens; later clusters do not count before they are taken in', async () => {
    await agency.given.setCluster(cluster('c3'))
    expect((await agency.form('GET', 'c3', 'manager')).status).toBe(404)
    expect((await agency.progress()).counts.expected).toBe(2)
  })

  it('leaves other territories to the register', async () => {
    await agency.given.setCluster(
      cluster('h1', {
        regions: [{ from: '1990-01-01', to: null, value: [['DE', 'DE-HE']] }],
        seat: [{ from: '1990-01-01', to: null, value: ['DE', 'DE-HE'] }],
      }),
    )
    await agency.ask(
      'POST',
      `/campaigns/${agency.campaign}/end`,
      'ministry',
      { outcome: 'cancelled', reason: 'Wrong' },
      2,
    )
    await agency.open({ scope: { territory: ['DE-BY'] } }, 'bavaria')
    await agency.verified('c1', { revenue: '90', exports: '30' })
    await report('2025-Q4', '50', 'h1')
    expect(await agency.nation()).toMatchObject({ value: '140', reporting: 2, expected: 3 })
  })

  it('does not count who reports unasked, and lists it', async () => {
    await agency.verified('c1', { revenue: '90', exports: '30' })
    await agency.ask('POST', `/campaigns/${agency.campaign}/duties`, 'ministry', {
      cluster: 'c2',
      kind: 'exempted',
      reason: 'Insolvent',
    })
    await report('2025-Q4', '50', 'c2')
    expect(await agency.nation()).toMatchObject({ value: '90', reporting: 1, expected: 1, coverage: 1 })
    await agency.ask('POST', `/campaigns/${agency.campaign}/duties`, 'ministry', {
      cluster: 'c2',
      kind: 'obliged',
      reason: 'It goes on',
    })
    expect(await agency.nation()).toMatchObject({ value: '140', reporting: 2, expected: 2 })
    expect((await agency.given.rebuild()).differing).toEqual([])
  })

  it('is the register’s again once a campaign is cancelled', async () => {
    await agency.ask('POST', `/campaigns/${agency.campaign}/duties`, 'ministry', {
      cluster: 'c2',
      kind: 'exempted',
      reason: 'Insolvent',
    })
    await report('2025-Q4', '70')
    expect(await agency.nation()).toMatchObject({ expected: 1 })
    await agency.ask(
      'POST',
      `/campaigns/${agency.campaign}/end`,
      'ministry',
      { outcome: 'cancelled', reason: 'Wrong' },
      2,
    )
    const duty = agency.given.table.all().find(({ entity }) => entity === 'campaign-duty')
    expect(duty).toMatchObject({ deleted: true, lastChange: { action: 'cancel-campaign' } })
    expect(await agency.nation()).toMatchObject({ expected: 2 })
    expect((await agency.given.rebuild()).differing).toEqual([])
  })
})

describe('a campaign', () => {
  it('is the business of who may manage its whole territory', async () => {
    const { status } = await agency.ask('POST', '/campaigns', 'bavaria', {
      name: { en: 'x' },
      figures: [{ indicator: 'revenue' }],
      period: '2025-Q4',
      opensOn: '2026-01-05',
      deadline: '2026-02-15',
      scope: { territory: ['DE'] },
    })
    expect(status).toBe(403)
  })

  it('keeps what it asks of whom once it is open', async () => {
    const { body } = await agency.ask('GET', `/campaigns/${agency.campaign}`, 'ministry')
    const { id: _i, status: _s, createdBy: _c, openedAt: _o, ...content } = body
    const change = (part: object) =>
      agency.ask('PUT', `/campaigns/${agency.campaign}`, 'ministry', { ...content, ...part }, 2)
    expect((await change({ figures: [{ indicator: 'revenue' }] })).body.detail).toContain(
      'figures can no longer change',
    )
    expect((await change({ deadline: '2026-03-01' })).body).toMatchObject({
      deadline: '2026-03-01',
      status: 'open',
    })
  })

  it('takes no forms once it is closed', async () => {
    await agency.ask(
      'POST',
      `/campaigns/${agency.campaign}/end`,
      'ministry',
      { outcome: 'closed', reason: 'Done' },
      2,
    )
    expect((await agency.save('c1', { revenue: '1' })).body.detail).toContain('only an open one takes forms')
  })

  it('asks only for what can be reported', async () => {
    const plan = (part: object) =>
      agency.ask('POST', '/campaigns', 'ministry', {
        name: { en: 'x' },
        figures: [{ indicator: 'revenue' }],
        period: '2025-Q4',
        opensOn: '2026-01-05',
        deadline: '2026-02-15',
        scope: { territory: ['DE'] },
        ...part,
      })
    expect((await plan({ figures: [{ indicator: 'members' }] })).body.detail).toContain(
      'counted in the register',
    )
    expect((await plan({ period: '2025-10' })).body.detail).toContain('shorter than the periods')
    expect((await plan({ figures: [{ indicator: 'revenue', breakdown: 'Z' }] })).body.detail).toContain(
      'not a code of the industries',
    )
    expect((await plan({ scope: { territory: ['XX'] } })).body.detail).toContain('no region "XX"')
    expect(
      (await plan({ checks: [{ rule: 'range', indicator: 'exports', max: '1' }] })).body.detail,
    ).toContain('does not ask for')
  })
})
