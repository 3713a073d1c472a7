import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { en } from '../../../web/app/areas/register/texts/en.ts'
import { ru } from '../../../web/app/areas/register/texts/ru.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { clear, made, told } from '../../support/portal-flows.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    seek: 'How its name begins',
    begins: 'University',
    found: /found \(required\)$/,
    role: 'education',
    propose: 'Propose a membership',
    proposed: 'Proposed: the other side has to confirm it.',
    withdraw: 'Withdraw',
    withdrawn: 'The proposal is withdrawn.',
    one: 'Not sent: 1 thing is to be corrected.',
  },
  ru: {
    seek: 'Как начинается название',
    begins: 'Университет',
    found: /^Найден/,
    role: 'образование',
    propose: 'Предложить участие',
    proposed: 'Предложено: другая сторона должна подтвердить.',
    withdraw: 'Отозвать',
    withdrawn: 'Предложение отозвано.',
    one: 'Не отправлено: нужно исправить 1 место.',
  },
} as const

const REGISTER_TEXTS = { en, ru } as const

const Made = z.looseObject({ id: z.string() })
const Me = z.looseObject({ positions: z.array(z.looseObject({ holder: z.string() })) })
const Memberships = z.object({
  items: z.array(
    z.looseObject({
      cluster: z.string(),
      organisation: z.string(),
      from: z.string(),
      roles: z.array(z.string()),
    }),
  ),
})
const Proposals = z.object({
  items: z.array(z.looseObject({ proposedBy: z.string(), state: z.string(), organisation: z.string() })),
})

describe.skipIf(whyNoBrowser !== undefined)('memberships in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let cluster: string
  let members: readonly string[]
  beforeAll(async () => {
    browser = await openBrowser()
    const { positions } = Me.parse(await (await platform.api('/me', { as: 'manager' })).json())
    const held = await platform.api(`/organisations/${positions[0]?.holder}/memberships`)
    cluster =
      Memberships.parse(await held.json()).items.find(({ roles }) => roles.includes('management'))?.cluster ??
      ''
    const list = await platform.api(`/clusters/${cluster}/memberships?limit=200`)
    members = Memberships.parse(await list.json()).items.map(({ organisation }) => organisation)
  })
  afterAll(() => browser?.close())

  const proposals = async () => {
    const answer = await platform.api(`/clusters/${cluster}/membership-proposals`, { as: 'manager' })
    return Proposals.parse(await answer.json()).items
  }

  it.each([ENGLISH, RUSSIAN])(
    'lets the management propose a member and take it back: $language, $scheme, $width px',
    async (look) => {
      const t = TEXTS[look.language]
      const { page, obstacles, close } = await openSignedIn(browser, {
        url,
        address: `/clusters/${cluster}/members`,
        look,
        persona: 'manager',
      })
      await page.getByLabel(t.seek).fill(t.begins)
      const choice = page.getByRole('combobox', { name: t.found })
      await expect.poll(() => choice.locator('option').count(), { timeout: 20_000 }).toBeGreaterThan(1)
      const found: string[] = []
      for (const option of await choice.locator('option').all())
        found.push((await option.getAttribute('value')) ?? '')
      const stranger = found.findLast((id) => id !== '' && !members.includes(id)) ?? ''
      await choice.selectOption(stranger)
      const send = page.locator('form').getByRole('button', { name: t.propose })
      await send.click()
      await page.getByText(t.one).waitFor()
      expect(await obstacles()).toEqual([])
      await page.getByRole('checkbox', { name: t.role }).check()
      await send.click()
      await page.getByText(t.proposed).waitFor()
      const withdraw = page.getByRole('button', { name: t.withdraw })
      await withdraw.waitFor()
      expect(await proposals()).toContainEqual(
        expect.objectContaining({ organisation: stranger, proposedBy: 'management', state: 'proposed' }),
      )
      await settled(page)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await withdraw.click()
      await page.getByText(t.withdrawn).waitFor()
      // Other tests propose to the same cluster meanwhile.
      const own = (await proposals()).filter(({ organisation }) => organisation === stranger)
      expect(own.filter(({ state }) => state === 'proposed')).toEqual([])
      await close()
    },
  )

  const RECORDED = {
    en: { cluster: 'Basket Weavers of the Main', member: 'Lichtenfels Willow' },
    ru: { cluster: 'Chair Turners of the Rhön', member: 'Rhön Beech' },
  } as const

  it.each([ENGLISH, RUSSIAN])(
    'lets who keeps the register record a membership, and state its figures: $language, $scheme, $width px',
    async (look) => {
      const { members: t } = REGISTER_TEXTS[look.language]
      const named = RECORDED[look.language]
      const draft = { names: { en: named.cluster }, primaryCategory: '_U', regions: ['DE-BY'] }
      const { id } = Made.parse(await made(platform, '/clusters', draft))
      const { id: organisation } = Made.parse(
        await made(platform, '/organisations', {
          names: { en: named.member, ru: named.member },
          kind: 'firm',
          seat: { region: 'DE-BY' },
          noIdentifierReason: 'invented',
        }),
      )
      const address = `/clusters/${id}/members`
      const ministry = await openSignedIn(browser, { url, address, look, persona: 'ministry' })
      const { page } = ministry
      const form = page.locator('form', { has: page.getByRole('button', { name: t.record }) })
      await form.getByLabel(TEXTS[look.language].seek).fill(named.member)
      const choice = form.getByRole('combobox', { name: TEXTS[look.language].found })
      await choice.locator(`option[value=${organisation}]`).waitFor({ state: 'attached' })
      await choice.selectOption(organisation)
      await form.getByRole('checkbox', { name: TEXTS[look.language].role }).check()
      await form.getByLabel(new RegExp(`^${t.labels.from}`)).fill('2025-01-01')
      await form.getByRole('button', { name: t.record }).click()
      await told(page, t.made.record)
      const held = await platform.api(`/clusters/${id}/memberships`, { as: 'ministry' })
      expect(Memberships.parse(await held.json()).items).toMatchObject([{ organisation, from: '2025-01-01' }])

      await page.getByRole('button', { name: t.decideOn(named.member) }).click()
      await page.getByRole('button', { name: t.actions.figures }).click()
      const { figures } = t
      await page.getByLabel(figures.year).selectOption('2025')
      const stated = page.locator('form', { has: page.getByRole('button', { name: figures.state }) })
      await stated.getByLabel(figures.labels.purchasesTotal).fill('1200,5')
      await stated.getByLabel(figures.labels.hasInvestmentContract).selectOption('yes')
      await stated.getByRole('button', { name: figures.state }).click()
      // Of what money an amount is has to be said.
      await stated.getByRole('alert').waitFor()
      await stated.getByLabel(figures.labels.currency).fill('eur')
      await clear(ministry)
      await stated.getByRole('button', { name: figures.state }).click()
      await told(page, t.done.figures)
      const of2025 = `/clusters/${id}/members/${organisation}/figures/2025`
      expect(await (await platform.api(of2025, { as: 'ministry' })).json()).toMatchObject({
        purchasesTotal: { minorUnits: 120_050, currency: 'EUR' },
        hasInvestmentContract: true,
      })
      await ministry.close()
    },
    120_000,
  )
})
