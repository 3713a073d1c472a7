import { strFromU8, unzipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { extractText, getDocumentProxy } from 'unpdf'
import { describe, expect, it } from 'vitest'
import type { Alert } from '#monitoring/alerts/model'
import { ReportDocument, reportedAlerts, type Scope } from '#reports/model'
import { presented } from '#reports/present/presented'
import { renderer } from '#reports/rendering'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'
import { INDICATORS, nationalReport } from '../../support/report-documents.ts'
import { anAlert } from './support.ts'

/** A cluster whose form is overdue: an alert on no figure. */
const cluster = (code: string, regions: readonly string[], over: Partial<Alert> = {}): Alert => {
  const {
    indicator: _indicator,
    period: _period,
    ...rest
  } = anAlert({
    id: `alt_01JD3Z5V9QK8M2N4P6R8S0T2${code}`,
    name: { en: 'Form overdue', ru: 'Отчёт не представлен' },
    severity: 'critical',
    condition: { kind: 'missed-deadline', days: 0 },
    subject: { universe: 'cluster', dimension: 'unit', code },
    place: { regionPaths: regions.map((region) => ['DE', region]), category: 'AUTO', cluster: code },
    value: 5,
    openedAt: '2026-02-16T05:00:00.000Z',
    ...over,
  })
  return rest
}

const ALERTS = [
  anAlert({
    indicator: 'average-wage',
    condition: {
      kind: 'threshold',
      figure: { indicator: 'average-wage', universe: 'cluster', breakdown: '_T', dimension: 'region' },
      side: 'below',
      limit: '50000',
    },
    value: 48_123.45,
    period: '2025-Q4',
  }),
  anAlert({
    id: 'alt_01JD3Z5V9QK8M2N4P6R8S0T2C4',
    name: { en: 'Weak reporting', ru: 'Мало отчётов' },
    severity: 'info',
    indicator: 'revenue',
    condition: {
      kind: 'coverage-below',
      figure: { indicator: 'revenue', universe: 'cluster', breakdown: '_T', dimension: 'category' },
      limit: 0.95,
    },
    subject: { universe: 'cluster', dimension: 'category', code: 'AUTO' },
    place: { regionPaths: [] },
    value: 36 / 39,
    period: '2025-Q4',
    progress: {
      state: 'acknowledged',
      acknowledged: { by: 'per-who', at: '2026-02-17T08:00:00.000Z', note: 'I call them' },
    },
  }),
  cluster('V1', ['DE-BY']),
  cluster('V2', ['DE-BY', 'DE-HE'], { openedAt: '2026-02-15T05:00:00.000Z', value: 21 }),
]

const reported = (scope: Scope, alerts: readonly Alert[] = ALERTS) =>
  reportedAlerts(
    alerts,
    scope,
    ({ code }) => ({ en: `The ${code}`, ru: `Объект ${code}` }),
    (code) => INDICATORS.find((one) => one.code === code),
  )

const report = (alerts: readonly Alert[]) =>
  nationalReport(1, {
    audience: 'authority',
    sections: [{ section: 'alerts', alerts: reported({ kind: 'nation' }, alerts) }],
  })

describe('the alerts of a report', () => {
  it('are those of its subject and what lies in it, the gravest and oldest first', () => {
    const codes = (scope: Scope) => reported(scope).map(({ subject }) => subject.code)
    expect(codes({ kind: 'nation' })).toEqual(['V2', 'V1', 'DE-BY', 'AUTO'])
    expect(codes({ kind: 'region', code: 'DE-BY' })).toEqual(['V1', 'DE-BY'])
    expect(codes({ kind: 'region', code: 'DE-HE' })).toEqual([])
    expect(codes({ kind: 'category', code: 'AUTO' })).toEqual(['V2', 'V1', 'AUTO'])
    expect(codes({ kind: 'category', code: 'BIO' })).toEqual([])
  })

  it('keep who acknowledged them, and with which words, to themselves', () => {
    const json = JSON.stringify(reported({ kind: 'nation' }))
    expect(json).toContain('"acknowledgedAt":"2026-02-17T08:00:00.000Z"')
    expect(json).not.toMatch(/per-who|I call them/)
    expect(ReportDocument.parse(JSON.parse(JSON.stringify(report(ALERTS))))).toEqual(report(ALERTS))
  })

  it('are counted and told in words of both languages', () => {
    const told = (alerts: readonly Alert[], language: 'en' | 'ru') =>
      presented(report(alerts), language).sections.flatMap(({ blocks }) =>
        blocks.flatMap((block) => {
          if (block.kind === 'paragraph') return [block.text]
          const rows = block.kind === 'table' ? block.table.rows : []
          return rows.map((row) => row.map(({ text }) => text).join(' | '))
        }),
      )
    expect(told(ALERTS, 'en')).toEqual([
      'When this report was made there were 3 open alerts, besides 1 acknowledged one.',
      'Form overdue | critical | The V2 | A deadline is overdue by 21 days | 15 February 2026 | open',
      'Form overdue | critical | The V1 | A deadline is overdue by 5 days | 16 February 2026 | open',
      'Few clusters | warning | The DE-BY | Average monthly wage, Q4 2025: 48,123.45 roubles (limit: below 50,000) | 1 February 2026 | open',
      'Weak reporting | note | The AUTO | Revenue, Q4 2025: coverage 92.3% (limit: below 95%) | 1 February 2026 | acknowledged on 17 February 2026',
    ])
    const [counts, oldest, , , weak] = told(ALERTS, 'ru')
    expect(counts).toBe(
      'На момент составления отчёта: 3 открытых предупреждения, кроме того 1 принятое в работу.',
    )
    expect(oldest).toBe(
      'Отчёт не представлен | критично | Объект V2 | Срок просрочен на 21 день | 15 февраля 2026 г. | открыто',
    )
    expect(weak).toContain('принято в работу 17 февраля 2026 г.')
    const five = Array.from({ length: 5 }, () => cluster('V1', ['DE-BY']))
    expect(told(five, 'ru')[0]).toBe('На момент составления отчёта: 5 открытых предупреждений.')
    expect(told(five.slice(0, 1), 'ru')[0]).toBe('На момент составления отчёта: 1 открытое предупреждение.')
    expect(told([], 'en')).toEqual(['When this report was made there was no alert.'])
    expect(told([], 'ru')).toEqual(['На момент составления отчёта предупреждений не было.'])
  })

  it('stand in every form, in the workbook as numbers', async () => {
    const render = renderer(packagedTypesetter)
    const html = new TextDecoder().decode(await render(report(ALERTS), { format: 'html', language: 'ru' }))
    expect(html).toContain('<h2 id="section-1">Предупреждения</h2>')
    expect(html).toContain('<td>Срок просрочен на 5 дней</td>')
    const pdf = await getDocumentProxy(
      (await render(report(ALERTS), { format: 'pdf', language: 'ru' })).slice(),
    )
    expect((await extractText(pdf, { mergePages: true })).text).toContain('Срок просрочен на 21 день')
    const xlsx = await render(report(ALERTS), { format: 'xlsx', language: 'en' })
    const [{ sheet, data } = { sheet: '', data: [] }] = await readXlsxFile(Buffer.from(xlsx))
    expect(sheet).toBe('Alerts')
    expect(data.map((row) => row.slice(3, 8))).toEqual([
      ['Watched', 'Indicator', 'Period', 'Value', 'Limit'],
      ['days overdue', null, null, 21, 0],
      ['days overdue', null, null, 5, 0],
      ['value', 'Average monthly wage', '2025-Q4', 48_123.45, 50_000],
      ['coverage', 'Revenue', '2025-Q4', 36 / 39, 0.95],
    ])
    expect(strFromU8(unzipSync(xlsx)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('ySplit="1"')
  })
})
