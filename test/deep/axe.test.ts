import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { suitePlatform } from '../support/platform.ts'
import { operationsListed, overflows, reachEverythingByKeyboard, settled } from '../support/portal-pages.ts'

const LOOKS: readonly Look[] = (['en', 'ru'] as const).flatMap((language) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    [320, 360, 768, 1440].map((width) => ({ language, scheme, width })),
  ),
)

const PUBLIC_PAGES = [
  '/',
  '/clusters',
  '/regions/DE-BY',
  '/categories/AERO',
  '/figures',
  '/compare?what=regions&of=["DE-BY","DE-BE"]',
  '/releases',
  '/releases/2',
  '/reports',
  '/documents',
  '/developers',
  '/legal/accessibility',
]

/** Operations that between them have every kind of control: choices, numbers, texts, a body, examples. */
const OPENED = [
  'reference-listCodes',
  'reference-importCodes',
  'registry-changeCluster',
  'registry-deleteCluster',
  'figures-getKpis',
]

if (whyNoBrowser) process.stderr.write(`The portal's pages are not looked at: ${whyNoBrowser}\n`)

describe.skipIf(whyNoBrowser !== undefined)('no obstacles in any look', () => {
  const { url } = suitePlatform()
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

  it.each(LOOKS)('start page: $language, $scheme, $width px', async (look) => {
    const { page, troubles, obstacles, close } = await openPage(browser, `${cloud.url}/`, look)
    await page.locator('h1').waitFor()
    await settled(page)
    expect(await obstacles()).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(troubles).toEqual([])
    await close()
  })

  it.each(LOOKS)('pages for everybody, with the sample: $language, $scheme, $width px', async (look) => {
    for (const path of PUBLIC_PAGES) {
      const { page, troubles, obstacles, close } = await openPage(browser, `${url}${path}`, look)
      await page.locator('h1').waitFor()
      await settled(page)
      expect({ path, obstacles: await obstacles() }).toEqual({ path, obstacles: [] })
      expect({ path, overflows: await overflows(page) }).toEqual({ path, overflows: false })
      expect({ path, troubles }).toEqual({ path, troubles: [] })
      await close()
    }
  })

  it.each(LOOKS)('API documentation, opened and tried: $language, $scheme, $width px', async (look) => {
    const { page, troubles, obstacles, close } = await openPage(browser, `${cloud.url}/docs/`, look)
    await operationsListed(page)
    expect(await obstacles()).toEqual([])
    for (const name of OPENED) {
      const operation = page.locator(`#operations-${name}`)
      await operation.locator('.opblock-summary-control').click()
      await operation.locator('.try-out__btn').click()
    }
    expect(await obstacles()).toEqual([])
    await page.locator('.btn.authorize').first().click()
    await page.locator('.modal-ux').waitFor()
    expect(await obstacles()).toEqual([])
    expect(await overflows(page)).toBe(false)
    expect(troubles).toEqual([])
    await close()
  })

  it('reaches every control of the API documentation by keyboard', async () => {
    const look: Look = { language: 'en', scheme: 'light', width: 1440 }
    const { page, close } = await openPage(browser, `${cloud.url}/docs/`, look)
    await operationsListed(page)
    await reachEverythingByKeyboard(page)
    await close()
  })
})
