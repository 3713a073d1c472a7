import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { ranAlone } from '../../support/jobs.ts'
import { drained, queueMail } from '../../support/outbox.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    computed: 'Compute figures',
    marks: 'Changes worked off',
    noAddress: 'no address is known of the person',
    again: 'Send again',
    requeued: 'The message is queued again.',
    report: 'Report',
    failed: 'failed',
    redrive: /^Run again: /,
    actor: 'Who',
    record: 'Record',
    show: 'Show',
    either: 'Give a record or who it was, not both.',
    sealed: 'Sealed days',
    seal: /^Get the seal of/,
    lacking: 'This is for people who run failed jobs again. No position of yours gives that power.',
  },
  ru: {
    computed: 'Расчёт показателей',
    marks: 'Обработано изменений',
    noAddress: 'адрес этого лица неизвестен',
    again: 'Отправить снова',
    requeued: 'Письмо снова в очереди.',
    report: 'Отчёт',
    failed: 'сбой',
    redrive: /^Повторить: /,
    actor: 'Кто',
    record: 'Запись',
    show: 'Показать',
    either: 'Укажите запись или лицо, но не то и другое.',
    sealed: 'Запечатанные дни',
    seal: /^Получить печать: /,
    lacking:
      'Страница для тех, кто повторяет сбойные задания. Ни одна ваша должность не даёт этого полномочия.',
  },
} as const

/** Nobody is known by this id, so that mail to it fails. */
const NOBODY = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4'

const Runs = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })), next: z.string().nullable() })

describe.skipIf(whyNoBrowser !== undefined)('operations in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let ministry: string
  beforeAll(async () => {
    browser = await openBrowser()
    await ranAlone(platform, 'aggregate-kpis')
    const me = await (await platform.api('/me', { as: 'ministry' })).json()
    ministry = z.object({ person: z.string() }).parse(me).person
  })
  afterAll(() => browser?.close())

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]
    const signedIn = (address: string, persona: PersonaName = 'ministry') =>
      openSignedIn(browser, { url, address, look, persona })

    it('shows the runs of jobs, and what one of them did', async () => {
      const { page, obstacles, close } = await signedIn('/operations')
      const run = page.getByRole('row').filter({ hasText: texts.computed }).first()
      await run.waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await run.getByRole('link').click()
      await page.getByText(texts.marks).waitFor()
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain(texts.computed)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await close()
    })

    it('sends a dead letter again, which the audit trail tells', async () => {
      const message = `operations-test-${look.language}#${NOBODY}`
      await queueMail(platform, {
        id: message,
        to: NOBODY,
        language: look.language,
        subject: 'Test',
        text: 'Test.\n',
      })
      const { page, obstacles, close } = await signedIn('/operations/messages')
      const letter = page.getByRole('row').filter({ hasText: message })
      await letter.getByText(texts.noAddress).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await letter.getByRole('button', { name: texts.again }).click()
      await page.locator('.done').getByText(texts.requeued).waitFor()
      await drained(platform)
      await close()

      // The trail follows the changes, and the page shows what there is when it opens.
      const trail = async () => (await platform.api(`/audit?actor=${ministry}`, { as: 'auditor' })).text()
      await expect.poll(trail).toContain('redrive-delivery')
      const audit = await signedIn(`/audit?actor=${ministry}`, 'auditor')
      await audit.page.getByText('redrive-delivery').first().waitFor()
      expect(await audit.page.getByLabel(texts.actor, { exact: true }).inputValue()).toBe(ministry)
      expect(await audit.obstacles()).toEqual([])
      expect(await overflows(audit.page)).toBe(false)
      await audit.close()
    })

    it('finds the changes of one record, by an address that can be passed on', async () => {
      const { page, close } = await signedIn(`/audit?actor=${ministry}`, 'auditor')
      const record = page.getByRole('row').nth(1).getByRole('link').last()
      const name = (await record.textContent()) ?? ''
      await record.click()
      await expect.poll(() => new URL(page.url()).searchParams.get('record')).toBe(name)
      const rows = page.locator('#changes ~ .table tbody tr')
      const others = rows.filter({ hasNot: page.getByRole('link', { name, exact: true }) })
      await expect.poll(() => others.count()).toBe(0)
      await rows.first().waitFor()
      await page.getByLabel(texts.actor, { exact: true }).fill(ministry)
      await page.getByRole('button', { name: texts.show, exact: true }).click()
      await page.getByText(texts.either).waitFor()
      await page.getByRole('heading', { name: texts.sealed }).waitFor()
      await close()
    })

    it('shows sealed days with their roots, and in the words of the API why a seal cannot be fetched', async () => {
      const { page, obstacles, close } = await signedIn('/audit', 'auditor')
      const day = { day: '2001-02-03', previous: '0'.repeat(64), count: 3, root: 'a'.repeat(64) }
      await page.route('**/api/v1/audit/days?*', (route) =>
        route.fulfill({ json: { items: [{ ...day, sealedAt: '2001-02-04T02:00:00.000Z' }], next: null } }),
      )
      await page.goto(`${url}/audit`)
      await page.getByText('a'.repeat(64)).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByRole('button', { name: texts.seal }).click()
      await page.getByRole('alert').getByText('2001-02-03').waitFor()
      await close()
    })

    it('shows the runs of a report, and in the words of the API why one is not made again', async () => {
      const { page, obstacles, close } = await signedIn('/operations/reports')
      // A run that failed when the page was read, and that somebody else had made again since.
      await page.route('**/api/v1/reports/*/runs*', async (route) => {
        const answer = await route.fetch()
        const { items, next } = Runs.parse(await answer.json())
        const failed = items.map((run) => ({ ...run, state: 'failed', failure: 'out of memory' }))
        await route.fulfill({ response: answer, json: { items: failed, next } })
      })
      await page.getByLabel(texts.report, { exact: true }).selectOption({ index: 1 })
      await page.getByRole('cell', { name: texts.failed, exact: true }).first().waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByRole('button', { name: texts.redrive }).first().click()
      await page.locator('main').getByRole('alert').waitFor()
      await close()
    })

    it('explains to who does not operate the platform which power that takes', async () => {
      const { page, obstacles, close } = await signedIn('/operations', 'manager')
      await page.getByText(texts.lacking).waitFor()
      expect(await obstacles()).toEqual([])
      await close()
    })
  })
})
