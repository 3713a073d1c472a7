import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { suitePlatform } from '../support/platform.ts'
import { operationsListed, overflows, reachEverythingByKeyboard, visible } from '../support/portal-pages.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    start: 'The digital platform of cluster cooperation',
    docs: 'API documentation',
    operations: 'Operations',
    healthy: /^The API answers \(version \d/,
    missing: 'There is no page at /clusters/nowhere. This is the start page.',
  },
  ru: {
    start: 'Цифровая платформа кластерного взаимодействия',
    docs: 'Документация API',
    operations: 'Операции',
    healthy: /^API отвечает \(версия \d/,
    missing: 'По адресу /clusters/nowhere страницы нет. Это главная страница.',
  },
} as const

const Description = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })

if (whyNoBrowser) process.stderr.write(`The portal's pages are not looked at: ${whyNoBrowser}\n`)

describe.skipIf(whyNoBrowser !== undefined)('the portal in a browser', () => {
  const { url } = suitePlatform()
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  describe.each([
    ENGLISH,
    RUSSIAN,
    { language: 'en', scheme: 'dark', width: 360 },
    { language: 'ru', scheme: 'light', width: 1440 },
  ] satisfies Look[])('start page, $language, $scheme, $width px', (look) => {
    it('greets in the browser’s language, without trouble or obstacle', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/`, look)
      const texts = TEXTS[look.language]
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language)
      expect(await visible(page, 'h1').textContent()).toBe(texts.start)
      expect(await page.title()).toContain(look.language === 'ru' ? 'кластерного' : 'cluster')
      const health = visible(page, '.health [data-state]')
      await health.waitFor()
      expect(await health.textContent()).toMatch(texts.healthy)
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })
  })

  describe.each([ENGLISH, RUSSIAN])('API documentation, $language, $scheme, $width px', (look) => {
    it('lists the operations of the contract and sends a call, without trouble or obstacle', async () => {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}/docs/`, look)
      const texts = TEXTS[look.language]
      await operationsListed(page)
      expect(await visible(page, 'h1').textContent()).toBe(texts.docs)
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
    const { page, close } = await openPage(browser, `${url}/`, ENGLISH)
    await page.getByRole('link', { name: 'Русский' }).click()
    expect(new URL(page.url()).search).toBe('?lang=ru')
    expect(await visible(page, 'h1').textContent()).toBe(TEXTS.ru.start)
    expect(await page.getByRole('link', { name: 'Русский' }).getAttribute('aria-current')).toBe('true')
    await page.getByRole('navigation').getByRole('link', { name: TEXTS.ru.docs }).click()
    expect(await visible(page, 'h1').textContent()).toBe(TEXTS.ru.docs)
    await page.getByRole('link', { name: 'English' }).click()
    expect(await visible(page, 'h1').textContent()).toBe(TEXTS.en.docs)
    await close()
  })

  it('shows both languages to those whose browser runs no scripts', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${url}/`)
    expect(await page.locator('h1:visible').allTextContents()).toEqual([TEXTS.en.start, TEXTS.ru.start])
    await context.close()
  })

  it('says so when the address names no page', async () => {
    for (const look of [ENGLISH, RUSSIAN]) {
      const { page, close } = await openPage(browser, `${url}/clusters/nowhere`, look)
      expect(await visible(page, '.notice').textContent()).toBe(TEXTS[look.language].missing)
      expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex')
      await close()
    }
  })

  it('names first calls that this platform answers', async () => {
    const { page, close } = await openPage(browser, `${url}/`, ENGLISH)
    const calls = await page.locator('.call:visible code').allTextContents()
    const addresses = calls.flatMap((call) => (/^curl "([^"]+)"$/.exec(call) ?? []).slice(1))
    expect(addresses).toHaveLength(4)
    for (const address of addresses) {
      expect(address).toContain(`${url}/api/v1/`)
      expect({ address, status: (await fetch(address)).status }).toEqual({ address, status: 200 })
    }
    await close()
  })

  it('can be used with the keyboard alone', async () => {
    const { page, close } = await openPage(browser, `${url}/`, ENGLISH)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
    await page.reload()
    await reachEverythingByKeyboard(page)
    await close()
  })
})
