import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en as alertEn } from '../../../web/app/areas/monitoring/texts/alerts/en.ts'
import { ru as alertRu } from '../../../web/app/areas/monitoring/texts/alerts/ru.ts'
import { en as reportEn } from '../../../web/app/areas/monitoring/texts/reports/en.ts'
import { ru as reportRu } from '../../../web/app/areas/monitoring/texts/reports/ru.ts'
import { en as formEn } from '../../../web/app/forms/texts/en.ts'
import { ru as formRu } from '../../../web/app/forms/texts/ru.ts'
import { type Look, type OpenPage, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { field, overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const TEXTS = {
  en: { alert: alertEn, report: reportEn, form: formEn },
  ru: { alert: alertRu, report: reportRu, form: formRu },
} as const

const Rules = z.object({
  items: z.array(z.object({ id: z.string(), name: z.object({ en: z.string() }), territory: z.string() })),
})
const Reports = z.object({
  items: z.array(z.object({ id: z.string(), content: z.object({ names: z.object({ en: z.string() }) }) })),
})

describe.skipIf(whyNoBrowser !== undefined)('what is looked at before it is made', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const rules = async () =>
    Rules.parse(await (await platform.api('/alert-rules', { as: 'region' })).json()).items
  const reports = async () =>
    Reports.parse(await (await platform.api('/reports', { as: 'ministry' })).json()).items

  describe.each([
    { language: 'en', scheme: 'light', width: 1440 } as const satisfies Look,
    { language: 'ru', scheme: 'dark', width: 360 } as const satisfies Look,
  ])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]
    const signedIn = (address: string, persona: PersonaName) =>
      openSignedIn(browser, { url, address, look, persona })
    const clear = async ({ page, obstacles }: OpenPage): Promise<void> => {
      await settled(page)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
    }
    const ask = (page: Page) =>
      page.getByRole('button', { name: texts.form.preview.title, exact: true }).click()
    const result = (page: Page) => page.getByRole('region', { name: texts.form.preview.title, exact: true })
    /** What a screen reader is told. */
    const announced = (page: Page, text: RegExp) =>
      page.locator('p.unseen[role=status]').filter({ hasText: text }).waitFor({ state: 'attached' })
    const nameIt = async (page: Page, name: string) => {
      for (const language of ['en', 'ru']) await page.locator(`input[lang=${language}]`).first().fill(name)
    }

    it('a rule says which alerts it would open, keeps what is typed, and is not made', async () => {
      const opened = await signedIn('/alerts/rules/new', 'region')
      const { page } = opened
      const { labels } = texts.alert
      const name = `Preview ${look.language}`
      await ask(page)
      // The summary of what is to be corrected gets the focus, as after sending.
      await page.getByRole('alert').filter({ hasText: labels.name }).waitFor()
      await nameIt(page, name)
      await field(page, labels['condition/kind']).selectOption('threshold')
      await field(page, labels['condition/figure/indicator']).selectOption('employment')
      await field(page, labels['condition/side']).selectOption('above')
      const limit = field(page, labels['condition/limit'])
      await limit.fill('0')
      await field(page, labels.territory).selectOption('DE-BY')
      await ask(page)
      await announced(page, new RegExp(texts.alert.preview.counts.opens(1)))
      const row = result(page).getByRole('row').filter({ hasText: texts.alert.preview.kinds.opens })
      expect(await row.count()).toBe(1)
      await clear(opened)

      await limit.fill('999999999')
      await result(page).getByText(texts.form.preview.old).waitFor()
      // The connection breaks: what was seen and typed stays, and why is said there.
      await page.route('**/alert-rules/preview', (route) => route.abort())
      await ask(page)
      await result(page).getByRole('alert').waitFor()
      expect(await row.count()).toBe(1)
      expect(await limit.inputValue()).toBe('999999999')
      await page.unroute('**/alert-rules/preview')
      await ask(page)
      await announced(page, new RegExp(texts.alert.preview.nothing))
      expect(await row.count()).toBe(0)
      await clear(opened)
      expect((await rules()).map((rule) => rule.name.en)).not.toContain(name)
      await opened.close()
    })

    it('a rule that is changed says what becomes of the alerts that it has', async () => {
      const [first] = await rules()
      const opened = await signedIn(`/alerts/rules/${first?.id}`, 'ministry')
      await ask(opened.page)
      await result(opened.page).getByText(texts.alert.preview.becomes).first().waitFor()
      await clear(opened)
      await opened.close()
    })

    it('a report says what it would say, and neither it nor a run of it is there afterwards', async () => {
      const opened = await signedIn('/report-definitions/new', 'region')
      const { page } = opened
      const { labels } = texts.report
      const name = `Preview ${look.language}`
      await nameIt(page, name)
      await field(page, labels['scope/kind']).selectOption('region')
      await ask(page)
      await page.getByRole('alert').filter({ hasText: labels['scope/code'] }).waitFor()
      await field(page, labels['scope/code']).selectOption('DE-BY')
      await field(page, labels.frequency).selectOption('A')
      await field(page, labels.indicators).selectOption('clusters-registered')
      await ask(page)
      await announced(page, /20\d\d/)
      const shown = result(page)
      await shown.getByRole('heading', { name }).waitFor()
      expect(await shown.getByRole('heading', { level: 4 }).count()).toBe(7)
      expect(await shown.getByRole('img').count()).toBeGreaterThan(0)
      await clear(opened)

      const period = page.getByRole('combobox', { name: texts.report.previewPeriod })
      await period.selectOption('2014')
      await shown.getByText(texts.form.preview.old).waitFor()
      await ask(page)
      await announced(page, /2014/)
      await shown.getByText(texts.form.preview.old).waitFor({ state: 'detached' })
      // Of another length than the report's: the last one that is over is meant again.
      await field(page, labels.frequency).selectOption('M')
      expect(await period.inputValue()).toBe('')
      expect(await period.getByRole('option').count()).toBe(1 + 20 * 12)
      await clear(opened)
      expect(await page.locator('input[lang=en]').first().inputValue()).toBe(name)
      expect((await reports()).map(({ content }) => content.names.en)).not.toContain(name)
      const runs = await (await platform.api('/report-runs')).text()
      expect(runs).not.toContain(name)
      await opened.close()
    })

    it('a report that is changed is looked at beforehand', async () => {
      const [first] = await reports()
      const opened = await signedIn(`/report-definitions/${first?.id}/edit`, 'ministry')
      await ask(opened.page)
      await result(opened.page).getByRole('heading', { level: 4 }).first().waitFor()
      await clear(opened)
      await opened.close()
    })
  })
})
