import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { en as governanceEn } from '../../../web/app/areas/governance/texts/en.ts'
import { ru as governanceRu } from '../../../web/app/areas/governance/texts/ru.ts'
import { ru as registerRu } from '../../../web/app/areas/register/texts/ru.ts'
import { ru as formRu } from '../../../web/app/forms/texts/ru.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { ACT, clear, made, told, typeAct } from '../../support/portal-flows.ts'
import { field } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'
import { TEXTS } from './governance-texts.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const DAY = 86_400_000
const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)

const Identified = z.object({ id: z.string() })
const Membership = z.object({ organisation: z.string(), from: z.string(), to: z.string().nullable() })
const Memberships = z.object({ items: z.array(Membership) })
const Named = z.object({ names: z.object({ ru: z.string() }) })

describe.skipIf(whyNoBrowser !== undefined)('what is handed on, and what ends', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const signedIn = (address: string, look: Look, persona: PersonaName = 'ministry') =>
    openSignedIn(browser, { url, address, look, persona })

  /** Chooses what is named so, wherever it stands in a tree. */
  const choose = async (select: Locator, name: string): Promise<void> => {
    const option = select.locator('option', { hasText: name }).first()
    await option.waitFor({ state: 'attached' })
    await select.selectOption(await option.getAttribute('value'))
  }

  it('a grant is delegated by an administrator of its holder, who also ends what was delegated', async () => {
    const { grants } = governanceRu
    const holder = `lending-${Date.now()}`
    await made(platform, '/authorities', {
      code: holder,
      names: { en: 'Lending office', ru: 'Передающее ведомство' },
      level: 'regional',
      parent: 'ministry',
      territory: ['DE-TH'],
    })
    const { items } = z
      .object({ items: z.array(z.object({ id: z.string(), subject: z.string().optional() })) })
      .parse(await (await platform.api('/persons?limit=200', { as: 'ministry' })).json())
    const person = items.find(({ subject }) => subject === 'auditor')?.id
    await made(platform, '/positions', { person, holder, role: 'admin', from: '2026-01-01' })
    const grant = await made(platform, '/grants', {
      holder,
      power: 'facility.manage',
      territory: ['DE-TH'],
      from: '2026-01-01',
      basis: 'For a test',
      act: ACT,
      delegable: true,
    })
    const { id } = Identified.parse(grant)
    const begun = dayFromNow(1)
    const opened = await signedIn('/my-data', RUSSIAN, 'auditor')
    const { page } = opened
    await page.goto(`${url}/grants/${id}`)
    const delegate = page.getByRole('button', { name: grants.actionNames.delegate })
    // What somebody may do is believed for a minute.
    await expect
      .poll(
        async () => {
          await page.reload()
          return delegate.waitFor({ timeout: 6000 }).then(
            () => true,
            () => false,
          )
        },
        { timeout: 150_000, interval: 500 },
      )
      .toBe(true)
    await delegate.first().click()
    const form = page.locator('form')
    await form.getByRole('button', { name: grants.actionNames.delegate }).click()
    await page.getByRole('alert').waitFor()
    await clear(opened)
    await choose(field(page, grants.newHolder), 'Статистическая служба')
    await field(page, grants.labels.basis).fill('На время')
    await typeAct(page, formRu)
    await form.getByRole('button', { name: grants.actionNames.delegate }).click()
    await told(page, grants.wasDelegated)
    const { items: held } = z
      .object({
        items: z.array(
          z.object({ id: z.string(), sources: z.array(z.object({ grant: z.string() })).optional() }),
        ),
      })
      .parse(await (await platform.api('/grants?limit=200')).json())
    const delegated = held.find(({ sources }) => sources?.some((source) => source.grant === id))?.id
    await page.goto(`${url}/grants/${delegated}`)
    await page.getByRole('button', { name: grants.actionNames.end }).click()
    await typeAct(page, formRu)
    await clear(opened)
    await form.getByRole('button', { name: grants.actionNames.end }).click()
    await told(page, grants.endMoved)
    const ended = await (await platform.api(`/grants/${delegated}`)).json()
    expect(ended).toMatchObject({ to: expect.toBeOneOf([begun, dayFromNow(1)]) })
    await opened.close()
  })

  it('a membership is suspended, resumed and handed over', async () => {
    const { members } = registerRu
    const [cluster] = await sampledClusters(platform, 'DE-TH')
    const list = async () =>
      Memberships.parse(await (await platform.api(`/clusters/${cluster}/memberships?limit=200`)).json()).items
    const one = (await list()).find(({ to }) => to === null)
    const { names } = Named.parse(await (await platform.api(`/organisations/${one?.organisation}`)).json())
    const successor = Identified.parse(
      await made(platform, '/organisations', {
        names: { en: 'Xenon Successor', ru: 'Ксенон Преемник' },
        kind: 'firm',
        noIdentifierReason: 'A test',
        seat: { region: 'DE-TH' },
      }),
    )
    const begun = dayFromNow(0)
    const opened = await signedIn(`/clusters/${cluster}/members`, RUSSIAN)
    const { page } = opened
    const decide = async (action: 'suspend' | 'resume' | 'succeed') => {
      await page.getByRole('button', { name: members.decideOn(names.ru) }).click()
      await page.getByRole('button', { name: members.actions[action], exact: true }).click()
      const form = page.locator('form', { has: page.getByRole('button', { name: members.actions[action] }) })
      return { form, send: form.getByRole('button', { name: members.actions[action], exact: true }) }
    }
    const suspending = await decide('suspend')
    await field(page, members.labels.reason).fill('Проверка')
    await suspending.form.getByLabel(new RegExp(`^${members.labels.to} `)).fill(dayFromNow(-3))
    await suspending.send.click()
    await page.getByRole('alert').waitFor()
    await clear(opened)
    await suspending.form.getByLabel(new RegExp(`^${members.labels.to} `)).fill(dayFromNow(30))
    await suspending.send.click()
    await told(page, members.done.suspend)
    const resuming = await decide('resume')
    await clear(opened)
    await resuming.send.click()
    await told(page, members.done.resume)
    const handing = await decide('succeed')
    await field(page, members.labels.reason).fill('Слияние')
    await handing.form.getByLabel(formRu.organisation.seek).fill('Ксенон')
    await handing.form.getByRole('combobox').selectOption(successor.id)
    await typeAct(page, formRu)
    await clear(opened)
    await handing.send.click()
    await told(page, members.done.succeed)
    expect(await list()).toContainEqual(
      expect.objectContaining({
        organisation: successor.id,
        // Midnight may have passed on the way.
        from: expect.toBeOneOf([begun, dayFromNow(0)]),
        to: null,
      }),
    )
    await opened.close()
  })

  it('the secret of a key is copied, or the page says that the browser does not let it', async () => {
    const { keys } = governanceEn
    const opened = await signedIn('/api-keys/new', ENGLISH)
    const { page } = opened
    await page.getByRole('button', { name: keys.make }).click()
    await page.getByRole('alert').waitFor()
    await clear(opened)
    await field(page, keys.labels.title).fill('Copied')
    await choose(field(page, keys.labels.holder), 'Audit Office')
    await page.getByRole('checkbox', { name: TEXTS.en.audit }).check()
    await page.getByLabel(TEXTS.en.where, { exact: true }).selectOption('everywhere')
    await page.getByRole('button', { name: keys.make }).click()
    const copy = page.getByRole('button', { name: keys.copyOne(keys.token) })
    await copy.click()
    await page.getByText(keys.copying.refused).waitFor()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await copy.click()
    await page.getByText(keys.copying.copied).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
      await page.locator('.secret code').first().textContent(),
    )
    await opened.close()
  })

  it('tells whom to ask about erasure, who then erases for good', async () => {
    const { erasure, ownData } = governanceRu
    const asking = await signedIn('/my-data', RUSSIAN, 'analyst')
    await asking.page.getByText(ownData.erasureText).waitFor()
    await asking.page.getByRole('link', { name: 'Министерство экономики (вымышлено)' }).last().waitFor()
    await clear(asking)
    await asking.close()

    const subject = `leaving-${Date.now()}`
    const { id } = Identified.parse(
      await made(platform, '/persons', {
        subject,
        name: 'Leaving Person',
        email: `${subject}@sample.agglomera.invalid`,
      }),
    )
    const opened = await signedIn(`/people/${id}`, RUSSIAN)
    const { page } = opened
    const erase = page.getByRole('button', { name: erasure.action })
    await field(page, erasure.labels.ground).selectOption('consent-withdrawn')
    await typeAct(page, formRu)
    await erase.click()
    await page.getByRole('alert').getByText(erasure.notSure).waitFor()
    await clear(opened)
    await page.getByRole('checkbox', { name: erasure.labels.confirm }).check()
    await erase.click()
    await told(page, erasure.done)
    await page.locator('.notice').getByText(ACT.kind).waitFor()
    expect(await page.getByText('Leaving Person').count()).toBe(0)
    await opened.close()
  })
})
