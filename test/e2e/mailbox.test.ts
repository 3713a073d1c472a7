import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { emailOf } from '../../infra/local/personas.ts'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../support/browser.ts'
import { queueMail } from '../support/outbox.ts'
import { suitePlatform } from '../support/platform.ts'
import { overflows, reachEverythingByKeyboard } from '../support/portal-pages.ts'

const platform = suitePlatform()
const mailbox = `${platform.url}/local/mailbox`
/** What a mail must never do to who reads it. */
const HOSTILE = `<h1 style="color: #070">Отчёт готов</h1><script>document.title = 'owned'</script>
<img src="https://tracker.example/pixel.png" alt="">`
const SUBJECT = 'Отчёт по кластеру <script>alert(1)</script>'

const get = (path: string, language = 'en') =>
  fetch(`${mailbox}${path}`, { headers: { 'accept-language': language } })

let address: string

beforeAll(async () => {
  const me = await (await platform.api('/me', { as: 'analyst' })).json()
  const { person } = z.object({ person: z.string() }).parse(me)
  await queueMail(platform, {
    id: `mailbox-test#${person}`,
    to: person,
    language: 'ru',
    subject: SUBJECT,
    text: 'Отчёт готов.\n',
    html: HOSTILE,
  })
  const list = await (await get('/')).text()
  const [, path] = /href="\/local\/mailbox(\/[^"?]+)[^>]*>Отчёт по кластеру/.exec(list) ?? []
  address = path ?? ''
})

describe('mail that the platform sends on this machine', () => {
  it('reaches the address that only the personal data know, as a file that mail programs open', async () => {
    const response = await get(`${address}/source`)
    expect(response.headers.get('content-type')).toBe('message/rfc822')
    const source = await response.text()
    expect(source).toMatch(new RegExp(`^To: ${emailOf('analyst')}\r$`, 'm'))
    expect(
      readdirSync(join(platform.dataDir, 'mailbox')).some((file) => address.endsWith(file.slice(0, -4))),
    ).toBe(true)
    const own = await (await platform.api('/deliveries/own', { as: 'analyst' })).json()
    expect(own).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ subject: SUBJECT, state: 'sent' })]),
    })
  })

  it('is shown without running what it brings', async () => {
    const page = await get(address, 'ru')
    const text = await page.text()
    expect(text).toContain('<html lang="ru">')
    expect(text).toContain('Отчёт по кластеру &lt;script&gt;')
    expect(text).not.toContain('<script')
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/)
    const html = await get(`${address}/html`)
    expect(html.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox;/)
  })

  it.each(['/nothing', '/../runtime.json', '/%2e%2e%2fsecret', '/2026-01-01T09.30.00.000Z-ffffffff'])(
    'is all that can be read there: %s',
    async (path) => {
      expect((await get(path)).status).toBe(404)
    },
  )

  it('can be read only', async () => {
    expect((await fetch(`${mailbox}/`, { method: 'DELETE' })).status).toBe(405)
  })
})

describe.skipIf(whyNoBrowser !== undefined)('the mailbox page', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const LOOKS: readonly Look[] = [
    { language: 'en', scheme: 'light', width: 1440 },
    { language: 'ru', scheme: 'dark', width: 320 },
  ]
  it.each(LOOKS)('lists and shows mail without obstacle: $language, $scheme, $width px', async (look) => {
    const list = await openPage(browser, `${mailbox}/`, look)
    expect(await list.page.locator('h1').textContent()).toBe(
      look.language === 'ru' ? 'Почтовый ящик' : 'Mailbox',
    )
    expect(await list.obstacles()).toEqual([])
    expect(await overflows(list.page)).toBe(false)
    await reachEverythingByKeyboard(list.page)
    expect(list.troubles).toEqual([])
    await list.close()
    const mail = await openPage(browser, `${mailbox}${address}`, look)
    const frame = mail.page.frameLocator('iframe')
    expect(await frame.locator('h1').textContent()).toBe('Отчёт готов')
    expect(await mail.page.title()).toContain('Отчёт по кластеру')
    expect(await mail.obstacles()).toEqual([])
    expect(await overflows(mail.page)).toBe(false)
    // The browser says what the mail was kept from: its script and its picture from elsewhere; and axe, which no
    // script of its own answers from that frame.
    const kept = /sandboxed|Content Security Policy|tracker\.example|postMessage/
    expect(mail.troubles.filter((trouble) => !kept.test(trouble))).toEqual([])
    await mail.close()
  })
})
