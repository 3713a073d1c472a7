import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { unfoldPages } from '../../support/portal-pages.ts'

const TEXTS = {
  en: {
    home: 'The digital platform of cluster cooperation',
    silent: 'The platform does not answer just now',
  },
  ru: { home: 'Цифровая платформа кластерного взаимодействия', silent: 'Платформа сейчас не отвечает' },
} as const

/** Resolves once the portal's files are kept and what keeps them answers for the page. */
const KEPT = `navigator.serviceWorker.ready.then(({ active }) => new Promise((kept) => {
  const look = () => (active.state === 'activated' ? kept() : active.addEventListener('statechange', look))
  look()
}))`

const KEPT_ADDRESSES = `caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name))))
  .then((all) => Promise.all(all.map((one) => one.keys())))
  .then((all) => all.flat().map(({ url }) => new URL(url).pathname))`

describe.skipIf(whyNoBrowser !== undefined)('the portal without a connection', () => {
  const { url } = suitePlatform()
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it.each(['en', 'ru'] as const)(
    'shows its frame after a reload, and says what is missing: %s',
    async (language) => {
      const look = { language, scheme: 'light', width: 768 } as const
      const { page, close } = await openPage(browser, `${url}/`, look, { offline: true })
      await page.getByRole('heading', { level: 1, name: TEXTS[language].home }).waitFor()
      await page.evaluate(KEPT)
      // From now on the kept files are there for this page too.
      await page.reload()
      await page.getByRole('row').nth(2).waitFor()
      await page.evaluate(`localStorage.setItem('typed', 'before')`)
      await page.context().setOffline(true)
      await page.reload()
      await page.getByRole('heading', { level: 1, name: TEXTS[language].silent }).waitFor()
      await unfoldPages(page)
      expect(await page.getByRole('navigation').first().getByRole('link').count()).toBe(8)
      expect(await page.evaluate(`localStorage.getItem('typed')`)).toBe('before')
      await page.context().setOffline(false)
      await page.getByRole('main').getByRole('button').click()
      await page.getByRole('heading', { level: 1, name: TEXTS[language].home }).waitFor()
      await close()
    },
  )

  it('keeps the portal’s own files and no answer of the API', async () => {
    const look = { language: 'en', scheme: 'light', width: 768 } as const
    const { page, close } = await openPage(browser, `${url}/clusters`, look, { offline: true })
    await page.getByRole('row').nth(2).waitFor()
    await page.evaluate(KEPT)
    await page.reload()
    await page.getByRole('row').nth(2).waitFor()
    const kept = await page.evaluate(KEPT_ADDRESSES)
    expect(kept).toContain('/index.html')
    expect(kept).toEqual(expect.not.arrayContaining([expect.stringMatching(/^\/(api|config)/)]))
    await close()
  })

  it('takes a new page from the platform as soon as there is one', async () => {
    const look = { language: 'en', scheme: 'light', width: 768 } as const
    const { page, close } = await openPage(browser, `${url}/`, look, { offline: true })
    await page.evaluate(KEPT)
    await page.reload()
    const answer = await page.reload()
    expect(await answer?.text()).toBe(await (await fetch(`${url}/`)).text())
    expect(answer?.fromServiceWorker()).toBe(true)
    await close()
  })
})
