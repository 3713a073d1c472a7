import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import readXlsxFile from 'read-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { firstRecords, PUBLIC_PATHS } from '../../support/looked-at.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, reachEverythingByKeyboard, settled, unfoldPages } from '../../support/portal-pages.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

/** What is looked for, and figures of the sample as a statistician would write them, not as the API answers. */
const TEXTS = {
  en: {
    home: 'The digital platform of cluster cooperation',
    bavaria: 'Bavaria',
    employed: '5,949,861',
    grown: '+2.5%',
    change: 'Change',
    lowest: 'Bremen',
    register: 'Register of clusters',
    compare: 'Compare with other clusters',
    side: 'Compare',
    figures: 'Figures',
    csv: 'Table as CSV',
    xlsx: 'Table as workbook (XLSX)',
    svg: 'Chart as SVG',
    png: 'Chart as PNG',
    sheet: 'Registered clusters',
    forbidden: 'This is not for you to see',
    network: 'Network of ties',
    download: 'Download: document (PDF), English',
    nowhere: 'There is no such page',
    missing: 'This is not here',
    silent: 'The platform does not answer just now',
    again: 'Try again',
  },
  ru: {
    home: 'Цифровая платформа кластерного взаимодействия',
    bavaria: 'Бавария',
    employed: '5\u00A0949\u00A0861',
    grown: '+2,5\u00A0%',
    change: 'Изменение',
    lowest: 'Бремен',
    register: 'Реестр кластеров',
    compare: 'Сравнить с другими кластерами',
    side: 'Сравнение',
    figures: 'Показатели',
    csv: 'Таблица в CSV',
    xlsx: 'Таблица в XLSX',
    svg: 'График в SVG',
    png: 'График в PNG',
    sheet: 'Кластеры в реестре',
    forbidden: 'Это вам недоступно',
    network: 'Сеть связей',
    download: 'Скачать: документ (PDF), русский',
    nowhere: 'Такой страницы нет',
    missing: 'Здесь ничего нет',
    silent: 'Платформа сейчас не отвечает',
    again: 'Повторить',
  },
} as const

const FORBIDDEN = { type: 'urn:agglomera:problem:forbidden', code: 'forbidden', status: 403 }

const heading = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor()
}

/** The cells of the row that begins with a name. */
const rowOf = async (page: Page, name: string): Promise<readonly string[]> =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .first()
    .locator('td')
    .allInnerTexts()

if (whyNoBrowser) process.stderr.write(`The portal’s pages are not looked at: ${whyNoBrowser}\n`)

describe.skipIf(whyNoBrowser !== undefined)('the portal in a browser', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let cluster: string
  let document: string
  let report: string
  beforeAll(async () => {
    browser = await openBrowser()
    ;({ cluster, document, report } = await firstRecords(platform))
  })
  afterAll(() => browser?.close())

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]

    it('shows the regions as a map and as a table with the same figures, in the language’s numbers', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/`, look)
      await heading(page, texts.home)
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language)
      await expect.poll(() => page.title()).toBe(`${texts.home} – Agglomera`)
      await page.getByRole('rowheader', { name: texts.bavaria, exact: true }).waitFor()
      const [value, change] = await rowOf(page, texts.bavaria)
      expect([value, change]).toEqual([texts.employed, texts.grown])
      const area = page.locator('.map .area').filter({ hasText: texts.bavaria })
      await area.waitFor()
      expect(await area.getAttribute('aria-label')).toContain(`${texts.bavaria}: ${texts.employed}`)
      expect(await page.locator('.map .area').count()).toBe(16)
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })

    it('finds the region that lost most within two presses of a key, and the address tells of it', async () => {
      const { page, close } = await openPage(browser, `${url}/?year=2025`, look)
      await page.getByRole('button', { name: texts.change }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(/sort=change/)
      await expect.poll(() => page.getByRole('rowheader').first().innerText()).toBe(texts.lowest)
      await page.reload()
      await expect.poll(() => page.getByRole('rowheader').first().innerText()).toBe(texts.lowest)
      await close()
    })

    it('leads from the map over a region and a cluster to a comparison and a file', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/`, look)
      await page.locator('.map .area').filter({ hasText: texts.bavaria }).press('Enter')
      await heading(page, texts.bavaria)
      const first = page.locator('a[href*="/clusters/clu_"]').first()
      const name = await first.innerText()
      await first.click()
      await heading(page, name)
      await page.getByRole('link', { name: texts.compare }).click()
      await heading(page, texts.side)
      await page.locator('.chosen').getByText(name).waitFor()
      await unfoldPages(page)
      await page.getByRole('navigation').getByRole('link', { name: texts.figures, exact: true }).click()
      await heading(page, texts.figures)
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: texts.csv }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toBe('clusters-registered-region.csv')
      const csv = await readFile(await download.path(), 'utf8')
      expect(csv.split('\r\n')[0]).toBe(
        '\uFEFFindicator,code,name,period,value,obsStatus,reporting,expected,coverage',
      )
      expect(csv).toContain(`clusters-registered,DE-BY,${texts.bavaria},`)
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })

    it('gives figures as a workbook with numbers, and the chart as a drawing and in pixels', async () => {
      const { page, troubles, close } = await openPage(browser, `${url}/figures`, look)
      await page.locator('.chart svg').waitFor()
      const saved = async (name: string) => {
        const downloading = page.waitForEvent('download')
        await page.getByRole('button', { name }).click()
        const download = await downloading
        return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
      }
      const workbook = await saved(texts.xlsx)
      expect(workbook.name).toBe('clusters-registered-region.xlsx')
      const [sheet] = await readXlsxFile(workbook.bytes)
      expect(sheet?.sheet).toBe(texts.sheet)
      expect(sheet?.data.find(([code]) => code === 'DE-BY')).toEqual([
        'DE-BY',
        texts.bavaria,
        expect.stringMatching(/^20\d\d$/),
        expect.any(Number),
        'A',
        expect.any(Number),
        null,
        null,
      ])
      expect((await saved(texts.svg)).bytes.toString()).toMatch(/^<svg [^>]*><rect [^>]*fill="#/)
      expect((await saved(texts.png)).bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
      expect(troubles).toEqual([])
      await close()
    })

    it('lets a report be read on its page, and saved', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/reports/${report}`, look)
      const frame = page.frameLocator('iframe')
      await frame.locator('h2').first().waitFor()
      expect(await frame.locator('html').getAttribute('lang')).toBe(look.language)
      const downloading = page.waitForEvent('download')
      await page.getByRole('button', { name: texts.download }).click()
      const about: unknown = await (await platform.api(`/report-runs/${report}`)).json()
      const { period } = z.looseObject({ period: z.string() }).parse(about)
      expect((await downloading).suggestedFilename()).toBe(`report-${period}-${look.language}.pdf`)
      // The files lie beside the portal, not in it.
      expect(troubles.filter((trouble) => !/reportbucket|no answer/.test(trouble))).toEqual([])
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await close()
    })

    it.each(PUBLIC_PATHS)('shows %s without trouble or obstacle', async (path) => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}${path}`, look)
      await page.locator('h1').waitFor()
      await settled(page)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      expect(troubles).toEqual([])
      await close()
    })

    it('shows a cluster with its decisions, members and figures', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/clusters/${cluster}`, look)
      await page.locator('h1').waitFor()
      await settled(page)
      await page.locator('.chart svg').waitFor()
      await page.getByRole('heading', { name: texts.network }).waitFor()
      await page.locator('.network').waitFor()
      expect(await page.locator('.chain > li').count()).toBe(6)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      expect(troubles).toEqual([])
      await close()
    })

    it('shows a document with its files', async () => {
      const { page, troubles, obstacles, close } = await openPage(
        browser,
        `${url}/documents/${document}`,
        look,
      )
      await page.getByRole('button').first().waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      expect(troubles).toEqual([])
      await close()
    })

    it('says what is wrong and what to do: no such page, no such cluster, not for you, an API that is down', async () => {
      const { page, close } = await openPage(browser, `${url}/nowhere`, look)
      await heading(page, texts.nowhere)
      await page.goto(`${url}/clusters/clu_01JD3Z5V9QK8M2N4P6R8S0T2V4`)
      await heading(page, texts.missing)
      await page.route('**/api/v1/clusters/**', (route) => route.fulfill({ status: 403, json: FORBIDDEN }))
      await page.goto(`${url}/clusters/${cluster}`)
      await heading(page, texts.forbidden)
      await page.unroute('**/api/v1/clusters/**')
      await page.route('**/api/v1/clusters/**', (route) => route.abort())
      await page.goto(`${url}/clusters/${cluster}`)
      await heading(page, texts.silent)
      await page.unroute('**/api/v1/clusters/**')
      await page.getByRole('button', { name: texts.again }).click()
      await page.getByRole('heading', { level: 1, name: texts.silent }).waitFor({ state: 'detached' })
      await page.locator('.facts').first().waitFor()
      await close()
    })
  })

  it('lets the reader choose the language, and keeps the choice from page to page', async () => {
    const { page, close } = await openPage(browser, `${url}/`, ENGLISH)
    await page.getByRole('link', { name: 'Русский' }).click()
    await heading(page, TEXTS.ru.home)
    expect(await page.getByRole('link', { name: 'Русский' }).getAttribute('aria-current')).toBe('true')
    await page.getByRole('navigation').getByRole('link', { name: 'Реестр', exact: true }).click()
    await heading(page, TEXTS.ru.register)
    expect(new URL(page.url()).searchParams.get('lang')).toBe('ru')
    await page.reload()
    await heading(page, TEXTS.ru.register)
    await close()
  })

  it('filters the register by the address', async () => {
    const { page, close } = await openPage(browser, `${url}/clusters`, ENGLISH)
    await page.getByLabel('Field').selectOption({ label: 'Aerospace' })
    await page.waitForURL(/category=AERO/)
    await page.getByLabel('Name contains').fill('Dornwalde 29')
    await page.waitForURL(/name=Dornwalde/)
    await page
      .getByRole('status')
      .filter({ hasText: /^1 cluster/ })
      .waitFor()
    await expect
      .poll(() => page.getByRole('rowheader').allInnerTexts())
      .toEqual(['Aerospace Cluster Dornwalde 29 (invented)'])
    await page.getByRole('link', { name: 'Clear all filters' }).click()
    await page.waitForURL((address) => address.search === '')
    await close()
  })

  it('tells those whose browser runs no scripts where the data are, in both languages', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${url}/`)
    expect(await page.locator('p:visible').count()).toBe(2)
    await context.close()
  })

  it('names first calls that this platform answers', async () => {
    const { page, close } = await openPage(browser, `${url}/developers`, ENGLISH)
    await heading(page, 'For developers')
    const calls = await page.locator('.call code').allTextContents()
    const addresses = calls.flatMap((call) => (/^curl "([^"]+)"$/.exec(call) ?? []).slice(1))
    expect(addresses).toHaveLength(4)
    for (const address of addresses) {
      expect(address).toContain(`${url}/api/v1/`)
      expect({ address, status: (await fetch(address)).status }).toEqual({ address, status: 200 })
    }
    await close()
  })

  it.each(['/', '/clusters?category=AERO', '/figures'])(
    'can be used with the keyboard alone: %s',
    async (path) => {
      const { page, close } = await openPage(browser, `${url}${path}`, ENGLISH)
      await page.getByRole('row').nth(2).waitFor()
      await settled(page)
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect(await page.evaluate('document.activeElement.id')).toBe('content')
      await page.evaluate('document.activeElement.blur()')
      await reachEverythingByKeyboard(page)
      await close()
    },
  )
})
