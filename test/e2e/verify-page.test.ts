import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Extract } from '#extracts/model'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { downloaded, issuedExtract } from '../support/extracts.ts'
import { suitePlatform } from '../support/platform.ts'
import { overflows, reachEverythingByKeyboard } from '../support/portal-pages.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }
const TEXTS = {
  en: {
    title: 'Check an extract',
    current: 'Genuine and current',
    file: 'The file is the issued one. Genuine and current',
    changed: 'The file was changed',
  },
  ru: {
    title: 'Проверка выписки',
    current: 'Подлинна и действительна',
    file: 'Файл подлинный. Подлинна и действительна',
    changed: 'Файл изменён',
  },
} as const

describe.skipIf(whyNoBrowser !== undefined)('the page on which extracts are checked', () => {
  const platform = suitePlatform()
  const address = `${platform.url}/verify`
  let browser: Browser
  let extract: Extract
  beforeAll(async () => {
    browser = await openBrowser()
    const list = await (await platform.api('/registers/national/entries?limit=1')).json()
    const [entry] = z.object({ items: z.array(z.object({ number: z.string() })) }).parse(list).items
    extract = await issuedExtract(platform, entry?.number ?? '', { language: 'ru' })
  })
  afterAll(() => browser?.close())

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]

    it('answers the code of its address, without trouble or obstacle', async () => {
      const { page, troubles, obstacles, close } = await openPage(
        browser,
        `${address}?code=${extract.code}`,
        look,
      )
      const verdict = page.locator('#verdict')
      await verdict.waitFor()
      expect(await verdict.textContent()).toBe(texts.current)
      await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('verdict')
      expect(await page.locator('h1').textContent()).toBe(texts.title)
      expect(await page.locator('#details').textContent()).toContain(extract.number)
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })

    it('tells the issued file from a changed one', async () => {
      const pdf = Buffer.from(await downloaded(platform, extract.code, 'pdf'))
      const { page, obstacles, troubles, close } = await openPage(browser, address, look)
      const choose = (buffer: Buffer) =>
        page.locator('#file').setInputFiles({ name: 'extract.pdf', mimeType: 'application/pdf', buffer })
      const verdict = page.locator('#verdict')
      await choose(pdf)
      await page.locator('#check button').press('Enter')
      await verdict.waitFor()
      expect(await verdict.textContent()).toBe(texts.file)

      pdf[pdf.length - 20] = (pdf[pdf.length - 20] ?? 0) ^ 1
      await choose(pdf)
      await page.locator('#code').fill(extract.code.toLowerCase().replaceAll('-', ' '))
      await page.locator('#code').press('Enter')
      await page.locator('#verdict', { hasText: texts.changed }).waitFor()
      expect(await page.locator('#answer').getAttribute('data-state')).toBe('bad')
      expect(await overflows(page)).toBe(false)
      expect(await obstacles()).toEqual([])
      expect(troubles).toEqual([])
      await close()
    })
  })

  it('says at the field what is wrong with a code, and leaves the reader there', async () => {
    const { page, obstacles, close } = await openPage(browser, address, ENGLISH)
    await page.locator('#check button').click()
    await page.locator('#code-fault', { hasText: 'Enter the code, or choose a file.' }).waitFor()
    const last = extract.code.endsWith('0') ? '1' : '0'
    await page.locator('#code').fill(`${extract.code.slice(0, -1)}${last}`)
    await page.locator('#code').press('Enter')
    await page.locator('#code-fault', { hasText: 'check character' }).waitFor()
    expect(await page.locator('#code').getAttribute('aria-invalid')).toBe('true')
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('code')
    expect(await obstacles()).toEqual([])
    await close()
  })

  it('keeps the code when the language is changed, and can be used with the keyboard alone', async () => {
    const { page, close } = await openPage(browser, `${address}?code=${extract.code}`, ENGLISH)
    await page.getByRole('link', { name: 'Русский' }).click()
    await page.locator('#verdict', { hasText: TEXTS.ru.current }).waitFor()
    await page.reload()
    await page.locator('#verdict', { hasText: TEXTS.ru.current }).waitFor()
    await page.evaluate('document.activeElement.blur()')
    await reachEverythingByKeyboard(page)
    await close()
  })
})
