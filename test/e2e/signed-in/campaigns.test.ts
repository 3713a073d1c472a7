import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows } from '../../support/portal-pages.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    signIn: 'Sign in',
    typed: '1,250.0',
    faulty: '1,5',
    otherMark: 'Write decimals after a point and thousands with commas: 1,250.5.',
    usual: /70 lies outside what is usual/,
    saved: 'All is saved.',
    kept: 'Kept on this machine, not yet sent: 1 cell. Sent as soon as that is possible.',
    correct: 'To be corrected before it is saved: 1 cell.',
    submit: 'Submit for verification',
    submitted: 'The form is submitted and waits for verification.',
    notYet: 'The form cannot be submitted yet:',
    theirs: 'Take theirs',
    again: 'Sign in again',
    upload: 'Send a filled-in table',
    template: 'Get the table (CSV)',
    decision: 'Decision',
    decide: 'Decide',
    comment: /^Comment on Events/,
    one: 'Not sent: 1 thing is to be corrected.',
    returned: 'The form is returned.',
    verified: 'The form is verified.',
    exempt: 'Exempt',
    oblige: 'Oblige again',
    reason: /^Reason/,
    noted: 'It is noted who owes from today on.',
    agreed: 'The management of the cluster may see these values one by one',
    done: 'The answer is complete and may be counted',
    save: 'Save',
    answered: 'Thank you: your answer is complete.',
    noForm: 'This link opens no form',
    rejected: 'Saved for the first time: 0. Changed: 0. As before: 0. Rejected: 1.',
  },
  ru: {
    signIn: 'Войти',
    typed: '1 250,0',
    faulty: '1.5',
    otherMark: 'Дробную часть отделяйте запятой, тысячи — пробелами: 1 250,5.',
    usual: /70 вне обычных границ/,
    saved: 'Всё сохранено.',
    kept: 'Хранится на этом компьютере, ещё не отправлено: 1 ячейка. Отправится, как только это станет возможно.',
    correct: 'Исправьте, чтобы сохранить: 1 ячейка.',
    submit: 'Представить на проверку',
    submitted: 'Форма представлена и ждёт проверки.',
    notYet: 'Форму ещё нельзя представить:',
    theirs: 'Взять чужое',
    again: 'Войти снова',
    upload: 'Отправить заполненную таблицу',
    template: 'Получить таблицу (CSV)',
    decision: 'Решение',
    decide: 'Принять решение',
    comment: /^Замечание: Мероприятия/,
    one: 'Не отправлено: нужно исправить 1 место.',
    returned: 'Положение формы: возвращено.',
    verified: 'Положение формы: проверено.',
    exempt: 'Освободить',
    oblige: 'Снова обязать',
    reason: /^Причина/,
    noted: 'Отмечено, кто должен отчитаться с сегодняшнего дня.',
    agreed: 'Управляющая компания кластера может видеть эти значения по отдельности',
    done: 'Ответ полный, его можно учитывать',
    save: 'Сохранить',
    answered: 'Спасибо: ваш ответ полный.',
    noForm: 'По этой ссылке формы нет',
    rejected: 'Сохранено впервые: 0. Изменено: 0. Без изменений: 0. Отклонено: 1.',
  },
} as const

const Form = z.object({
  standing: z.string(),
  figures: z.array(
    z.object({ indicator: z.string(), value: z.string().nullable(), justification: z.string().optional() }),
  ),
})

const EVENTS = '#cell-value-events'
const REVENUE = '#cell-value-revenue'

describe.skipIf(whyNoBrowser !== undefined)('campaigns in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let campaign: string
  let owing: readonly string[]
  beforeAll(async () => {
    browser = await openBrowser()
    const list = await (await platform.api('/campaigns', { as: 'manager' })).json()
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), name: z.object({ en: z.string() }) })) })
      .parse(list)
    // That of the sample: other tests open campaigns of their own.
    campaign = items.find(({ name }) => name.en.endsWith('(invented)'))?.id ?? ''
    const progress = await platform.api(`/campaigns/${campaign}/progress`, { as: 'manager' })
    owing = z
      .object({ items: z.array(z.object({ cluster: z.string(), standing: z.string() })) })
      .parse(await progress.json())
      .items.filter(({ standing }) => standing === 'owing')
      .map(({ cluster }) => cluster)
  })
  afterAll(() => browser?.close())

  const formOf = async (cluster: string) =>
    Form.parse(
      await (await platform.api(`/campaigns/${campaign}/forms/${cluster}`, { as: 'manager' })).json(),
    )
  const valuesOf = async (cluster: string) =>
    Object.fromEntries((await formOf(cluster)).figures.map(({ indicator, value }) => [indicator, value]))

  /** Saves a value as a colleague would, over the API. */
  const saveElsewhere = async (cluster: string, indicator: string, value: string): Promise<void> => {
    const path = `/campaigns/${campaign}/forms/${cluster}`
    const before = await platform.api(path, { as: 'manager' })
    const { status } = await platform.api(path, {
      method: 'PUT',
      as: 'manager',
      headers: { 'if-match': before.headers.get('etag') ?? '' },
      body: { values: [{ indicator, value }] },
    })
    expect(status).toBe(200)
  }

  describe.each([
    { ...ENGLISH, first: 0 },
    { ...RUSSIAN, first: 5 },
  ])('$language, $scheme, $width px', ({ first, ...look }) => {
    const texts = TEXTS[look.language]
    const cluster = (place: number): string => owing[first + place] ?? ''

    const signedIn = async (address: string, persona: PersonaName) => {
      const opened = await openPage(browser, `${url}${address}`, look)
      await opened.page.locator('main').getByRole('button', { name: texts.signIn }).click()
      await opened.page.locator(`button[value=${persona}]`).click()
      await opened.page.waitForURL(`${url}${address}*`)
      return opened
    }
    const entry = async (place: number) => {
      const opened = await signedIn(`/campaigns/${campaign}/entry/${cluster(place)}`, 'manager')
      // It can be typed into once it is known what the person may do.
      await opened.page.locator(`${EVENTS}:not([readonly])`).waitFor()
      return opened
    }
    const paste = (page: Page, selector: string, text: string) =>
      page.evaluate(`(() => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', ${JSON.stringify(text)})
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
        document.querySelector(${JSON.stringify(selector)}).dispatchEvent(event)
      })()`)

    it('is entered and submitted by keyboard alone, with checks and their reasons', async () => {
      const { page, obstacles, close } = await entry(0)
      const { keyboard } = page
      await page.locator(EVENTS).focus()
      await keyboard.type('70')
      await page.getByText(texts.usual).waitFor()
      await keyboard.press('Enter')
      await keyboard.type('999')
      await keyboard.press('Escape')
      expect(await page.locator(REVENUE).inputValue()).toBe('')
      await keyboard.type(texts.typed)
      await keyboard.press('ArrowRight')
      await keyboard.press('ArrowUp')
      await keyboard.type('Fair of the year')
      await keyboard.press('ArrowDown')
      await page.getByText(texts.saved).waitFor()
      expect(await valuesOf(cluster(0))).toEqual({ events: '70', revenue: '1250' })
      expect((await formOf(cluster(0))).figures[0]?.justification).toBe('Fair of the year')
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await keyboard.press('Tab')
      expect(await page.evaluate('document.activeElement.textContent')).toBe(texts.submit)
      await keyboard.press('Enter')
      await page.getByText(texts.submitted).waitFor()
      expect((await formOf(cluster(0))).standing).toBe('submitted')
      await page.locator(`${EVENTS}[readonly]`).waitFor()
      await close()
    })

    it('is returned with a comment on a value, corrected, and verified by somebody else', async () => {
      const address = `/campaigns/${campaign}/verify/${cluster(0)}`
      const verifier = await signedIn(address, 'ministry')
      const { page } = verifier
      const decide = async (decision: string) => {
        await page.getByRole('combobox', { name: texts.decision }).selectOption(decision)
        await page.getByRole('button', { name: texts.decide }).click()
      }
      await decide('returned')
      await page.getByText(texts.one).waitFor()
      expect(await verifier.obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByLabel(texts.comment).fill('Online ones too?')
      await decide('returned')
      await page.locator('.done').getByText(texts.returned).waitFor()
      expect((await formOf(cluster(0))).standing).toBe('returned')

      const manager = await entry(0)
      await manager.page.getByText('Online ones too?').waitFor()
      await manager.page.locator(EVENTS).fill('61')
      await manager.page.getByRole('button', { name: texts.submit }).click()
      await manager.page.getByText(texts.submitted).waitFor()
      await manager.close()

      await page.goto(`${url}${address}`)
      await decide('verified')
      await page.locator('.done').getByText(texts.verified).waitFor()
      expect(await formOf(cluster(0))).toMatchObject({
        standing: 'verified',
        figures: [{ value: '61' }, { value: '1250' }],
      })
      await verifier.close()
    })

    it('is steered: a cluster is exempted with a reason, and obliged again', async () => {
      const { page, obstacles, close } = await signedIn(`/campaigns/${campaign}`, 'ministry')
      const row = page.getByRole('row').filter({
        has: page.locator(`a[href*="${cluster(1)}"]`),
      })
      for (const [action, standing] of [
        [texts.exempt, 'exempt'],
        [texts.oblige, 'owing'],
      ] as const) {
        await row.getByRole('button', { name: action }).click()
        const dialog = page.getByRole('dialog')
        expect(await obstacles()).toEqual([])
        await dialog.getByLabel(texts.reason).fill('Insolvent since May')
        await dialog.getByRole('button', { name: action, exact: true }).click()
        await dialog.waitFor({ state: 'hidden' })
        await page.getByText(texts.noted).waitFor()
        expect((await formOf(cluster(1))).standing).toBe(standing)
      }
      expect(await overflows(page)).toBe(false)
      await close()
    })

    it('opens a member’s form by its link, without an account', async () => {
      const of = `/campaigns/${campaign}/forms/${cluster(1)}/member-forms`
      const members = await (await platform.api(`/clusters/${cluster(1)}/memberships?limit=1`)).json()
      const [member] = z
        .object({ items: z.array(z.object({ organisation: z.string() })) })
        .parse(members).items
      const invited = await platform.api(of, {
        method: 'POST',
        as: 'manager',
        body: { organisation: member?.organisation, expiresOn: '2099-01-01' },
      })
      const { token } = z.object({ token: z.string() }).parse(await invited.json())
      const { page, troubles, obstacles, close } = await openPage(
        browser,
        `${url}/member-form#${token}`,
        look,
      )
      const field = page.getByRole('textbox').first()
      await field.fill('1x')
      await page.getByRole('button', { name: texts.save, exact: true }).click()
      await page.getByText(texts.one).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await field.fill('2')
      await page.getByLabel(texts.agreed).check()
      await page.getByLabel(texts.done).check()
      await page.getByRole('button', { name: texts.save, exact: true }).click()
      await page.getByText(texts.answered).waitFor()
      const rows = await (await platform.api(of, { as: 'manager' })).json()
      expect(rows).toMatchObject({
        items: [{ status: 'answered', agreed: true, values: [{ value: '2' }] }],
      })
      expect(troubles).toEqual([])
      // The draft that it was is kept nowhere, and the token never was.
      expect(await page.evaluate('JSON.stringify({ ...localStorage })')).toBe('{}')
      await page.goto(`${url}/member-form#mlk_${'A'.repeat(43)}`)
      await page.reload()
      await page.getByText(texts.noForm).waitFor()
      await close()
    })

    it('says of a pasted block what cannot be taken, saves the rest, and says what is missing for submission', async () => {
      const { page, obstacles, close } = await entry(1)
      await page.getByRole('button', { name: texts.submit }).click()
      await page.getByText(texts.notYet).waitFor()
      await paste(page, EVENTS, `12\tAll counted\r\n${texts.faulty}\r\n`)
      await page.getByText(texts.otherMark).waitFor()
      await page.getByText(texts.correct).waitFor()
      expect(await page.locator(REVENUE).getAttribute('aria-invalid')).toBe('true')
      expect(await obstacles()).toEqual([])
      expect(await valuesOf(cluster(1))).toEqual({ events: '12', revenue: null })
      await close()
    })

    it('keeps what was typed offline and over a reload, and sends it when that is possible', async () => {
      const { page, close } = await entry(2)
      await page.context().setOffline(true)
      await page.locator(EVENTS).fill('8')
      await page.locator(REVENUE).focus()
      await page.getByText(texts.kept).waitFor()
      await page.context().setOffline(false)
      await page.getByText(texts.saved).waitFor()
      expect(await valuesOf(cluster(2))).toEqual({ events: '8', revenue: null })
      const saving = `**/campaigns/${campaign}/forms/${cluster(2)}`
      await page.route(saving, (route) =>
        route.request().method() === 'PUT' ? route.abort() : route.continue(),
      )
      await page.locator(EVENTS).fill('9')
      await page.locator(REVENUE).focus()
      await page.getByText(texts.kept).waitFor()
      await page.reload()
      await page.getByText(texts.kept).waitFor()
      expect(await page.locator(EVENTS).inputValue()).toBe('9')
      await page.unroute(saving)
      await page.evaluate("window.dispatchEvent(new Event('online'))")
      await page.getByText(texts.saved).waitFor()
      expect(await valuesOf(cluster(2))).toEqual({ events: '9', revenue: null })
      await close()
    })

    it('shows what somebody else entered meanwhile, and keeps both until one is chosen', async () => {
      const { page, obstacles, close } = await entry(3)
      await page.locator(EVENTS).fill('5')
      await saveElsewhere(cluster(3), 'events', '6')
      await page.locator(REVENUE).focus()
      const theirs = page.getByRole('button', { name: texts.theirs })
      await theirs.waitFor()
      expect(await page.locator(EVENTS).inputValue()).toBe('5')
      expect(await obstacles()).toEqual([])
      await theirs.click()
      await page.getByText(texts.saved).waitFor()
      expect(await page.locator(EVENTS).inputValue()).toBe('6')
      await close()
    })

    it('survives an expired sign-in in the middle of a cell', async () => {
      const { page, close } = await entry(4)
      let refused = false
      await page.route(`**/campaigns/${campaign}/forms/${cluster(4)}`, (route) => {
        if (refused || route.request().method() !== 'PUT') return route.continue()
        refused = true
        return route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' })
      })
      await page.locator(EVENTS).fill('3')
      await page.locator(REVENUE).focus()
      await page.getByText(texts.kept).waitFor()
      const beside = page.context().waitForEvent('page')
      await page.getByRole('button', { name: texts.again }).click()
      await beside
      await page.getByText(texts.saved).waitFor()
      expect(await valuesOf(cluster(4))).toEqual({ events: '3', revenue: null })
      await close()
    })

    it('gives the table and says of each row of one that is sent back what became of it', async () => {
      const { page, obstacles, close } = await entry(4)
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: texts.template }).click()
      expect((await download).suggestedFilename()).toMatch(/\.csv$/)
      await page.getByLabel(texts.upload).setInputFiles({
        name: 'form.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`cluster,version,events,revenue\n${cluster(4)},77,4,\n`),
      })
      await page.getByText(texts.rejected).waitFor()
      expect(await obstacles()).toEqual([])
      await close()
    })
  })
})
