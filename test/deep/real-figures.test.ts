import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { overflows, settled } from '../support/portal-pages.ts'
import { type EmptyPlatform, hasRealData, REAL_IMPORTS, startEmptyPlatform } from '../support/real-input.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

/** What a platform says that holds nothing yet, and figures of official statistics as their publisher writes them. */
const TEXTS = {
  en: {
    germany: 'Germany',
    employed: '30,169,648',
    grown: '+3.0%',
    indicator: 'Indicator',
    employment: 'Employment',
    year: 'Year',
    change: 'Change',
    lowest: 'Brandenburg',
    empty: {
      '/': 'No figures of regions have been published yet.',
      '/clusters': 'The register is still empty.',
      '/figures': 'There is no public figure for this choice.',
      '/releases': 'Nothing has been released yet.',
      '/reports': 'No report has been published yet.',
      '/documents': 'No document has been published yet.',
    },
  },
  ru: {
    germany: 'Германия',
    employed: '30\u00A0169\u00A0648',
    grown: '+3,0\u00A0%',
    indicator: 'Показатель',
    employment: 'Занятость',
    year: 'Год',
    change: 'Изменение',
    lowest: 'Бранденбург',
    empty: {
      '/': 'Показатели регионов ещё не опубликованы.',
      '/clusters': 'Реестр пока пуст.',
      '/figures': 'Открытых значений для этого выбора нет.',
      '/releases': 'Выпусков ещё не было.',
      '/reports': 'Отчёты ещё не публиковались.',
      '/documents': 'Документы ещё не опубликованы.',
    },
  },
} as const

const firstRow = (page: Page) => page.getByRole('rowheader').first()

// On a platform of its own: first with nothing in it, then with the official statistics that everybody can look up.
describe.skipIf(whyNoBrowser !== undefined || !hasRealData)('the portal of an agency that begins', () => {
  let platform: EmptyPlatform
  let browser: Browser
  beforeAll(async () => {
    platform = await startEmptyPlatform()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  describe.each([ENGLISH, RUSSIAN])('while nothing is there: $language, $scheme, $width px', (look) => {
    it.each(Object.entries(TEXTS[look.language].empty))(
      '%s says so, and what will be there',
      async (path, text) => {
        const { page, troubles, obstacles, close } = await openPage(browser, `${platform.url}${path}`, look)
        await page.getByText(text).waitFor()
        await settled(page)
        expect(await page.getByRole('alert').count()).toBe(0)
        expect(await obstacles()).toEqual([])
        expect(await overflows(page)).toBe(false)
        expect(troubles).toEqual([])
        await close()
      },
    )
  })

  describe('with official statistics', () => {
    beforeAll(async () => {
      await platform.found()
      for (const words of Object.values(REAL_IMPORTS)) await platform.command('import', ...words)
      await platform.runJob('aggregate-kpis')
    })

    describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
      const texts = TEXTS[look.language]

      it('shows how many people work in Germany, and how that grew', async () => {
        const address = `${platform.url}/figures?indicator=employment&universe=region&dimension=nation&period=2014`
        const { page, troubles, close } = await openPage(browser, address, look)
        const row = page.getByRole('row').filter({
          has: page.getByRole('rowheader', { name: texts.germany, exact: true }),
        })
        await row.first().waitFor()
        expect((await row.first().locator('td').allInnerTexts()).slice(0, 2)).toEqual([
          texts.employed,
          texts.grown,
        ])
        expect(troubles).toEqual([])
        await close()
      })

      it('finds the region whose employment grew least within four interactions, by mouse', async () => {
        const { page, close } = await openPage(browser, `${platform.url}/`, look)
        await page.getByLabel(texts.indicator, { exact: true }).selectOption({ label: texts.employment })
        await page.getByLabel(texts.year, { exact: true }).selectOption('2014')
        await page.getByRole('button', { name: texts.change }).click()
        await page.waitForURL(/sort=change/)
        await expect.poll(() => firstRow(page).innerText()).toBe(texts.lowest)
        await close()
      })

      it('finds it by keyboard', async () => {
        const { page, close } = await openPage(browser, `${platform.url}/`, look)
        await page.getByLabel(texts.indicator, { exact: true }).focus()
        await page.keyboard.type(texts.employment)
        await settled(page)
        await page.keyboard.press('Tab')
        await page.keyboard.type('2014')
        await settled(page)
        await page.getByRole('button', { name: texts.change }).focus()
        await page.keyboard.press('Enter')
        await page.waitForURL(/sort=change/)
        await expect.poll(() => firstRow(page).innerText()).toBe(texts.lowest)
        await close()
      })
    })
  })
})
