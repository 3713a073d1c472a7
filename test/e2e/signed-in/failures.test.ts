import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureIdOf } from '#delivery/failures/keys'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { failuresOf } from '../../support/failures.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    none: /^Nothing is kept:/,
    function: 'agglomera-local-streams-follow-register',
    kept: 'kept',
    redriveOne: /^Redrive: agglomera-local-streams-follow-register/,
    asked: 'The redrive is asked for.',
    again: 'Again, 1 record could not be processed.',
    redrive: 'Redrive',
    handled: 'All of it was handled, and it is kept no longer.',
    dismiss: 'Dismiss',
    reason: /^Why nothing is lost by it/,
    dismissed: 'It was removed without being handled.',
    gone: /^There is no such failure any more/,
    takes: /^This takes the power to run failed jobs again/,
  },
  ru: {
    none: /^Ничего не хранится:/,
    function: 'agglomera-local-streams-follow-register',
    kept: 'хранится',
    redriveOne: /^Обработать повторно: agglomera-local-streams-follow-register/,
    asked: 'Повторная обработка запрошена.',
    again: '1 запись снова не удалось обработать.',
    redrive: 'Обработать повторно',
    handled: 'Всё обработано, сбой больше не хранится.',
    dismiss: 'Отклонить',
    reason: /^Почему от этого ничего не теряется/,
    dismissed: 'Сбой удалён без обработки.',
    gone: /^Такого сбоя больше нет/,
    takes: /^Нужно полномочие/,
  },
} as const

describe.skipIf(whyNoBrowser !== undefined)('what functions gave up on, in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]
    const made = failuresOf(platform, `FAILURES-E2E-${look.language}`)
    const signedIn = (address: string, persona: 'ministry' | 'manager' = 'ministry') =>
      openSignedIn(browser, { url, address, look, persona })

    it('teaches who finds nothing, and tells who may not look which power that takes', async () => {
      const { page, obstacles, close } = await signedIn('/operations/failures')
      await page.getByText(texts.none).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.goto(`${url}/operations/failures/eA`)
      await page.getByText(texts.gone).waitFor()
      await close()
      const other = await signedIn('/operations/failures', 'manager')
      await other.page.getByText(texts.takes).waitFor()
      expect(await other.page.locator('main .notice a[href^="/powers/why?power=job.redrive"]').count()).toBe(
        1,
      )
      await other.close()
    })

    it('redrives one: it fails again, and is handled once its cause was mended', async () => {
      await made.poison('1')
      const [failure] = await made.kept()
      const { page, obstacles, close } = await signedIn('/operations/failures')
      const row = page.getByRole('row').filter({ hasText: texts.function })
      await row.getByText(texts.kept, { exact: true }).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await row.getByRole('button', { name: texts.redriveOne }).click()
      await page.locator('.done').getByText(texts.asked).waitFor()
      await row.getByRole('link').click()
      await page.getByRole('status').getByText(texts.again).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await made.mend(failure, `failures-e2e-${look.language}`)
      await page.getByRole('button', { name: texts.redrive, exact: true }).click()
      await page.getByRole('status').getByText(texts.handled).waitFor()
      expect(await page.getByRole('button', { name: texts.redrive, exact: true }).count()).toBe(0)
      await close()
    })

    it('dismisses one for a reason, which is asked for', async () => {
      await made.poison('2')
      const [failure] = await made.kept()
      const id = failureIdOf(failure?.key ?? '')
      const { page, obstacles, close } = await signedIn(`/operations/failures/${id}`)
      await page.getByRole('button', { name: texts.dismiss, exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: texts.dismiss, exact: true }).click()
      await dialog.getByRole('alert').waitFor()
      expect(await obstacles()).toEqual([])
      await dialog.getByLabel(texts.reason).fill('The record was made by a test.')
      await dialog.getByRole('button', { name: texts.dismiss, exact: true }).click()
      await page.getByRole('status').getByText(texts.dismissed).waitFor()
      await settled(page)
      expect(await made.kept()).toEqual([])
      await close()
    })
  })
})
