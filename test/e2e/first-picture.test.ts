import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, whyNoBrowser } from '../support/browser.ts'
import { suitePlatform } from '../support/platform.ts'

/** What somebody reads of the frame: words, where they lead, and where they stand. */
const FRAME = `[...document.querySelectorAll('.head a, .head button, .head summary, h1, .lead')]
  .filter((part) => part.checkVisibility())
  .map((part) => {
    const { x, y, width, height } = part.getBoundingClientRect()
    const place = [x, y, width, height].map(Math.round).join(' ')
    return [part.textContent, part.getAttribute('href') && new URL(part.href).pathname + new URL(part.href).search, place]
  })`

describe.skipIf(whyNoBrowser !== undefined)('what stands before the portal runs', () => {
  const { url } = suitePlatform()
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** Opens an address with or without the portal's own script. */
  const opened = async (
    address: string,
    { locale, width, runs }: { readonly locale: string; readonly width: number; readonly runs: boolean },
  ): Promise<Page> => {
    const context = await browser.newContext({
      locale,
      viewport: { width, height: 900 },
      serviceWorkers: 'block',
    })
    // A font that is late stays away for a visit, and letters of another width would stand elsewhere.
    await context.route(/\.woff2$/, (route) => route.abort())
    if (!runs) await context.route(/\/assets\/index-\w+\.js$/, (route) => route.abort())
    const page = await context.newPage()
    await page.goto(`${url}${address}`)
    if (runs) await page.locator('.first').waitFor({ state: 'detached' })
    return page
  }

  it.each([
    ['/', 'en-GB', 1440],
    ['/', 'ru-RU', 360],
    ['/?lang=ru', 'en-GB', 768],
  ])('is what the portal shows in the same place: %s, %s, %i px', async (address, locale, width) => {
    const before = await opened(address, { locale, width, runs: false })
    const after = await opened(address, { locale, width, runs: true })
    expect(await before.evaluate(FRAME)).toEqual(await after.evaluate(FRAME))
    expect(await before.title()).toBe(await after.title())
    expect(await before.locator('html').getAttribute('lang')).toBe(
      await after.locator('html').getAttribute('lang'),
    )
    await before.context().close()
    await after.context().close()
  })

  it('has no heading of the overview on another page', async () => {
    const page = await opened('/clusters', { locale: 'en-GB', width: 1440, runs: false })
    expect(await page.locator('h1').count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Register' }).count()).toBe(1)
    await page.context().close()
  })
})
