import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
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

const Me = z.looseObject({ positions: z.array(z.looseObject({ holder: z.string() })) })
const Memberships = z.object({
  items: z.array(
    z.looseObject({ cluster: z.string(), organisation: z.string(), roles: z.array(z.string()) }),
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
})
