import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ClusterContent } from '#registry/model'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled, tabTo } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    signIn: 'Sign in',
    signOut: 'Sign out',
    tasks: 'My tasks',
    website: 'Website',
    year: 'Founded in',
    save: 'Save',
    saved: 'The profile is saved.',
    one: 'Not sent: 1 thing is to be corrected.',
    restored: 'Here is what you typed before and did not send.',
    conflict: 'You and somebody else changed the same',
    theirs: /^Theirs/,
    resolve: 'Take these over',
    again: 'Sign in again',
    lacking: /^This takes the power to edit clusters for Bavaria/,
  },
  ru: {
    signIn: 'Войти',
    signOut: 'Выйти',
    tasks: 'Мои задачи',
    website: 'Сайт',
    year: 'Год основания',
    save: 'Сохранить',
    saved: 'Профиль сохранён.',
    one: 'Не отправлено: нужно исправить 1 место.',
    restored: 'Здесь то, что вы ввели раньше и не отправили.',
    conflict: 'Вы и кто-то другой изменили одно и то же',
    theirs: /^Чужое/,
    resolve: 'Взять выбранное',
    again: 'Войти снова',
    lacking: /^Нужно полномочие «редактировать кластеры»: Бавария/,
  },
} as const

const Edited = z.looseObject({ website: z.string().optional(), yearFounded: z.number().optional() })

/** The sign-in as the tab keeps it. */
const SESSION = `sessionStorage.getItem('agglomera.session')`
const Kept = z.looseObject({ accessToken: z.string() })

describe.skipIf(whyNoBrowser !== undefined)('the portal for people who are signed in', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let clusters: readonly string[]
  beforeAll(async () => {
    browser = await openBrowser()
    clusters = await sampledClusters(platform, 'DE-BY')
  })
  afterAll(() => browser?.close())

  /** Changes a cluster as another editor would, over the API. */
  const changeElsewhere = async (id: string, change: Record<string, unknown>): Promise<void> => {
    const answer = await platform.api(`/clusters/${id}`, { as: 'manager' })
    const read = Edited.parse(await answer.json())
    const content = Object.fromEntries(
      Object.entries(read).filter(([name]) => Object.hasOwn(ClusterContent.shape, name)),
    )
    const response = await platform.api(`/clusters/${id}`, {
      method: 'PUT',
      as: 'manager',
      headers: { 'if-match': answer.headers.get('etag') ?? '' },
      body: { ...content, ...change },
    })
    expect(response.status, await response.text()).toBe(200)
  }

  const current = async (id: string) =>
    Edited.parse(await (await platform.api(`/clusters/${id}`, { as: 'manager' })).json())

  describe.each([
    { ...ENGLISH, first: 0 },
    { ...RUSSIAN, first: 2 },
  ])('$language, $scheme, $width px', ({ first, ...look }) => {
    const texts = TEXTS[look.language]

    const signedIn = (address: string, persona: PersonaName) =>
      openSignedIn(browser, { url, address, look, persona })
    const website = (page: Page) => page.getByRole('textbox', { name: texts.website, exact: true })
    const save = (page: Page) => page.getByRole('button', { name: texts.save, exact: true }).click()

    it('leads over the sign-in back to the page that was asked for', async () => {
      const { page, obstacles, close } = await signedIn('/work', 'manager')
      await page.getByRole('heading', { level: 1, name: texts.tasks }).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await close()
    })

    it('says at the field what is wrong, keeps it over a reload, and saves what is right', async () => {
      const id = clusters[first] ?? ''
      const { page, obstacles, close } = await signedIn(`/clusters/${id}/edit`, 'manager')
      await website(page).fill('nonsense')
      await save(page)
      await page.getByText(texts.one).waitFor()
      expect(await website(page).getAttribute('aria-invalid')).toBe('true')
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.reload()
      await page.getByText(texts.restored).waitFor()
      expect(await website(page).inputValue()).toBe('nonsense')
      await website(page).fill(`https://${look.language}.example`)
      await save(page)
      await page.getByText(texts.saved).waitFor()
      expect((await current(id)).website).toBe(`https://${look.language}.example`)
      await close()
    })

    it('shows both sides where two changed the same, takes over what only the other changed', async () => {
      const id = clusters[first + 1] ?? ''
      const { page, obstacles, close } = await signedIn(`/clusters/${id}/edit`, 'manager')
      await website(page).fill(`https://mine-${look.language}.example`)
      await changeElsewhere(id, {
        website: `https://theirs-${look.language}.example`,
        yearFounded: 1900 + first,
      })
      await save(page)
      await page.getByRole('heading', { name: texts.conflict }).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await page.getByLabel(texts.year, { exact: true }).inputValue()).toBe(String(1900 + first))
      await page.getByRole('radio', { name: texts.theirs }).check()
      await page.getByRole('button', { name: texts.resolve }).click()
      expect(await website(page).inputValue()).toBe(`https://theirs-${look.language}.example`)
      await website(page).fill(`https://both-${look.language}.example`)
      await save(page)
      await page.getByText(texts.saved).waitFor()
      expect(await current(id)).toMatchObject({
        website: `https://both-${look.language}.example`,
        yearFounded: 1900 + first,
      })
      await close()
    })

    it('keeps what was typed when the sign-in expires, and goes on after another one beside the page', async () => {
      const id = clusters[first] ?? ''
      const { page, close } = await signedIn(`/clusters/${id}/edit`, 'manager')
      await website(page).fill(`https://kept-${look.language}.example`)
      let refused = false
      await page.route(`**/api/v1/clusters/${id}`, (route) => {
        if (refused || route.request().method() !== 'PUT') return route.continue()
        refused = true
        return route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' })
      })
      await save(page)
      const beside = page.context().waitForEvent('page')
      await page.getByRole('button', { name: texts.again }).click()
      await beside
      await page.locator('.own').getByRole('alert').waitFor({ state: 'detached' })
      expect(await website(page).inputValue()).toBe(`https://kept-${look.language}.example`)
      await save(page)
      await page.getByText(texts.saved).waitFor()
      expect((await current(id)).website).toBe(`https://kept-${look.language}.example`)
      await close()
    })

    it('renews a token before it ends, and nobody notices', async () => {
      const { page, close } = await signedIn('/work', 'manager')
      await page.getByRole('heading', { level: 1, name: texts.tasks }).waitFor()
      const before = Kept.parse(JSON.parse(String(await page.evaluate(SESSION))))
      await page.evaluate(`sessionStorage.setItem('agglomera.session', JSON.stringify({
        ...JSON.parse(${SESSION}), expiresAt: Date.now() + 30_000 }))`)
      await page.reload()
      await expect
        .poll(async () => Kept.parse(JSON.parse(String(await page.evaluate(SESSION)))).accessToken)
        .not.toBe(before.accessToken)
      await settled(page)
      expect(await page.getByRole('button', { name: texts.again }).count()).toBe(0)
      await page.getByRole('heading', { level: 1, name: texts.tasks }).waitFor()
      await close()
    })

    it('signs out for good: the next page asks who it is', async () => {
      const { page, close } = await signedIn('/work', 'manager')
      await page.locator('.who > summary').click()
      await page.getByRole('button', { name: texts.signOut }).click()
      await page.waitForURL(({ pathname }) => pathname === '/')
      await page.locator('header').getByRole('button', { name: texts.signIn }).waitFor()
      expect(await page.evaluate(SESSION)).toBeNull()
      await page.goto(`${url}/work`)
      await page.locator('main').getByRole('button', { name: texts.signIn }).waitFor()
      await close()
    })

    it('lets people sign in again by keyboard alone', async () => {
      const { page, close } = await signedIn('/work', 'manager')
      await page.getByRole('heading', { level: 1, name: texts.tasks }).waitFor()
      await page.route('**/api/v1/**', (route) =>
        route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' }),
      )
      await page.reload()
      const again = page.getByRole('button', { name: texts.again })
      await again.waitFor()
      await page.unroute('**/api/v1/**')
      await tabTo(page, texts.again)
      const beside = page.context().waitForEvent('page')
      await page.keyboard.press('Enter')
      await beside
      await again.waitFor({ state: 'detached' })
      await settled(page)
      await close()
    })

    it('explains to who may not edit which power is missing and where', async () => {
      const { page, close } = await signedIn(`/clusters/${clusters[first]}/edit`, 'auditor')
      await page.getByText(texts.lacking).waitFor()
      expect(await website(page).count()).toBe(0)
      await close()
    })
  })
})
