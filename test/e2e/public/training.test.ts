import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { LocalCloud } from '../../../infra/local/main/cloud.ts'
import { openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { queueMail } from '../../support/outbox.ts'
import { type Platform, platformOn, suitePlatform } from '../../support/platform.ts'
import { overflows } from '../../support/portal-pages.ts'
import { startSampledCloud } from '../../support/sampled-cloud.ts'

const TEXTS = {
  en: { name: 'Training', text: 'Nothing here is real, and no e-mail is sent.', mark: 'TRAINING' },
  ru: {
    name: 'Учебный режим',
    text: 'Сведения вымышлены, письма не отправляются.',
    mark: 'УЧЕБНЫЙ',
  },
} as const

let cloud: LocalCloud
let platform: Platform
beforeAll(async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'agglomera-training-'))
  cloud = await startSampledCloud({ dataDir, training: true })
  platform = platformOn(dataDir)
})
afterAll(async () => {
  await cloud?.stop()
  await rm(cloud.dataDir, { recursive: true, force: true })
})

describe('a platform on which people learn', () => {
  it('says so, and another one beside it does not', async () => {
    const health = async (one: Platform): Promise<unknown> => (await one.api('/health')).json()
    expect(await health(platform)).toMatchObject({ status: 'ok', training: true })
    expect(await health(suitePlatform())).toMatchObject({ status: 'ok', training: false })
  })

  it('sends no mail, and says of each message that it was withheld', async () => {
    const me = await (await platform.api('/me', { as: 'analyst' })).json()
    const { person } = z.object({ person: z.string() }).parse(me)
    await queueMail(platform, {
      id: `training#${person}`,
      to: person,
      language: 'en',
      subject: 'A report',
      text: 'It is ready.\n',
    })
    expect(await (await platform.api('/deliveries/own', { as: 'analyst' })).json()).toMatchObject({
      items: [{ subject: 'A report', state: 'withheld' }],
    })
    expect(await readdir(join(cloud.dataDir, 'mailbox')).catch(() => [])).toEqual([])
  })
})

describe.skipIf(whyNoBrowser !== undefined)('its portal', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it.each([
    ['en', 'light', 1440],
    ['ru', 'dark', 360],
  ] as const)('says so on every page, printed ones too: %s', async (language, scheme, width) => {
    const { name, text, mark } = TEXTS[language]
    const opened = await openPage(browser, `${platform.url}/`, { language, scheme, width })
    const { page, troubles, obstacles, close } = opened
    const banner = page.getByRole('region', { name, exact: true })
    await page.waitForLoadState('networkidle')
    for (const path of ['/clusters', '/verify', '/docs', '/nowhere']) {
      await banner.getByText(text).waitFor()
      expect(await overflows(page)).toBe(false)
      await page.goto(`${platform.url}${path}`, { waitUntil: 'networkidle' })
    }
    await banner.getByText(text).waitFor()
    expect(await banner.getByRole('button').count()).toBe(0)
    expect(await obstacles('.training')).toEqual([])
    const printed = page.getByText(mark, { exact: true })
    expect(await printed.isVisible()).toBe(false)
    await page.emulateMedia({ media: 'print' })
    expect(await printed.isVisible()).toBe(true)
    expect(await banner.isVisible()).toBe(true)
    expect(troubles).toEqual([])
    await close()
  })

  it('says nothing of it where all is real', async () => {
    const { page, close } = await openPage(browser, `${suitePlatform().url}/`, {
      language: 'en',
      scheme: 'light',
      width: 1440,
    })
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('region', { name: TEXTS.en.name, exact: true }).count()).toBe(0)
    await close()
  })
})
