import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

/** Each look has a membership in days of its own. */
const DAYS = {
  en: { from: '2025-02-01', tie: '2025-03-01', tieSaid: 'March 1, 2025', to: '2025-06-01' },
  ru: { from: '2025-07-01', tie: '2025-08-01', tieSaid: '1 августа 2025', to: '2025-12-01' },
} as const

const TEXTS = {
  en: {
    role: 'service',
    from: 'From',
    until: 'Until',
    reason: 'Reason',
    propose: 'Propose a membership',
    proposed: 'Proposed: the other side has to confirm it.',
    confirm: 'Confirm',
    confirmed: 'Confirmed: the organisation is a member.',
    decline: 'Decline',
    declined: 'Declined.',
    decide: 'Decide on the membership of',
    end: 'End',
    ended: 'The membership has ended.',
    gives: 'Who gives',
    receives: 'Who receives',
    kind: 'Kind',
    record: 'Record the tie',
    recorded: /^The tie is recorded/,
    open: 'Open the tie',
    consent: 'Who may see it',
    public: 'Everybody may know of the tie',
    value: 'State a value',
    amount: 'Value',
    currency: 'Currency',
    save: 'Save',
    kept: 'It is kept who may see the tie.',
    stated: 'The value is stated.',
    half: /public once .* agrees too/,
    everybody: 'everybody',
  },
  ru: {
    role: 'услуги',
    from: 'С',
    until: 'По',
    reason: 'Основание',
    propose: 'Предложить участие',
    proposed: 'Предложено: другая сторона должна подтвердить.',
    confirm: 'Подтвердить',
    confirmed: 'Подтверждено: организация стала участником.',
    decline: 'Отклонить',
    declined: 'Отклонено.',
    decide: 'Решить об участии:',
    end: 'Прекратить',
    ended: 'Участие прекращено.',
    gives: 'Кто даёт',
    receives: 'Кто получает',
    kind: 'Вид',
    record: 'Внести связь',
    recorded: /^Связь внесена/,
    open: 'Открыть связь',
    consent: 'Кому она видна',
    public: 'О связи могут знать все',
    value: 'Указать стоимость',
    amount: 'Стоимость',
    currency: 'Валюта',
    save: 'Сохранить',
    kept: 'Сохранено, кому видна связь.',
    stated: 'Стоимость указана.',
    half: /все — когда согласится и/,
    everybody: 'все',
  },
} as const

const Me = z.looseObject({ positions: z.array(z.looseObject({ holder: z.string() })) })
const Persons = z.object({
  items: z.array(z.looseObject({ id: z.string(), subject: z.string().optional() })),
})
const Named = z.looseObject({ id: z.string(), names: z.record(z.string(), z.string()) })
const Memberships = z.object({
  items: z.array(
    z.looseObject({
      cluster: z.string(),
      organisation: z.string(),
      from: z.string(),
      to: z.string().nullable(),
      roles: z.array(z.string()),
    }),
  ),
})
const Ties = z.object({
  items: z.array(z.looseObject({ supplier: z.string(), customer: z.string(), from: z.string() })),
})

describe.skipIf(whyNoBrowser !== undefined)('members of a cluster in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let cluster: string
  let management: z.output<typeof Named>
  let newcomer: z.output<typeof Named>

  beforeAll(async () => {
    browser = await openBrowser()
    const { positions } = Me.parse(await (await platform.api('/me', { as: 'manager' })).json())
    const holder = positions[0]?.holder ?? ''
    management = Named.parse(await (await platform.api(`/organisations/${holder}`)).json())
    const held = Memberships.parse(await (await platform.api(`/organisations/${holder}/memberships`)).json())
    cluster = held.items.find(({ roles }) => roles.includes('management'))?.cluster ?? ''
    // The participant acts for a firm of its own that is no member of the cluster yet.
    newcomer = Named.parse(
      await (
        await platform.api('/organisations', {
          method: 'POST',
          as: 'ministry',
          headers: { 'idempotency-key': crypto.randomUUID() },
          body: {
            names: { en: 'Zither Services Murnau', ru: 'Цитра Сервис Мурнау' },
            kind: 'firm',
            identifiers: [],
            noIdentifierReason: 'invented',
            seat: { region: 'DE-BY' },
          },
        })
      ).json(),
    )
    // Not asked as the participant: what somebody may do is believed for a minute.
    const persons = Persons.parse(await (await platform.api('/persons?limit=200', { as: 'ministry' })).json())
    const person = persons.items.find(({ subject }) => subject === 'participant')?.id
    const given = await platform.api('/positions', {
      method: 'POST',
      as: 'ministry',
      headers: { 'idempotency-key': crypto.randomUUID() },
      body: { person, holder: newcomer.id, role: 'editor', from: '2025-01-01' },
    })
    expect(given.status).toBe(201)
  })
  afterAll(() => browser?.close())

  const memberships = async () =>
    Memberships.parse(
      await (await platform.api(`/organisations/${newcomer.id}/memberships?limit=50`)).json(),
    ).items.map(({ from, to }) => ({ from, to }))

  it.each([ENGLISH, RUSSIAN])(
    'propose, answer, tie and part, each side for itself: $language, $scheme, $width px',
    async (look) => {
      const { language } = look
      const t = TEXTS[language]
      const days = DAYS[language]
      const name = newcomer.names[language] ?? ''
      const as = (persona: PersonaName, page: 'members' | 'ties') =>
        openSignedIn(browser, { url, address: `/clusters/${cluster}/${page}`, look, persona })
      const firm = await as('participant', 'members')
      const propose = async () => {
        await firm.page.getByRole('checkbox', { name: t.role, exact: true }).check()
        const form = firm.page.locator('form')
        await form.getByLabel(new RegExp(`^${t.from} `)).fill(days.from)
        await form.getByRole('button', { name: t.propose }).click()
        await firm.page.getByText(t.proposed).waitFor()
      }
      const manager = await as('manager', 'members')
      const answer = async (decision: string, done: string) => {
        await manager.page.reload()
        await manager.page
          .getByRole('row', { name })
          .getByRole('button', { name: decision, exact: true })
          .click()
        await manager.page.getByText(done).waitFor()
      }

      await propose()
      await answer(t.decline, t.declined)
      await firm.page.reload()
      await propose()
      await answer(t.confirm, t.confirmed)
      expect(await memberships()).toContainEqual({ from: days.from, to: null })

      await firm.page.goto(`${url}/clusters/${cluster}/ties`)
      await firm.page.getByRole('combobox', { name: t.gives }).selectOption(newcomer.id)
      await firm.page.getByRole('combobox', { name: t.receives }).selectOption(management.id)
      await firm.page.getByRole('combobox', { name: t.kind }).selectOption('service')
      await firm.page
        .locator('form')
        .getByLabel(new RegExp(`^${t.from} `))
        .fill(days.tie)
      await firm.page.getByRole('button', { name: t.record, exact: true }).click()
      await firm.page.getByText(t.recorded).waitFor()
      const ties = async () =>
        Ties.parse(await (await platform.api(`/clusters/${cluster}/ties?limit=200`)).json()).items
      const open = ({ page }: typeof firm) =>
        page
          .getByRole('row', { name })
          .filter({ hasText: days.tieSaid })
          .getByRole('button', { name: `${t.open} ${name} – ${management.names[language]}` })
          .click()
      const agree = async (side: typeof firm) => {
        const { page } = side
        await open(side)
        await page.getByRole('button', { name: t.consent, exact: true }).click()
        await page.getByRole('checkbox', { name: t.public }).check()
        await page.getByRole('button', { name: t.save, exact: true }).click()
        await page.getByText(t.kept).waitFor()
      }
      await agree(firm)
      await firm.page.getByRole('cell', { name: t.half }).waitFor()
      expect((await ties()).filter(({ from }) => from === days.tie)).toEqual([])
      await manager.page.goto(`${url}/clusters/${cluster}/ties`)
      await agree(manager)
      await manager.page.getByRole('cell', { name: t.everybody, exact: true }).first().waitFor()
      expect(await ties()).toContainEqual(
        expect.objectContaining({ supplier: newcomer.id, customer: management.id, from: days.tie }),
      )
      await settled(manager.page)
      expect(await manager.obstacles()).toEqual([])
      expect(await overflows(manager.page)).toBe(false)

      await firm.page.reload()
      await open(firm)
      await firm.page.getByRole('button', { name: t.value, exact: true }).click()
      await firm.page.getByRole('textbox', { name: t.amount, exact: true }).fill('1200,5')
      await firm.page.getByRole('textbox', { name: t.currency }).fill('eur')
      expect(await firm.obstacles()).toEqual([])
      await firm.page.getByRole('button', { name: t.save, exact: true }).click()
      await firm.page.getByText(t.stated).waitFor()
      await firm.page
        .getByText(/2025: 1[\s,]200[.,]5 EUR/)
        .first()
        .waitFor()
      await firm.close()

      await manager.page.goto(`${url}/clusters/${cluster}/members`)
      await manager.page
        .getByRole('button', { name: `${t.decide} ${name}` })
        .last()
        .click()
      await manager.page.getByRole('button', { name: t.end, exact: true }).click()
      const form = manager.page.locator('form', {
        has: manager.page.getByRole('button', { name: t.end, exact: true }),
      })
      await form.getByLabel(t.until).first().fill(days.to)
      await form.getByLabel(t.reason).fill('Agreed')
      await settled(manager.page)
      expect(await manager.obstacles()).toEqual([])
      expect(await overflows(manager.page)).toBe(false)
      await form.getByRole('button', { name: t.end, exact: true }).click()
      await manager.page.getByText(t.ended).waitFor()
      expect(await memberships()).toContainEqual({ from: days.from, to: days.to })
      await manager.close()
    },
  )
})
