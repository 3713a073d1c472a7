import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en as knowledge } from '../../../web/app/areas/knowledge/texts/en.ts'
import { en as operations } from '../../../web/app/areas/operations/texts/en.ts'
import { en as register } from '../../../web/app/areas/register/texts/en.ts'
import { en as session } from '../../../web/app/session/texts/en.ts'
import { openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { made, told } from '../../support/portal-flows.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const Identified = z.object({ id: z.string() })

describe.skipIf(whyNoBrowser !== undefined)('the portal shows what holds now, from page to page', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const signedIn = (address: string, persona: PersonaName) =>
    openSignedIn(browser, {
      url,
      address,
      look: { language: 'en', scheme: 'light', width: 1440 },
      persona,
    })

  it('a form that one comes back to begins with what was saved in it', async () => {
    const drafted = await platform.api('/clusters', {
      method: 'POST',
      as: 'manager',
      body: { names: { en: 'Weavers of Now' }, primaryCategory: '_U', regions: ['DE-BY'] },
    })
    const { id } = Identified.parse(await drafted.json())
    const { page, close } = await signedIn(`/clusters/${id}/edit`, 'manager')
    const website = page.getByRole('textbox', { name: register.edit.labels.website, exact: true })
    const save = async (address: string) => {
      await website.fill(address)
      await page.getByRole('button', { name: register.edit.save, exact: true }).click()
      await page.waitForURL((at) => at.pathname === `/clusters/${id}`)
    }
    await save('https://first.example')
    await page.goBack()
    await website.waitFor()
    expect(await website.inputValue()).toBe('https://first.example')
    await save('https://second.example')
    const read: unknown = await (await platform.api(`/clusters/${id}`, { as: 'manager' })).json()
    expect(read).toMatchObject({ website: 'https://second.example' })
    await close()
  })

  it('a form that stays open does not take its own change for somebody else’s', async () => {
    const Announced = z.object({ document: Identified })
    const { document } = Announced.parse(
      await made(platform, '/documents', {
        titles: { en: 'Begun' },
        language: 'en',
        visibility: 'public',
        region: 'DE-TH',
        fileName: 'now.txt',
        mediaType: 'text/plain',
        size: 3,
        sha256: 'a'.repeat(64),
      }),
    )
    const { page, close } = await signedIn(`/documents/${document.id}/manage`, 'ministry')
    const save = page.getByRole('button', { name: knowledge.manage.save, exact: true })
    for (const title of ['Once', 'Twice']) {
      await page.locator('input[lang=en]').first().fill(title)
      await save.click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
    }
    await told(page, knowledge.manage.saved)
    await close()
  })

  it('two pages read the runs of one report', async () => {
    const { id } = Identified.parse(
      await made(platform, '/reports', {
        names: { en: 'Never made', ru: 'Не составлялся' },
        scope: { kind: 'region', code: 'DE-TH' },
        frequency: 'A',
        periods: 5,
        indicators: ['employment'],
        languages: ['en'],
        formats: ['html'],
        audience: 'authority',
      }),
    )
    const { page, close } = await signedIn(`/report-definitions/${id}`, 'ministry')
    await page.getByRole('link', { name: session.areas.operations, exact: true }).click()
    await page.getByRole('link', { name: operations.way.reports, exact: true }).click()
    await page.getByLabel(operations.reports.report, { exact: true }).selectOption(id)
    await page.getByText(operations.reports.noRuns).waitFor()
    await close()
  })

  it('what was chosen about one organisation does not go along to another one', async () => {
    const firm = (name: string, over: object = {}) => ({
      names: { en: name },
      kind: 'firm',
      noIdentifierReason: 'A test',
      seat: { region: 'DE-TH' },
      ...over,
    })
    const first = Identified.parse(await made(platform, '/organisations', firm('Quartz Mirror Works')))
    const acknowledgedDuplicates = [first.id]
    await made(platform, '/organisations', firm('Quartz Mirror Works GmbH', { acknowledgedDuplicates }))
    const { page, close } = await signedIn(`/organisations/${first.id}`, 'ministry')
    const { duplicates } = register
    await page.getByRole('button', { name: duplicates.mergeInto('Quartz Mirror Works GmbH') }).click()
    await page.locator('form').getByRole('button', { name: duplicates.merge }).waitFor()
    await page.getByRole('link', { name: 'Quartz Mirror Works GmbH' }).click()
    await page.getByRole('heading', { level: 1, name: 'Quartz Mirror Works GmbH' }).waitFor()
    await page.getByRole('button', { name: duplicates.mergeInto('Quartz Mirror Works') }).waitFor()
    expect(await page.locator('form').count()).toBe(0)
    await close()
  })
})
