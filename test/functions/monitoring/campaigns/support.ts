import { expect } from 'vitest'
import { cluster } from '../../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from '../support.ts'

const quarterly = {
  name: { en: 'Revenue', ru: 'Выручка' },
  definition: { en: 'Revenue of the quarter' },
  unit: { en: 'thousand euros', ru: 'тыс. евро' },
  measure: { kind: 'quantity' },
  decimals: 1,
  direction: 'more-is-better',
  frequency: 'Q',
  aggregation: { rule: 'sum' },
  overTime: 'sum',
  confidentiality: 'open',
  validRange: { min: '0' },
}

export const content = (overrides: object = {}) => ({
  name: { en: 'Quarterly figures', ru: 'Квартальные показатели' },
  figures: [{ indicator: 'revenue' }, { indicator: 'exports' }],
  period: '2025-Q4',
  opensOn: '2026-01-05',
  deadline: '2026-02-15',
  scope: { territory: ['DE'] },
  ...overrides,
})

/** A quarterly campaign over clusters of Bavaria, with what a test does to it. */
export class Agency {
  readonly given: Monitoring = monitoring({ now: '2026-01-05T09:00:00.000Z' })
  campaign = ''

  static async with(clusters: readonly string[]): Promise<Agency> {
    const agency = new Agency()
    for (const id of clusters) await agency.given.setCluster(cluster(id))
    const rows = ['revenue', 'exports'].map((code) => ({ ...quarterly, code }))
    await agency.given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows } })
    return agency
  }

  ask(method: string, path: string, as: string, body?: object, version?: number) {
    return this.given.askCampaigns(method, path, {
      as,
      ...(body !== undefined && { body }),
      ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    })
  }

  /** Plans a campaign and opens it. */
  async open(overrides: object = {}, as = 'ministry'): Promise<void> {
    const planned = await this.ask('POST', '/campaigns', as, content(overrides))
    expect(planned.status, JSON.stringify(planned.body)).toBe(201)
    this.campaign = planned.body.id
    const opened = await this.ask('POST', `/campaigns/${this.campaign}/opening`, as, undefined, 1)
    expect(opened.status, JSON.stringify(opened.body)).toBe(200)
  }

  form(
    method: string,
    id: string,
    as: string,
    options: { body?: object; version?: number; step?: string } = {},
  ) {
    const step = options.step === undefined ? '' : `/${options.step}`
    return this.ask(
      method,
      `/campaigns/${this.campaign}/forms/${id}${step}`,
      as,
      options.body,
      options.version,
    )
  }

  async save(id: string, values: Readonly<Record<string, string>>, version = 0, as = 'manager') {
    const body = { values: Object.entries(values).map(([indicator, value]) => ({ indicator, value })) }
    return this.form('PUT', id, as, { body, version })
  }

  submit(id: string, version = 1, as = 'manager') {
    return this.form('POST', id, as, { version, step: 'submission' })
  }

  decide(id: string, body: object, version = 2, as = 'bavaria') {
    return this.form('POST', id, as, { body, version, step: 'decision' })
  }

  /** Takes a form all the way. */
  async verified(id: string, values: Readonly<Record<string, string>>): Promise<void> {
    await this.save(id, values)
    await this.submit(id)
    const done = await this.decide(id, { decision: 'verified' })
    expect(done.status, JSON.stringify(done.body)).toBe(200)
  }

  async progress(as = 'ministry') {
    return (await this.ask('GET', `/campaigns/${this.campaign}/progress`, as)).body
  }

  /** The nation's figure of an indicator. */
  async nation(indicator = 'revenue', period = '2025-Q4') {
    await this.given.aggregate()
    const { body } = await this.given.ask(
      'GET',
      `/kpis?indicator=${indicator}&code=DE&from=${period}&to=${period}`,
    )
    return body.rows[0]
  }
}
