import readXlsxFile from 'read-excel-file/node'
import { extractText, getDocumentProxy } from 'unpdf'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { sha256 } from '#kernel/digest'
import { KpiAnswer } from '#monitoring/model'
import { ReportDocument, ReportRunView, ReportView } from '#reports/model'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { type Platform, suitePlatform } from '../../support/platform.ts'

const REPORT = {
  names: { en: 'Clusters of Bavaria', ru: 'Кластеры Баварии' },
  scope: { kind: 'region', code: 'DE-BY' },
  frequency: 'A',
  periods: 5,
  indicators: ['clusters-registered', 'members', 'employment', 'average-wage'],
  languages: ['en', 'ru'],
  formats: ['html', 'pdf', 'xlsx'],
}

const defined = async (platform: Platform, over: object = {}, as: PersonaName = 'region') => {
  const response = await platform.api('/reports', { method: 'POST', as, body: { ...REPORT, ...over } })
  expect(response.status, await response.clone().text()).toBe(201)
  return ReportView.parse(await response.json())
}

/** Has a report made and waits until it is finished or has failed. */
const made = async (platform: Platform, report: string, as: PersonaName = 'region') => {
  const response = await platform.api(`/reports/${report}/runs`, { method: 'POST', as, body: {} })
  expect(response.status, await response.clone().text()).toBe(201)
  const { id } = ReportRunView.parse(await response.json())
  return vi.waitFor(
    async () => {
      const run = ReportRunView.parse(await (await platform.api(`/report-runs/${id}`, { as })).json())
      expect(run.state, run.failure).toBe('finished')
      return run
    },
    { timeout: 120_000, interval: 200 },
  )
}

const downloaded = async (platform: Platform, run: string, name: string, as?: PersonaName) => {
  const response = await platform.api(`/report-runs/${run}/files/${name}`, { as })
  expect(response.status, await response.clone().text()).toBe(200)
  const { url, sha256: digest } = z.object({ url: z.url(), sha256: z.string() }).parse(await response.json())
  const file = await fetch(url)
  expect(file.status).toBe(200)
  const bytes = new Uint8Array(await file.arrayBuffer())
  expect(sha256(bytes)).toBe(digest)
  return bytes
}

describe('a report on the running platform', () => {
  let platform: Platform
  let run: ReportRunView
  beforeAll(async () => {
    platform = suitePlatform()
    run = await made(platform, (await defined(platform)).id)
  })

  it('says what /kpis answers to everybody, and keeps the rest to itself', async () => {
    const document = ReportDocument.parse(
      JSON.parse(new TextDecoder().decode(await downloaded(platform, run.id, 'report.json'))),
    )
    expect(document.inputHash).toBe(run.inputHash)
    const figures = document.sections.find((one) => one.section === 'key-figures')?.figures ?? []
    for (const { indicator, value, period } of figures.slice(0, 3)) {
      const query = `indicator=${indicator}&dimension=region&code=DE-BY&from=${period}&to=${period}`
      const answer = KpiAnswer.parse(await (await platform.api(`/kpis?${query}`)).json())
      expect(value, indicator).not.toBeNull()
      expect(value, indicator).toBe(answer.rows[0]?.value)
    }
    expect(figures[3]).toMatchObject({ indicator: 'average-wage', value: null, absence: 'withheld' })
  })

  it('is a workbook whose numbers equal those of the API', async () => {
    const sheets = await readXlsxFile(Buffer.from(await downloaded(platform, run.id, 'en.xlsx')))
    const ranking = sheets.find(({ sheet }) => sheet === 'Ranking')?.data ?? []
    const query = `indicator=employment&dimension=region&from=${run.period}&to=${run.period}&change=none`
    const answer = KpiAnswer.parse(await (await platform.api(`/kpis?${query}`)).json())
    const ranked = ranking.filter(([name]) => name === 'Employment').map((row) => row[5])
    const values = answer.rows.flatMap(({ value }) => (value === null ? [] : Number(value)))
    expect(values.length).toBeGreaterThan(10)
    expect(ranked.filter((value) => typeof value === 'number')).toEqual(values.toSorted((a, b) => b - a))
  })

  it('is a tagged PDF in Russian with charts that are described', async () => {
    const document = await getDocumentProxy(await downloaded(platform, run.id, 'ru.pdf'))
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true })
    const { text } = await extractText(document, { mergePages: true })
    for (const said of ['Кластеры Баварии', 'Регион: Бавария', 'Основные показатели', 'не приводится'])
      expect(text).toContain(said)
    const pages = Array.from({ length: document.numPages }, async (_, page) =>
      JSON.stringify(await (await document.getPage(page + 1)).getStructTree()),
    )
    const tags = (await Promise.all(pages)).join('')
    for (const tag of ['H1', 'H2', 'Table', 'TH', 'TD', 'Figure']) expect(tags).toContain(`"role":"${tag}"`)
    expect(tags).toMatch(/"alt":"[^"]*Линейный график/)
  })

  it.skipIf(whyNoBrowser !== undefined)('is a page without obstacles, in both languages', async () => {
    const browser = await openBrowser()
    try {
      for (const language of ['en', 'ru'] as const) {
        const html = await downloaded(platform, run.id, `${language}.html`)
        const address = 'http://report.example/'
        const context = await openPage(browser, 'about:blank', { language, scheme: 'light', width: 400 })
        await context.page.route(address, (route) =>
          route.fulfill({ contentType: 'text/html; charset=utf-8', body: Buffer.from(html) }),
        )
        await context.page.goto(address)
        expect(await context.page.locator('h1').textContent()).toBe(REPORT.names[language])
        expect(
          await context.page.locator('table').first().evaluate('getComputedStyle(document.body).maxWidth'),
        ).toBe('960px')
        expect(await context.obstacles()).toEqual([])
        await context.close()
      }
    } finally {
      await browser.close()
    }
  })

  it('is listed for everybody and stands in the feed', async () => {
    const list = await (await platform.api('/report-runs?limit=200')).json()
    expect(list).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ id: run.id })]) })
    const feed = await platform.api('/report-feed', { headers: { 'accept-language': 'ru' } })
    expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    expect(await feed.text()).toContain(`/report-runs/${run.id}`)
  })

  it('for authorities has what its owner may read, and nobody else reads it', async () => {
    const { id } = await defined(platform, { audience: 'authority', formats: ['html'], languages: ['ru'] })
    const secret = await made(platform, id)
    const bytes = await downloaded(platform, secret.id, 'report.json', 'region')
    const { sections } = ReportDocument.parse(JSON.parse(new TextDecoder().decode(bytes)))
    const figures = sections.find((one) => one.section === 'key-figures')?.figures
    expect(figures?.[3]).toMatchObject({ indicator: 'average-wage', absence: null })
    expect((await platform.api(`/report-runs/${secret.id}`)).status).toBe(404)
    expect((await platform.api(`/report-runs/${secret.id}/files/ru.html`, { as: 'analyst' })).status).toBe(
      404,
    )
  })

  it('begins by the job when it is due', async () => {
    const { id } = await defined(platform, {
      schedule: { cron: '0 7 1 1 *', timeZone: 'Europe/Berlin' },
    })
    // Others may be due today.
    await platform.runJob('run-due-reports')
    const runs = await (await platform.api(`/reports/${id}/runs`, { as: 'region' })).json()
    expect(runs).toMatchObject({ items: [] })
    const { nextRun } = ReportView.parse(
      await (await platform.api(`/reports/${id}`, { as: 'region' })).json(),
    )
    expect(nextRun).toMatch(/-01-01T06:00:00\.000Z$/)
  })
})
