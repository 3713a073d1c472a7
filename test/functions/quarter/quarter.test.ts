import type { Email } from 'postal-mime'
import { extractText, getDocumentProxy } from 'unpdf'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CLUSTERS, FIRMS, found } from './founding.ts'
import { type OneProcess, startPlatform } from './platform.ts'

vi.mock('#kernel/aws', async () => (await import('./platform.ts')).awsStandIn)
vi.mock('#kernel/aws-files', async () => (await import('./platform.ts')).filesStandIn)
vi.mock('#delivery/attachment-store', async () => (await import('./platform.ts')).filesStandIn)
vi.mock('#delivery/ses-store', async () => (await import('./platform.ts')).mailStandIn)
vi.mock('#governance/credentials', async () => (await import('./platform.ts')).credentialsStandIn)

const PERIOD = '2025-Q4'
const LATE = CLUSTERS[38] ?? ''
const EXEMPT = CLUSTERS[39] ?? ''
/** Of the first 36 clusters: 1010, 1020 … */
const revenueOf = (index: number): number => 1000 + 10 * (index + 1)
const IN_TIME = CLUSTERS.slice(0, 36).reduce((sum, _, index) => sum + revenueOf(index), 0)
/** What the members of the late one answer. */
const ANSWERS = [400, 350, 250]
const ALL = IN_TIME + ANSWERS.reduce((sum, one) => sum + one, 0)

describe('a quarter, from the question to the report in the mailbox', () => {
  let platform: OneProcess
  let persons: Awaited<ReturnType<typeof found>>
  let campaign = ''

  const ministry = (method: string, path: string, body?: object, version?: number) =>
    platform.ask(method, path, {
      as: 'ministry',
      ...(body && { body }),
      ...(version !== undefined && { version }),
    })
  const manager = (method: string, path: string, body?: object, version?: number) =>
    platform.ask(method, path, {
      as: 'manager',
      ...(body && { body }),
      ...(version !== undefined && { version }),
    })
  const formOf = (cluster: string) => `/campaigns/${campaign}/forms/${cluster}`
  const submitted = async (cluster: string, value: number): Promise<void> => {
    await manager('PUT', formOf(cluster), { values: [{ indicator: 'revenue', value: String(value) }] }, 0)
    await manager('POST', `${formOf(cluster)}/submission`, undefined, 1)
  }
  const decided = (cluster: string, decision: object, version = 2) =>
    ministry('POST', `${formOf(cluster)}/decision`, decision, version)
  const nation = async (as?: string, release = '') => {
    const query = `indicator=revenue&code=DE&from=${PERIOD}&to=${PERIOD}${release}`
    const { rows } = await platform.ask('GET', `/kpis?${query}`, as === undefined ? {} : { as })
    return rows[0]
  }
  const alerts = async () => (await ministry('GET', '/alerts')).items
  const report = (over: object) =>
    ministry('POST', '/reports', {
      names: { en: 'Clusters by the quarter', ru: 'Кластеры по кварталам' },
      scope: { kind: 'nation' },
      frequency: 'Q',
      periods: 4,
      indicators: ['revenue'],
      languages: ['en', 'ru'],
      formats: ['pdf'],
      schedule: { cron: '0 7 1,30 3 *', timeZone: 'Europe/Berlin' },
      ...over,
    })

  beforeAll(async () => {
    platform = await startPlatform('2026-01-02T09:00:00.000Z')
    persons = await found(platform)
  })
  afterAll(() => platform.stop())

  it('is planned: what is asked, what is watched, when it is published and reported', async () => {
    const planned = await ministry('POST', '/campaigns', {
      name: { en: 'Quarter 2025-Q4', ru: 'IV квартал 2025' },
      figures: [{ indicator: 'revenue' }],
      period: PERIOD,
      opensOn: '2026-01-05',
      deadline: '2026-02-15',
      timeZone: 'Europe/Berlin',
      scope: { territory: ['DE'] },
    })
    campaign = planned.id
    const watched = { severity: 'warning', territory: 'DE', told: 'kpi.verify' }
    await ministry('POST', '/alert-rules', {
      ...watched,
      name: { en: 'Form overdue', ru: 'Отчёт не представлен' },
      condition: { kind: 'missed-deadline', days: 1, of: 'campaign' },
    })
    await ministry('POST', '/alert-rules', {
      ...watched,
      severity: 'info',
      name: { en: 'Weak reporting', ru: 'Мало отчётов' },
      code: 'DE',
      condition: {
        kind: 'coverage-below',
        figure: { indicator: 'revenue', universe: 'cluster', dimension: 'region' },
        limit: 0.94,
      },
    })
    for (const [number, day] of ['2026-02-25', '2026-03-25'].entries())
      await ministry('POST', '/releases', {
        title: { en: `Revenue, release ${number + 1}`, ru: `Выручка, выпуск ${number + 1}` },
        indicators: ['revenue'],
        periods: [PERIOD],
        releaseAt: `${day}T09:00:00.000Z`,
      })
    const { ministry: minister, analyst } = persons
    const everybody = [
      { person: minister, language: 'en' },
      { person: analyst, language: 'ru' },
    ]
    await report({ audience: 'public', recipients: everybody })
    await report({
      names: { en: 'For the ministry', ru: 'Для министерства' },
      audience: 'authority',
      languages: ['ru'],
      sections: ['key-figures', 'quality', 'alerts'],
      recipients: [{ person: minister, language: 'ru' }],
    })
  })

  it('is answered by 36 of 40: two are returned, one is exempt, one is late', async () => {
    platform.at('2026-01-05T05:00:00.000Z')
    expect(await platform.run('watch-campaigns')).toMatchObject({ opened: 1, failed: [] })
    platform.at('2026-01-20T09:00:00.000Z')
    for (const [index, cluster] of CLUSTERS.slice(0, 38).entries()) {
      await submitted(cluster, revenueOf(index))
      const comments = [{ indicator: 'revenue', comment: 'Is VAT left out?' }]
      await decided(cluster, index < 36 ? { decision: 'verified' } : { decision: 'returned', comments })
    }
    await ministry('POST', `/campaigns/${campaign}/duties`, {
      cluster: EXEMPT,
      kind: 'exempted',
      reason: 'Founded in December',
    })
    platform.at('2026-02-08T05:00:00.000Z')
    expect(await platform.run('watch-campaigns')).toMatchObject({ reminders: 3, unreached: [] })
    const reminders = await platform.mail()
    expect(reminders.map(({ to }) => to?.[0]?.address)).toEqual(
      Array(3).fill('manager@sample.agglomera.invalid'),
    )
    platform.at('2026-02-16T03:00:00.000Z')
    expect((await ministry('GET', `/campaigns/${campaign}/progress`)).counts).toMatchObject({
      standings: { verified: 36, returned: 2, late: 1, exempt: 1 },
      expected: 39,
      coverage: 36 / 39,
    })
  })

  it('alerts to the deadline that was missed and, once figures are made, to weak reporting', async () => {
    expect(await platform.run('watch-alerts')).toMatchObject({ opened: 1, messages: 1 })
    expect(await alerts()).toMatchObject([
      { name: { en: 'Form overdue' }, subject: { code: LATE }, value: 1, state: 'open' },
    ])
    platform.at('2026-02-16T04:00:00.000Z')
    expect(await platform.run('aggregate-kpis')).toMatchObject({ outcome: 'done' })
    expect(await alerts()).toMatchObject([
      { name: { en: 'Weak reporting' }, subject: { code: 'DE' }, value: 36 / 39, period: PERIOD },
      { name: { en: 'Form overdue' } },
    ])
    const [weak, overdue] = bySubject(await platform.mail())
    expect(overdue?.to?.[0]?.address).toBe('ministry@sample.agglomera.invalid')
    expect(overdue?.subject).toBe('1 new alert: Warning: Form overdue – Cluster 39')
    expect(overdue?.text).toContain('A deadline is overdue by 1 day')
    expect(weak?.subject).toBe('1 new alert: Note: Weak reporting – Germany')
    expect(weak?.text).toContain('coverage 92.3% (limit: below 94%)')
  })

  it('is published in release 1 with a coverage of 36/39, at its time and not before', async () => {
    platform.at('2026-02-24T10:00:00.000Z')
    expect(await platform.run('issue-releases')).toMatchObject({ releases: { published: [] } })
    expect(await nation()).toBeUndefined()
    platform.at('2026-02-25T09:00:00.000Z')
    await platform.run('issue-releases')
    expect(await nation()).toMatchObject({
      release: 1,
      value: String(IN_TIME),
      reporting: 36,
      expected: 39,
      coverage: 36 / 39,
    })
  })

  it('is reported at seven o’clock in Berlin, in English and Russian', async () => {
    platform.at('2026-03-01T05:59:00.000Z')
    expect(await platform.run('run-due-reports')).toMatchObject({ started: 0 })
    platform.at('2026-03-01T06:00:00.000Z')
    expect(await platform.run('run-due-reports')).toMatchObject({ started: 2, retried: 0 })
    const mails = await platform.mail()
    const { en, ru, own } = sorted(mails)
    expect(en?.to?.[0]?.address).toBe('ministry@sample.agglomera.invalid')
    expect(en?.subject).toBe('Clusters by the quarter, Q4 2025')
    expect(ru?.to?.[0]?.address).toBe('analyst@sample.agglomera.invalid')
    expect(ru?.subject).toBe('Кластеры по кварталам, 4-й квартал 2025 г.')
    expect(await textIn(en)).toMatch(/Reporting Expected Coverage.*Revenue 36 39 92\.3%/s)
    expect(await textIn(en)).toContain(IN_TIME.toLocaleString('en'))
    expect(await textIn(ru)).toMatch(/Выручка 36 39 92,3\s?%/)
    expect(await textIn(ru)).not.toContain('Предупреждения')
    const told = await textIn(own)
    expect(told).toContain('2 открытых предупреждения')
    expect(told).toContain('Кластер 39')
  })

  it('takes in the late one, from the answers of its members, by release 2', async () => {
    platform.at('2026-03-10T09:00:00.000Z')
    for (const [index, organisation] of FIRMS.entries()) {
      const invitation = { organisation, expiresOn: '2026-03-31' }
      const { token } = await manager('POST', `${formOf(LATE)}/member-forms`, invitation)
      const values = [{ indicator: 'revenue', value: String(ANSWERS[index]) }]
      const body = { token, version: 1, values, agreed: false, done: true }
      await platform.ask('POST', '/member-forms/answers', { body })
    }
    await manager('POST', `${formOf(LATE)}/roll-up`, { figures: [{ indicator: 'revenue' }] }, 0)
    await manager('POST', `${formOf(LATE)}/submission`, undefined, 1)
    await decided(LATE, { decision: 'verified' })
    await platform.run('aggregate-kpis')
    expect(await nation('ministry')).toMatchObject({ value: String(ALL), reporting: 37 })
    expect(await nation()).toMatchObject({ release: 1, value: String(IN_TIME), reporting: 36 })
    platform.at('2026-03-25T09:00:00.000Z')
    await platform.run('issue-releases')
    expect(await nation()).toMatchObject({
      release: 2,
      value: String(ALL),
      reporting: 37,
      expected: 39,
      coverage: 37 / 39,
    })
    expect(await nation(undefined, '&release=1')).toMatchObject({ release: 1, value: String(IN_TIME) })
  })

  it('is over: no alert is left, and the next report says so an hour earlier by UTC', async () => {
    await platform.run('watch-alerts')
    expect(await alerts()).toEqual([])
    platform.at('2026-03-30T05:00:00.000Z')
    expect(await platform.run('run-due-reports')).toMatchObject({ started: 2 })
    const { en, own } = sorted(await platform.mail())
    expect(await textIn(en)).toMatch(/Revenue 37 39 94\.9%/)
    expect(await textIn(own)).toContain('предупреждений не было')
    const { items } = await platform.ask('GET', '/report-runs')
    expect(items).toMatchObject([{ due: { late: false } }, { due: { at: '2026-03-01T06:00:00.000Z' } }])
    expect(await platform.run('rebuild-kpis')).toMatchObject({ differing: [] })
  })
})

const bySubject = (mails: readonly Email[]): readonly Email[] =>
  mails.toSorted((a, b) => ((a.subject ?? '') < (b.subject ?? '') ? -1 : 1))

/** The mails with the report for everybody, in either language, and with the one for authorities. */
const sorted = (mails: readonly Email[]) => {
  expect(mails).toHaveLength(3)
  const [en, own, ru] = bySubject(mails)
  return { en, own, ru }
}

/** What the attached PDF says. */
const textIn = async (mail: Email | undefined): Promise<string> => {
  expect(mail?.attachments).toMatchObject([
    { mimeType: 'application/pdf', filename: expect.stringMatching(/^report-2025-Q4-(en|ru)\.pdf$/) },
  ])
  const content = mail?.attachments[0]?.content
  if (!(content instanceof ArrayBuffer)) throw new Error('the attachment is no file')
  const pdf = await getDocumentProxy(new Uint8Array(content.slice(0)))
  return (await extractText(pdf, { mergePages: true })).text.replaceAll(/\s+/g, ' ')
}
