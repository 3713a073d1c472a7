import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { suitePlatform } from '../support/platform.ts'
import { operationsListed, overflows } from '../support/portal-pages.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: { docs: 'API documentation', operations: 'Operations' },
  ru: { docs: 'Документация API', operations: 'Операции' },
} as const

const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

if (whyNoBrowser) process.stderr.write(`The portal's pages are not looked at: ${whyNoBrowser}\n`)

describe.skipIf(whyNoBrowser !== undefined)('the API documentation in a browser', () => {
  const { url } = suitePlatform()
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  describe.each([ENGLISH, RUSSIAN])('API documentation, $language, $scheme, $width px', (look) => {
    it('lists the operations of the contract and sends a call, without trouble or obstacle', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/docs/`, look)
      const texts = TEXTS[look.language]
      await operationsListed(page)
      expect(await page.locator('h1').textContent()).toBe(texts.docs)
      expect(await page.locator('h2', { hasText: texts.operations }).count()).toBe(1)
      const { paths } = Description.parse(await (await fetch(`${url}/api/v1/openapi.json`)).json())
      const operations = Object.entries(paths).flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      )
      const methods = await page.locator('.opblock-summary-method').allTextContents()
      const addresses = await page.locator('.opblock-summary-path').allTextContents()
      // The library puts invisible places for line breaks into paths.
      const listed = methods.map((method, at) => `${method} ${addresses[at]?.replaceAll('\u200b', '')}`)
      expect(listed.toSorted()).toEqual(operations.toSorted())

      const health = page.locator('#operations-platform-health')
      await health.locator('.opblock-summary-control').press('Enter')
      await health.locator('.try-out__btn').press('Enter')
      await health.locator('.execute').press('Enter')
      const status = health.locator('.live-responses-table tbody .response-col_status')
      await status.waitFor()
      expect(await status.textContent()).toBe('200')
      expect(new URL(page.url()).hash).toBe('#/platform/health')
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })
  })

  it('lets the reader choose the language, and keeps the choice', async () => {
    const { page, close } = await openPage(browser, `${url}/docs/`, ENGLISH)
    await page.getByRole('link', { name: 'Русский' }).click()
    await page.locator('h1', { hasText: TEXTS.ru.docs }).waitFor()
    expect(new URL(page.url()).search).toBe('?lang=ru')
    expect(await page.getByRole('link', { name: 'Русский' }).getAttribute('aria-current')).toBe('true')
    await page.getByRole('link', { name: 'English' }).click()
    await page.locator('h1', { hasText: TEXTS.en.docs }).waitFor()
    await close()
  })
})
