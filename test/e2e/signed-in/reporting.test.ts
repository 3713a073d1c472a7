import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { periodOf, previousPeriod } from '#monitoring/model'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en as campaignEn } from '../../../web/app/areas/monitoring/texts/campaigns/en.ts'
import { ru as campaignRu } from '../../../web/app/areas/monitoring/texts/campaigns/ru.ts'
import { en as planEn } from '../../../web/app/areas/monitoring/texts/plan/en.ts'
import { ru as planRu } from '../../../web/app/areas/monitoring/texts/plan/ru.ts'
import { en as releaseEn } from '../../../web/app/areas/monitoring/texts/releases/en.ts'
import { ru as releaseRu } from '../../../web/app/areas/monitoring/texts/releases/ru.ts'
import { en as reportEn } from '../../../web/app/areas/monitoring/texts/reports/en.ts'
import { ru as reportRu } from '../../../web/app/areas/monitoring/texts/reports/ru.ts'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { ranAlone } from '../../support/jobs.ts'
import { drained } from '../../support/outbox.ts'
import { suitePlatform } from '../../support/platform.ts'
import { clear } from '../../support/portal-flows.ts'
import { field } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const TEXTS = {
  en: { campaign: campaignEn, plan: planEn, release: releaseEn, report: reportEn },
  ru: { campaign: campaignRu, plan: planRu, release: releaseRu, report: reportRu },
} as const

const DAY = 86_400_000
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

const Progress = z.object({ items: z.array(z.object({ cluster: z.string(), standing: z.string() })) })

/** The id at the end of an address. */
const idOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

describe.skipIf(whyNoBrowser !== undefined)('from a campaign to a published report', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** Asks the API and expects it to do it. */
  const done = async (
    path: string,
    request: {
      readonly method: string
      readonly as: PersonaName
      readonly version?: number
      readonly body?: unknown
    },
  ): Promise<Response> => {
    const { version, ...rest } = request
    const response = await platform.api(path, {
      ...rest,
      ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    })
    expect(response.status, await response.clone().text()).toBeLessThan(300)
    return response
  }

  it.each([
    {
      look: { language: 'en', scheme: 'light', width: 1440 } as const satisfies Look,
      indicator: 'revenue',
      // Another quarter than that of the sample’s campaign, whenever the test runs.
      period: previousPeriod(previousPeriod(periodOf(dayFromNow(0), 'Q'))),
      frequency: 'Q',
      shown: '600,000',
    },
    {
      look: { language: 'ru', scheme: 'dark', width: 360 } as const satisfies Look,
      indicator: 'taxes',
      period: previousPeriod(periodOf(dayFromNow(0), 'A')),
      frequency: 'A',
      shown: '600 000',
    },
  ])(
    'goes in the browser, $look.language: $indicator $period',
    async ({ look, indicator, period, frequency, shown }) => {
      const texts = TEXTS[look.language]
      const name = `E2E ${indicator} ${look.language}`
      const signedIn = (address: string, persona: PersonaName) =>
        openSignedIn(browser, { url, address, look, persona })

      // The authority plans the campaign and opens it.
      const region = await signedIn('/campaigns/new', 'region')
      const { page } = region
      await page.getByRole('button', { name: texts.plan.save }).waitFor()
      await clear(region)
      await page.getByRole('button', { name: texts.plan.save }).click()
      await page.locator('[role=alert]').waitFor()
      for (const language of ['en', 'ru']) await page.locator(`input[lang=${language}]`).fill(name)
      await field(page, texts.plan.labels.figures).selectOption(indicator)
      await field(page, texts.plan.labels.period).fill(period)
      await field(page, texts.plan.labels['scope/territory']).selectOption('DE-BY')
      await field(page, texts.plan.labels.opensOn).fill(dayFromNow(0))
      await field(page, texts.plan.labels.deadline).fill(dayFromNow(20))
      await page.getByRole('button', { name: texts.plan.save }).click()
      await page.getByRole('button', { name: texts.campaign.steer.open }).click()
      await page.locator('.done').getByText(texts.campaign.steer.opened).waitFor()
      const campaign = idOf(page)
      await clear(region)

      // Clusters answer: one in the portal, the others as systems do.
      const progress = await done(`/campaigns/${campaign}/progress`, { method: 'GET', as: 'region' })
      const { items } = Progress.parse(await progress.json())
      const sampled = await sampledClusters(platform, 'DE-BY')
      const owing = items.map(({ cluster }) => cluster).filter((cluster) => sampled.includes(cluster))
      expect(owing).toHaveLength(15)
      // The last ones: checks of other campaigns compare with what the first ones report.
      const [first = '', ...others] = owing.slice(-6)
      const manager = await signedIn(`/campaigns/${campaign}/entry/${first}`, 'manager')
      await manager.page.locator(`#cell-value-${indicator}`).fill('100000')
      await manager.page.getByRole('button', { name: texts.campaign.entry.submit }).click()
      await manager.page.getByText(texts.campaign.entry.submitted).waitFor()
      await manager.close()
      const formOf = (cluster: string) => `/campaigns/${campaign}/forms/${cluster}`
      for (const cluster of others) {
        const body = { values: [{ indicator, value: '100000', justification: 'Counted anew' }] }
        await done(formOf(cluster), { method: 'PUT', as: 'manager', version: 0, body })
        await done(`${formOf(cluster)}/submission`, { method: 'POST', as: 'manager', version: 1 })
        const decision = { decision: 'verified' }
        await done(`${formOf(cluster)}/decision`, {
          method: 'POST',
          as: 'region',
          version: 2,
          body: decision,
        })
      }

      // The authority verifies that one and closes the campaign.
      await page.goto(`${url}/campaigns/${campaign}/verify/${first}`)
      await page.getByRole('combobox').selectOption('verified')
      await page.getByRole('button', { name: texts.campaign.verify.decide }).click()
      await page
        .locator('.done')
        .getByText(texts.campaign.verify.done(texts.campaign.standings.verified))
        .waitFor()
      await page.getByRole('button', { name: texts.campaign.steer.end }).click()
      const ending = page.getByRole('dialog')
      await ending.getByRole('combobox').selectOption('closed')
      await ending.locator('textarea').fill('All answered')
      await ending.getByRole('button', { name: texts.campaign.steer.end }).click()
      await page.locator('.done').getByText(texts.campaign.steer.ended).waitFor()
      await drained(platform)
      await ranAlone(platform, 'aggregate-kpis')

      // Who publishes plans a release, has it prepared, and looks at it before everybody else.
      const ministry = await signedIn('/release-plans/new', 'ministry')
      const plans = ministry.page
      await plans.getByRole('button', { name: texts.release.save }).waitFor()
      for (const language of ['en', 'ru']) await plans.locator(`input[lang=${language}]`).first().fill(name)
      await field(plans, texts.release.labels.releaseAt).fill(`${dayFromNow(1)}T09:00`)
      await field(plans, texts.release.labels.indicators).selectOption(indicator)
      await field(plans, texts.release.labels.periods).fill(period)
      await plans.getByRole('button', { name: texts.release.addReader }).click()
      const me = z
        .object({ person: z.string() })
        .parse(await (await platform.api('/me', { as: 'ministry' })).json())
      await field(plans, texts.release.person).selectOption(me.person)
      const office = plans.getByRole('group', { name: texts.release.office })
      for (const language of ['en', 'ru']) await office.locator(`input[lang=${language}]`).fill('Ministry')
      await clear(ministry)
      await plans.getByRole('button', { name: texts.release.save }).click()
      await plans.locator('.done').getByText(texts.release.planned).waitFor()
      const release = idOf(plans)
      const planned = await platform.api(`/releases/${release}`, { as: 'ministry' })
      const {
        release: _id,
        status: _status,
        number: _number,
        preparedAt: _prepared,
        publishedAt: _published,
        late: _late,
        ...plan
      } = z.looseObject({ release: z.unknown() }).parse(await planned.json())
      // Sooner than the page can say, so that the test need not wait for a full minute.
      const body = { ...plan, releaseAt: new Date(Date.now() + 8000).toISOString() }
      await done(`/releases/${release}`, { method: 'PUT', as: 'ministry', version: 1, body })
      await plans.reload()
      await plans.getByRole('button', { name: texts.release.prepare }).click()
      await plans.locator('.done').getByText(texts.release.willBePrepared).waitFor()
      await ranAlone(platform, 'issue-releases')
      await plans.reload()
      await plans.getByRole('columnheader', { name: texts.release.withheld, exact: true }).waitFor()
      await clear(ministry)
      await expect
        .poll(
          async () => {
            await platform.runJob('issue-releases')
            return z
              .object({ status: z.string() })
              .parse(await (await platform.api(`/releases/${release}`)).json()).status
          },
          { interval: 1000 },
        )
        .toBe('published')
      await ministry.close()

      // A report for everybody is defined and made, and everybody reads it.
      await page.goto(`${url}/report-definitions/new`)
      await page.getByRole('button', { name: texts.report.save }).waitFor()
      for (const language of ['en', 'ru']) await page.locator(`input[lang=${language}]`).fill(name)
      await field(page, texts.report.labels['scope/kind']).selectOption('region')
      await field(page, texts.report.labels['scope/code']).selectOption('DE-BY')
      await field(page, texts.report.labels.frequency).selectOption(frequency)
      await field(page, texts.report.labels.indicators).selectOption(indicator)
      await field(page, texts.report.rhythm).selectOption('quarter')
      await page.getByText(texts.report.nextTimes).waitFor()
      await clear(region)
      await page.getByRole('button', { name: texts.report.save, exact: true }).click()
      await page.locator('.done').getByText(texts.report.defined).waitFor()
      await page.getByRole('button', { name: texts.report.makeNow }).click()
      const making = page.getByRole('dialog')
      await making.getByRole('textbox').fill(period)
      await making.getByRole('button', { name: texts.report.make, exact: true }).click()
      const run = page.getByRole('table').getByRole('link').first()
      await run.waitFor({ timeout: 150_000 })
      await page.frameLocator('iframe').getByText(shown).first().waitFor()
      await clear(region)
      const address = (await run.getAttribute('href')) ?? ''
      await region.close()
      const anybody = await openPage(browser, `${url}${address}`, look)
      await anybody.page.frameLocator('iframe').getByText(shown).first().waitFor()
      await clear(anybody)
      await anybody.close()
    },
  )
})
