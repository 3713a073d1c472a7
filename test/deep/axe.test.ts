import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { type Look, type OpenPage, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { type LookedAt, pagesToLookAt } from '../support/looked-at.ts'
import { suitePlatform } from '../support/platform.ts'
import { operationsListed, overflows, reachEverythingByKeyboard, settled } from '../support/portal-pages.ts'
import { openSignedIn } from '../support/sign-in.ts'

const LANGUAGES: readonly Look['language'][] = ['en', 'ru']
const WIDTHS = [320, 360, 768, 1440]
/** Colours do not depend on the width, and what is narrow does not depend on colours: each is looked at once. */
const SCHEMES = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 320 },
] as const

/** What pages say while there is nothing yet. */
const EMPTY = {
  '/': {
    en: 'No figures of regions have been published yet.',
    ru: 'Показатели регионов ещё не опубликованы.',
  },
  '/clusters': { en: 'The register is still empty.', ru: 'Реестр пока пуст.' },
  '/reports': { en: 'No report has been published yet.', ru: 'Отчёты ещё не публиковались.' },
  '/releases': { en: 'Nothing has been released yet.', ru: 'Выпусков ещё не было.' },
} as const

/** Operations that between them have every kind of control: choices, numbers, texts, a body, examples. */
const OPENED = [
  'reference-listCodes',
  'reference-importCodes',
  'registry-changeCluster',
  'registry-deleteCluster',
  'figures-getKpis',
]

const sized = (page: Page, width: number) => page.setViewportSize({ width, height: 900 })

/** Changes the colour scheme and waits until the page has been painted in it. */
const coloured = async (page: Page, colorScheme: Look['scheme']): Promise<void> => {
  await page.emulateMedia({ colorScheme })
  await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))')
}

/** Waits until the page is there with all that it shows. */
const whole = async (page: Page): Promise<void> => {
  await page.locator('h1:visible').waitFor()
  await settled(page)
}

/** What stands in somebody's way on the page that is open, in both colour schemes and at every width. */
const inTheWay = async ({ page, obstacles }: OpenPage, within?: string): Promise<readonly string[]> => {
  const found: string[] = []
  for (const { scheme, width } of SCHEMES) {
    await sized(page, width)
    await coloured(page, scheme)
    found.push(...(await obstacles(within)).map((obstacle) => `${scheme}, ${width} px: ${obstacle}`))
  }
  for (const width of WIDTHS) {
    await sized(page, width)
    if (await overflows(page)) found.push(`${width} px: it scrolls sideways`)
  }
  return found
}

/** Pages by who sees them, so that each signs in once. */
const byPersona = (pages: readonly LookedAt[]) => Map.groupBy(pages, (page) => page.as)

if (whyNoBrowser) process.stderr.write(`The portal's pages are not looked at: ${whyNoBrowser}\n`)

describe.skipIf(whyNoBrowser !== undefined)('no obstacles in any look', () => {
  const platform = suitePlatform()
  const { url } = platform
  let dataDir: string
  let cloud: LocalCloud
  let browser: Browser
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agglomera-deep-'))
    cloud = await startLocalCloud({ dataDir, schedules: false })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await cloud?.stop()
    await rm(dataDir, { recursive: true, force: true })
  })

  it.each(LANGUAGES)('every page, with the sample: %s', async (language) => {
    const look: Look = { language, scheme: 'light', width: 1440 }
    for (const [persona, pages] of byPersona(await pagesToLookAt(platform))) {
      const opened =
        persona === undefined
          ? await openPage(browser, `${url}/legal/terms`, look)
          : await openSignedIn(browser, { url, address: '/work', look, persona })
      await whole(opened.page)
      for (const { path } of pages) {
        const before = opened.troubles.length
        await opened.page.goto(`${url}${path}`)
        await whole(opened.page)
        expect({ path, found: await inTheWay(opened) }).toEqual({ path, found: [] })
        // A report lies beside the portal, in a frame that the search for obstacles cannot ask.
        const troubles = opened.troubles
          .slice(before)
          .filter((trouble) => !/reportbucket|'postMessage'/.test(trouble))
        expect({ path, troubles }).toEqual({ path, troubles: [] })
      }
      await opened.close()
    }
  })

  it.each(LANGUAGES)('pages of an empty platform, which say what will be there: %s', async (language) => {
    const opened = await openPage(browser, `${cloud.url}/`, { language, scheme: 'light', width: 1440 })
    await whole(opened.page)
    for (const [path, says] of Object.entries(EMPTY)) {
      await opened.page.goto(`${cloud.url}${path}`)
      await whole(opened.page)
      expect({ path, says: await opened.page.locator('main').innerText() }).toEqual({
        path,
        says: expect.stringContaining(says[language]),
      })
      expect({ path, found: await inTheWay(opened) }).toEqual({ path, found: [] })
    }
    expect(opened.troubles).toEqual([])
    await opened.close()
  })

  // Its controls are the library's own, in English whatever the page's language.
  it('API documentation, opened and tried, and by keyboard', async () => {
    const opened = await openPage(browser, `${cloud.url}/docs`, {
      language: 'en',
      scheme: 'light',
      width: 1440,
    })
    const { page, troubles, obstacles, close } = opened
    await operationsListed(page)
    await reachEverythingByKeyboard(page)
    for (const name of OPENED) {
      const operation = page.locator(`#operations-${name}`)
      await operation.locator('.opblock-summary-control').click()
      await operation.locator('.try-out__btn').click()
    }
    // The whole of it is looked at by the test of this page.
    expect(await inTheWay(opened, '.opblock.is-open')).toEqual([])
    await page.locator('.btn.authorize').first().click()
    await page.locator('.modal-ux').waitFor()
    expect(await obstacles('.modal-ux')).toEqual([])
    await coloured(page, 'light')
    expect(await obstacles('.modal-ux')).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })
})
