import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en as alertEn } from '../../../web/app/areas/monitoring/texts/alerts/en.ts'
import { ru as alertRu } from '../../../web/app/areas/monitoring/texts/alerts/ru.ts'
import { en as imputeEn } from '../../../web/app/areas/monitoring/texts/imputing/en.ts'
import { ru as imputeRu } from '../../../web/app/areas/monitoring/texts/imputing/ru.ts'
import { en as memberEn } from '../../../web/app/areas/monitoring/texts/members/en.ts'
import { ru as memberRu } from '../../../web/app/areas/monitoring/texts/members/ru.ts'
import { en as targetEn } from '../../../web/app/areas/monitoring/texts/targets/en.ts'
import { ru as targetRu } from '../../../web/app/areas/monitoring/texts/targets/ru.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { clear, told } from '../../support/portal-flows.ts'
import { field, settled } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const TEXTS = {
  en: { alert: alertEn, impute: imputeEn, member: memberEn, target: targetEn },
  ru: { alert: alertRu, impute: imputeRu, member: memberRu, target: targetRu },
} as const

const Forms = z.object({ items: z.array(z.object({ cluster: z.string(), standing: z.string() })) })
const Campaigns = z.object({
  items: z.array(z.object({ id: z.string(), name: z.object({ en: z.string() }) })),
})
const Members = z.object({ items: z.array(z.object({ organisation: z.string() })) })
const Figures = z.object({
  figures: z.array(
    z.object({ indicator: z.string(), value: z.string().nullable(), workflow: z.string().nullable() }),
  ),
})

describe.skipIf(whyNoBrowser !== undefined)('targets, alerts and what is missing, in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let campaign: string
  let owing: readonly string[]
  beforeAll(async () => {
    browser = await openBrowser()
    const { items } = Campaigns.parse(await (await platform.api('/campaigns', { as: 'manager' })).json())
    campaign = items.find(({ name }) => name.en.endsWith('(invented)'))?.id ?? ''
    const progress = await platform.api(`/campaigns/${campaign}/progress`, { as: 'manager' })
    // From the end: those from the beginning are others' in this suite.
    const sampled = await sampledClusters(platform, 'DE')
    owing = Forms.parse(await progress.json())
      .items.filter(({ cluster, standing }) => standing === 'owing' && sampled.includes(cluster))
      .map(({ cluster }) => cluster)
      .toReversed()
  })
  afterAll(() => browser?.close())

  describe.each([
    { language: 'en', scheme: 'light', width: 1440, place: 0 } as const satisfies Look & { place: number },
    { language: 'ru', scheme: 'dark', width: 360, place: 1 } as const satisfies Look & { place: number },
  ])('$language, $scheme, $width px', ({ place, ...look }) => {
    const texts = TEXTS[look.language]
    const signedIn = (address: string, persona: PersonaName) =>
      openSignedIn(browser, { url, address, look, persona })

    it('a target is set, is measured at once, and changes', async () => {
      const opened = await signedIn('/targets/set?indicator=employment', 'region')
      const { page } = opened
      const { labels } = texts.target
      await field(page, labels.dimension).selectOption('region')
      await field(page, labels.code).selectOption('DE-BY')
      // Of the past, so that it is reached or not, whatever is on the way.
      await field(page, labels.period).fill(`202${4 + place}`)
      await field(page, labels.target).fill('1')
      await clear(opened)
      await page.getByRole('button', { name: texts.target.save }).click()
      await told(page, texts.target.done)
      const row = page
        .getByRole('row')
        .filter({ hasText: `202${4 + place}` })
        .filter({ hasText: texts.target.met })
      await row.first().waitFor()
      await clear(opened)
      await row.first().getByRole('link').click()
      await field(page, labels.target).fill('999999999')
      await page.getByRole('button', { name: texts.target.save }).click()
      await page.getByRole('row').filter({ hasText: texts.target.notMet }).first().waitFor()
      await opened.close()
    })

    it('a rule is made with its limits, corrected, and switched off', async () => {
      const opened = await signedIn('/alerts/rules/new', 'region')
      const { page } = opened
      const { labels } = texts.alert
      const name = `E2E ${look.language}`
      for (const language of ['en', 'ru']) await page.locator(`input[lang=${language}]`).fill(name)
      await field(page, labels['condition/kind']).selectOption('change')
      await field(page, labels['condition/figure/indicator']).selectOption('employment')
      await field(page, labels['condition/side']).selectOption('below')
      await field(page, texts.alert.limitInPercent).fill('-7')
      await field(page, texts.alert.untilInPercent).fill('-9')
      await field(page, labels.territory).selectOption('DE-BY')
      await clear(opened)
      await page.getByRole('button', { name: texts.alert.makeRule }).click()
      // It would end at a fall of nine per cent that opened it.
      await page.getByRole('alert').waitFor()
      await field(page, texts.alert.untilInPercent).fill('0')
      await page.getByRole('button', { name: texts.alert.makeRule }).click()
      await told(page, texts.alert.ruleMade)
      const row = page.getByRole('row').filter({ hasText: name })
      await row.waitFor()
      await clear(opened)
      await row.getByRole('button').click()
      await told(page, texts.alert.switchedOff)
      const rules = await (await platform.api('/alert-rules', { as: 'region' })).json()
      const { items } = z
        .object({
          items: z.array(
            z.object({ name: z.object({ en: z.string() }), condition: z.unknown(), enabled: z.boolean() }),
          ),
        })
        .parse(rules)
      expect(items.find((one) => one.name.en === name)).toMatchObject({
        enabled: false,
        condition: { kind: 'change', side: 'below', limit: -0.07, until: 0 },
      })
      await opened.close()
    })

    it('an alert is taken care of with a note, and ended', async () => {
      const opened = await signedIn('/alerts?severity=critical', 'region')
      const { page } = opened
      await settled(page)
      const open = page.getByRole('row').filter({ hasText: texts.alert.states.open })
      const button = open.first().getByRole('button')
      await button.first().click()
      const dialog = page.getByRole('dialog')
      const note = `Seen, ${look.language}`
      await dialog.locator('textarea').fill(note)
      await clear(opened)
      await dialog.getByRole('button', { name: texts.alert.steps.acknowledge, exact: true }).click()
      await told(page, texts.alert.settled.acknowledge)
      await page.getByText(note).waitFor()
      await page.getByRole('row').filter({ hasText: note }).getByRole('button').click()
      await dialog.locator('textarea').fill('Talked to them')
      await dialog.getByRole('button', { name: texts.alert.steps.resolve, exact: true }).click()
      await told(page, texts.alert.settled.resolve)
      await page.goto(`${url}/alerts?over=yes`)
      await page.getByText(note).waitFor()
      await clear(opened)
      await opened.close()
    })

    it('members are asked by links, and their answers become the cluster’s values', async () => {
      const cluster = owing[place] ?? ''
      const opened = await signedIn(`/campaigns/${campaign}/members/${cluster}`, 'manager')
      const { page } = opened
      const members = await platform.api(`/clusters/${cluster}/memberships?limit=100`)
      const asked = [...new Set(Members.parse(await members.json()).items.map((one) => one.organisation))]
      await clear(opened)
      for (const organisation of asked.slice(0, 3)) {
        await field(page, texts.member.labels.organisation).selectOption(organisation)
        await page.getByRole('button', { name: texts.member.makeLink }).click()
        await told(page, texts.member.invited)
        const link = page.locator('code').filter({ hasText: '/member-form#' })
        const token = (await link.textContent())?.split('#')[1]
        const answer = {
          token,
          version: 1,
          values: [{ indicator: 'events', value: '2' }],
          agreed: true,
          done: true,
        }
        const answered = await platform.api('/member-forms/answers', { method: 'POST', body: answer })
        expect(answered.status, await answered.text()).toBe(200)
        // The next link is another one; the one before is gone from the page.
        await page.reload()
        await settled(page)
      }
      await page.getByText(texts.member.answered(3)).waitFor()
      await clear(opened)
      await page
        .getByRole('list', { name: new RegExp(texts.member.labels.figures) })
        .getByRole('button')
        .last()
        .click()
      await page.getByRole('button', { name: texts.member.makeValues }).click()
      await told(page, texts.member.rolledUp)
      const form = await platform.api(`/campaigns/${campaign}/forms/${cluster}`, { as: 'manager' })
      expect(
        Figures.parse(await form.json()).figures.find((one) => one.indicator === 'events'),
      ).toMatchObject({
        value: '6',
        workflow: 'draft',
      })
      await page
        .getByRole('button', { name: new RegExp(`^${texts.member.revoke}`) })
        .first()
        .click()
      await told(page, texts.member.revoked)
      await opened.close()
    })

    it('what nobody reported is imputed by one person and verified by another', async () => {
      const cluster = owing[2 + place] ?? ''
      const address = `/campaigns/${campaign}/impute/${cluster}`
      const first = await signedIn(address, 'region')
      const { labels } = texts.impute
      const form = first.page.locator('form')
      await form.getByRole('combobox').first().selectOption('events')
      await field(first.page, labels['values/0/method']).selectOption('expert-estimate')
      await field(first.page, labels['values/0/value']).fill('4')
      await field(first.page, labels['values/0/reason']).fill('No answer to three reminders')
      await clear(first)
      await first.page.getByRole('button', { name: texts.impute.impute, exact: true }).click()
      await told(first.page, texts.impute.done)
      const verify = (page: Page) => page.getByRole('button', { name: new RegExp(`^${texts.impute.verify}`) })
      // Nobody verifies what they imputed themselves.
      await verify(first.page).click()
      await first.page.getByRole('alert').waitFor()
      await first.close()
      const second = await signedIn(address, 'ministry')
      await verify(second.page).click()
      await told(second.page, texts.impute.verified)
      await clear(second)
      const filled = await platform.api(`/campaigns/${campaign}/forms/${cluster}`, { as: 'ministry' })
      expect(
        Figures.parse(await filled.json()).figures.find((one) => one.indicator === 'events'),
      ).toMatchObject({
        value: '4',
        workflow: 'verified',
      })
      await second.close()
    })
  })
})
