import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import readXlsxFile from 'read-excel-file/node'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { beforeAll, describe, expect, it } from 'vitest'
import { ReportDocument } from '#reports/model'
import { presented } from '#reports/present/presented'
import { renderer } from '#reports/rendering'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'
import { nationalReport } from '../../support/report-documents.ts'

const HOSTILE = '=HYPERLINK("http://evil.example") #panic("x") ] <script>alert(1)</script> & "quoted" $'

const render = renderer(packagedTypesetter)
const document = nationalReport(12)
const hostile = nationalReport(1, {
  names: { en: HOSTILE, ru: HOSTILE },
  subject: { kind: 'region', code: 'x', name: { en: HOSTILE } },
})

const html = async (report: ReportDocument, language: 'en' | 'ru') =>
  new TextDecoder().decode(await render(report, { format: 'html', language }))

describe('a report as HTML', () => {
  it('needs nothing besides itself, and its policy lets its own style in and nothing else', async () => {
    const page = await html(document, 'ru')
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
    const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const digest = createHash('sha256').update(style).digest('base64')
    expect(policy).toBe(`default-src 'none'; style-src 'sha256-${digest}'`)
    expect(page).not.toMatch(/<script|\sstyle=|\ssrc=|url\(|@import/)
    expect(page.match(/<svg /g)).toHaveLength(13)
  })

  it('says its language, has headings in order, and headers for rows and columns', async () => {
    const page = await html(document, 'ru')
    expect(page).toMatch(/^<!doctype html>\n<html lang="ru">/)
    expect(page.match(/<h1/g)).toHaveLength(1)
    expect(page.match(/<h2/g)).toHaveLength(7)
    expect(page).toContain('<th scope="col">Показатель</th>')
    expect(page).toMatch(/<th scope="row">Выручка от реализации товаров, работ и услуг, млн рублей<\/th>/)
    const tables = page.match(/<table>/g)?.length
    expect(page.match(/<caption>/g)).toHaveLength(tables ?? -1)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('takes no text for markup', async () => {
    const page = await html(hostile, 'en')
    expect(page).not.toContain('<script')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;')
  })
})

describe('a report as a workbook', () => {
  let bytes: Uint8Array
  beforeAll(async () => {
    bytes = await render(document, { format: 'xlsx', language: 'en' })
  })

  it('has one sheet a section with numbers that another reader reads as numbers', async () => {
    const sheets = await readXlsxFile(Buffer.from(bytes))
    expect(sheets.map(({ sheet }) => sheet)).toEqual([
      'Key figures',
      'Trends',
      'Ranking',
      'Coverage and data quality',
      'Changes in the register',
      'Clusters in the register',
      'Method',
    ])
    const figures = document.sections.find((one) => one.section === 'key-figures')?.figures ?? []
    const [header, ...rows] = sheets[0]?.data ?? []
    const at = header?.indexOf('Value') ?? -1
    expect(rows.map((row) => row[at])).toEqual(figures.map(({ value }) => Number(value)))
    const points = document.sections
      .find((one) => one.section === 'trends')
      ?.trends.flatMap((one) => one.points)
    const values = sheets[1]?.data.slice(1).map((row) => row[3])
    expect(values).toEqual(points?.map(({ value }) => (value === null ? 'no value' : Number(value))))
  })

  it('has a frozen header, and forms for numbers and percentages', () => {
    const files = unzipSync(bytes)
    const text = (name: string) => strFromU8(files[name] ?? new Uint8Array())
    for (const sheet of [1, 2, 3, 4, 5, 6, 7])
      expect(text(`xl/worksheets/sheet${sheet}.xml`)).toMatch(/<pane ySplit="1"[^>]* state="frozen"/)
    expect(text('xl/styles.xml')).toContain('#,##0.00')
    expect(text('xl/styles.xml')).toContain('0.0%')
  })

  it('takes no text for a formula', async () => {
    const made = await render(hostile, { format: 'xlsx', language: 'en' })
    expect(strFromU8(unzipSync(made)['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).not.toContain('<f>')
  })
})

describe('a report as PDF', () => {
  it('is tagged, with its title, its language, headings, tables, and charts with their descriptions', async () => {
    const pdf = await render(document, { format: 'pdf', language: 'ru' })
    const read = await getDocumentProxy(pdf.slice())
    expect(await read.getMarkInfo()).toMatchObject({ Marked: true })
    const { info } = await getMeta(read)
    expect(info).toMatchObject({
      Title: 'Мониторинг развития кластеров — Российская Федерация, 4-й квартал 2025 г.',
      Language: 'ru',
    })
    const { text } = await extractText(read, { mergePages: true })
    for (const said of [
      'Мониторинг развития кластеров',
      'Ханты-Мансийский автономный',
      '2 срока',
      'не приводится',
    ])
      expect(text).toContain(said)
    const trees = await Promise.all(
      Array.from({ length: read.numPages }, async (_, page) =>
        (await read.getPage(page + 1)).getStructTree(),
      ),
    )
    const all = JSON.stringify(trees)
    for (const tag of ['H1', 'H2', 'H3', 'Table', 'THead', 'TH', 'TD', 'Figure', 'L', 'Lbl', 'LBody', 'P'])
      expect(all).toContain(`"role":"${tag}"`)
    expect(all.match(/"alt":"[^"]*Линейный график показателя/g)?.length).toBeGreaterThan(3)
  })

  it('is the same for the same report, and takes no text for markup', async () => {
    const [first, second] = [
      await render(hostile, { format: 'pdf', language: 'en' }),
      await render(hostile, { format: 'pdf', language: 'en' }),
    ]
    expect(Buffer.compare(first, second)).toBe(0)
    const { text } = await extractText(await getDocumentProxy(first.slice()), { mergePages: true })
    expect(text).toContain('#panic("x")')
  })
})

describe('a report in a language', () => {
  const statements = (skipped: number, language: 'en' | 'ru') =>
    presented(
      nationalReport(0, { due: { at: '2026-01-01T06:00:00.000Z', late: false, skipped } }),
      language,
    ).statements.join(' ')

  it.each([
    [1, 'missed 1 scheduled time before', 'пропущено: 1 срок.'],
    [2, 'missed 2 scheduled times before', 'пропущено: 2 срока.'],
    [5, 'missed 5 scheduled times before', 'пропущено: 5 сроков.'],
    [11, 'missed 11 scheduled times before', 'пропущено: 11 сроков.'],
    [21, 'missed 21 scheduled times before', 'пропущено: 21 срок.'],
    [104, 'missed 104 scheduled times before', 'пропущено: 104 срока.'],
  ])('counts %i rightly', (count, english, russian) => {
    expect(statements(count, 'en')).toContain(english)
    expect(statements(count, 'ru')).toContain(russian)
  })

  it('says nothing of times that were not missed', () => {
    expect(statements(0, 'en')).toBe(
      'Made on 15 January 2026, 07:00 UTC. All figures are those that everybody may read.',
    )
  })

  it('writes numbers, percentages and periods as people do there', () => {
    const cells = (language: 'en' | 'ru') =>
      presented(document, language).sections[0]?.blocks.flatMap((block) =>
        block.kind === 'table' ? (block.table.rows[1] ?? []).map(({ text }) => text) : [],
      )
    expect(cells('en')?.slice(2)).toEqual(['+12.00', '+3.4%', '31', '5,000.00 (Q4 2026)', '82.0%', 'no'])
    expect(cells('ru')?.slice(2)).toEqual([
      '+12,00',
      '+3,4\u00A0%',
      '31',
      '5\u00A0000,00 (4 кв. 2026)',
      '82,0\u00A0%',
      'нет',
    ])
  })

  it('bears a report in which nothing is known', () => {
    const empty = ReportDocument.parse({
      ...document,
      sections: [
        { section: 'key-figures', figures: [] },
        { section: 'trends', trends: [{ indicator: 'employment', points: [] }] },
        { section: 'ranking', rankings: [{ indicator: 'employment', period: '2025', rows: [] }] },
        { section: 'quality', quality: [] },
        {
          section: 'registry',
          from: '2025-01-01',
          to: '2025-12-31',
          registered: 0,
          suspended: 0,
          changes: [],
        },
      ],
    })
    const { sections } = presented(empty, 'ru')
    expect(sections).toHaveLength(5)
    expect(JSON.stringify(sections[4]?.blocks)).toContain('0 зарегистрированных кластеров')
    expect(JSON.stringify(sections[4]?.blocks)).toContain('реестр не изменялся')
  })
})
