import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ru as alertRu } from '../../../web/app/areas/monitoring/texts/alerts/ru.ts'
import { en as releaseEn } from '../../../web/app/areas/monitoring/texts/releases/en.ts'
import { en as reportEn } from '../../../web/app/areas/monitoring/texts/reports/en.ts'
import { en as formEn } from '../../../web/app/forms/texts/en.ts'
import { ru as formRu } from '../../../web/app/forms/texts/ru.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { clear, made, told } from '../../support/portal-flows.ts'
import { field } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const DAY = 86_400_000
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

const Identified = z.object({ id: z.string() })

describe.skipIf(whyNoBrowser !== undefined)('what two people change at once', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const signedIn = (address: string, look: Look) =>
    openSignedIn(browser, { url, address, look, persona: 'ministry' })

  /** Changes something over the API, as the second person of two. */
  const changedMeanwhile = async (path: string, body: object, version = 1): Promise<void> => {
    const headers = { 'if-match': `"${version}"`, 'idempotency-key': crypto.randomUUID() }
    const answer = await platform.api(path, { method: 'PUT', as: 'ministry', headers, body })
    expect(answer.status, await answer.clone().text()).toBe(200)
  }

  it('a report is defined anew, with what somebody else changed meanwhile', async () => {
    const content = {
      names: { en: 'To be changed', ru: 'Изменяемый' },
      scope: { kind: 'region', code: 'DE-TH' },
      frequency: 'A',
      periods: 5,
      indicators: ['employment'],
      languages: ['en'],
      formats: ['html'],
      audience: 'authority',
    }
    const { id } = Identified.parse(await made(platform, '/reports', content))
    const opened = await signedIn(`/report-definitions/${id}/edit`, ENGLISH)
    const { page } = opened
    await page.locator('input[lang=en]').fill('')
    await page.locator('input[lang=ru]').fill('')
    await field(page, reportEn.labels.periods).fill('1')
    await page.getByRole('button', { name: reportEn.saveChanges, exact: true }).click()
    await page.getByRole('alert').getByText(formEn.toCorrect(2)).waitFor()
    await clear(opened)
    await page.locator('input[lang=en]').fill('Changed')
    await field(page, reportEn.labels.periods).fill('6')
    await field(page, reportEn.labels.audience).selectOption('public')
    await changedMeanwhile(`/reports/${id}`, { ...content, periods: 8, languages: ['en', 'ru'] })
    await page.getByRole('button', { name: reportEn.saveChanges, exact: true }).click()
    await page.getByText(formEn.conflict.title).waitFor()
    await clear(opened)
    await page.getByRole('radio', { name: '6' }).check()
    await page.getByRole('button', { name: formEn.conflict.resolve }).click()
    await page.getByRole('button', { name: reportEn.saveChanges, exact: true }).click()
    await told(page, reportEn.changed)
    expect(await (await platform.api(`/reports/${id}`, { as: 'ministry' })).json()).toMatchObject({
      content: { names: { en: 'Changed' }, periods: 6, languages: ['en', 'ru'], audience: 'public' },
    })
    await opened.close()
  })

  it('a rule of alerts is changed, and both sides of a conflict read as the form does', async () => {
    const rule = {
      name: { en: 'To be changed', ru: 'Изменяемое' },
      severity: 'info',
      territory: 'DE-TH',
      condition: { kind: 'stale-profile', days: 3000 },
      told: 'kpi.verify',
    }
    const { id } = Identified.parse(await made(platform, '/alert-rules', rule))
    const opened = await signedIn(`/alerts/rules/${id}`, RUSSIAN)
    const { page } = opened
    const save = page.getByRole('button', { name: alertRu.saveRule, exact: true })
    await field(page, alertRu.labels['condition/days']).fill('0')
    await save.click()
    await page.getByRole('alert').getByText(formRu.toCorrect(1)).waitFor()
    await field(page, alertRu.labels['condition/days']).fill('3650')
    await field(page, alertRu.labels.severity).selectOption('critical')
    await changedMeanwhile(`/alert-rules/${id}`, { ...rule, severity: 'warning' })
    await save.click()
    const sides = page.locator('.conflicts')
    await sides.getByRole('radio', { name: alertRu.severities.critical }).waitFor()
    await clear(opened)
    await sides.getByRole('radio', { name: alertRu.severities.warning }).check()
    await sides.getByRole('button').click()
    await save.click()
    await told(page, alertRu.ruleChanged)
    expect(await (await platform.api(`/alert-rules/${id}`, { as: 'ministry' })).json()).toMatchObject({
      severity: 'warning',
      condition: { kind: 'stale-profile', days: 3650 },
    })
    await opened.close()
  })

  it('a published release is revised by a plan, which is changed and cancelled', async () => {
    const { items } = z
      .object({ items: z.array(z.object({ release: z.string(), status: z.string() })) })
      .parse(await (await platform.api('/releases?limit=100', { as: 'ministry' })).json())
    const published = items.find(({ status }) => status === 'published')?.release
    const opened = await signedIn(`/release-plans/${published}`, ENGLISH)
    const { page } = opened
    await page.getByRole('link', { name: releaseEn.revise }).click()
    await page.getByRole('button', { name: releaseEn.save }).click()
    await page.getByRole('alert').waitFor()
    await clear(opened)
    for (const language of ['en', 'ru']) {
      await page.locator(`input[lang=${language}]`).first().fill('Revision of a test')
      await page.locator(`textarea[lang=${language}]`).first().fill('Late answers')
    }
    await field(page, releaseEn.labels.releaseAt).fill(`${dayFromNow(40)}T09:00`)
    await page.getByRole('button', { name: releaseEn.save }).click()
    await told(page, releaseEn.planned)
    const plan = new URL(page.url()).pathname.split('/').at(-1)
    await page.getByRole('link', { name: releaseEn.change }).click()
    await field(page, releaseEn.labels.releaseAt).fill(`${dayFromNow(41)}T09:00`)
    await page.getByRole('button', { name: releaseEn.saveChanges, exact: true }).click()
    await told(page, releaseEn.changed)
    await clear(opened)

    // Somebody else moves it once more before it is cancelled here.
    const answer = await platform.api(`/releases/${plan}`, { as: 'ministry' })
    const { title, note, indicators, periods, embargo } = z
      .looseObject({ title: z.unknown() })
      .parse(await answer.json())
    const moved = { title, note, indicators, periods, embargo, releaseAt: `${dayFromNow(42)}T09:00:00.000Z` }
    await changedMeanwhile(`/releases/${plan}`, moved, 2)
    await page.getByRole('button', { name: releaseEn.cancel }).click()
    const question = page.getByRole('dialog')
    await question.getByRole('button', { name: releaseEn.cancel }).click()
    await question.getByRole('alert').waitFor()
    await question.getByRole('button', { name: releaseEn.cancel }).click()
    await told(page, releaseEn.cancelled)
    expect((await platform.api(`/releases/${plan}`, { as: 'ministry' })).status).toBe(404)
    await opened.close()
  })
})
