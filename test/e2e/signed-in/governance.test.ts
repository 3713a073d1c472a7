import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'
import { TEXTS } from './governance-texts.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

/** Who is given a power in which language, and where: apart from what other tests do. */
const GRANTEES = {
  en: { persona: 'analyst', authority: 'statistics', region: 'DE-SL' },
  ru: { persona: 'auditor', authority: 'audit', region: 'DE-HB' },
} as const

const Authorities = z.object({ items: z.array(z.object({ id: z.string(), code: z.string() })) })
const People = z.object({ items: z.array(z.object({ id: z.string(), subject: z.string().optional() })) })
const Identified = z.object({ id: z.string() })

const ACT = { kind: 'Order (test)', number: '7', date: '2026-03-01' }

describe.skipIf(whyNoBrowser !== undefined)('powers in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  let authorities: ReadonlyMap<string, string>
  let people: ReadonlyMap<string, string>
  beforeAll(async () => {
    browser = await openBrowser()
    const offices = Authorities.parse(await (await platform.api('/authorities')).json())
    authorities = new Map(offices.items.map(({ code, id }) => [code, id]))
    const known = People.parse(await (await platform.api('/persons', { as: 'ministry' })).json())
    people = new Map(known.items.map(({ subject = '', id }) => [subject, id]))
    for (const { persona, region } of Object.values(GRANTEES))
      expect(await addOrganisation(persona, region)).toBe(403)
  })
  afterAll(() => browser?.close())

  const idOf = (code: string): string => authorities.get(code) ?? ''

  const ministry = async (address: string, look: Look) =>
    openSignedIn(browser, { url, address, look, persona: 'ministry' })

  /** Adds an organisation in a region: what the power is about. */
  const addOrganisation = async (as: PersonaName, region: string) => {
    const { status } = await platform.api('/organisations', {
      method: 'POST',
      as,
      body: {
        names: { en: `Founded under the new power in ${region}` },
        kind: 'firm',
        noIdentifierReason: 'A test',
        seat: { region },
      },
    })
    return status
  }

  const typeAct = async (page: Page, t: (typeof TEXTS)['en' | 'ru']) => {
    await page.getByLabel(t.kind).fill(ACT.kind)
    await page.getByLabel(t.number).fill(ACT.number)
    await page.getByLabel(t.date).fill(ACT.date)
  }

  /** A grant to the statistical service that nobody else's test minds, made over the API. */
  const givenGrant = async (region: string): Promise<string> => {
    const answer = await platform.api('/grants', {
      method: 'POST',
      as: 'ministry',
      body: {
        holder: 'statistics',
        power: 'facility.manage',
        territory: [region],
        from: '2026-01-01',
        basis: 'For a test',
        act: ACT,
      },
    })
    expect(answer.status).toBe(201)
    return Identified.parse(await answer.json()).id
  }

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const t = TEXTS[look.language]
    const grantee = GRANTEES[look.language]

    it('gives a power to somebody else alone, and explains before and after who may use it', async () => {
      const why = `/powers/why?power=organisation.edit&regions=${grantee.region}`
      const { page, obstacles, close } = await ministry(why, look)
      await page.getByLabel(t.person, { exact: true }).selectOption(people.get(grantee.persona) ?? '')
      await page.getByText(t.no).waitFor()
      expect(await obstacles()).toEqual([])

      await page.goto(`${url}/grants/new?power=organisation.edit`)
      await page.getByLabel(t.holder, { exact: true }).selectOption(idOf('ministry'))
      await page.getByText(t.own).waitFor()
      await page.getByLabel(t.basis).fill('For a test')
      await typeAct(page, t)
      const give = page.locator('form').getByRole('button', { name: t.give })
      await give.click()
      await page.locator('form .fault').getByText(t.choosePlace).waitFor()
      expect(await obstacles()).toEqual([])
      await page.getByLabel(t.territory).selectOption(grantee.region)
      await give.click()
      await page.getByText(t.refused).waitFor()
      await page.getByLabel(t.holder, { exact: true }).selectOption(idOf(grantee.authority))
      await give.click()
      await page.locator('.done').getByText(t.given).waitFor()

      await page.goto(`${url}${why}&person=${people.get(grantee.persona)}`)
      await page.getByText(t.yes).waitFor()
      expect(await obstacles()).toEqual([])
      await close()
    })

    it('hands a grant over, and ends another one', async () => {
      const begun = new Date().toISOString().slice(0, 10)
      const handed = await givenGrant(grantee.region)
      const ended = await givenGrant(look.language === 'en' ? 'DE-HH' : 'DE-MV')
      const { page, obstacles, close } = await ministry('/my-data', look)
      await page.goto(`${url}/grants/${handed}`)
      await page.getByRole('button', { name: t.handOver }).click()
      await page.getByLabel(t.newHolder, { exact: true }).selectOption(idOf('audit'))
      await typeAct(page, t)
      expect(await obstacles()).toEqual([])
      await page.locator('form').getByRole('button', { name: t.handOver }).click()
      await page.locator('.done').getByText(t.handedOver).waitFor()

      await page.goto(`${url}/grants/${ended}`)
      await page.getByRole('button', { name: t.end }).click()
      await typeAct(page, t)
      await page.locator('form').getByRole('button', { name: t.end }).click()
      await page.locator('.done').getByText(t.endMoved).waitFor()
      await page.getByText(t.over).waitFor()
      const today = new Date().toISOString().slice(0, 10)
      for (const id of [handed, ended])
        expect(await (await platform.api(`/grants/${id}`)).json()).toMatchObject({
          // Midnight may have passed on the way.
          to: expect.toBeOneOf([begun, today]),
        })
      await close()
    })

    it('makes an API key whose shown call works, gives it a new secret, and revokes it', async () => {
      const { page, obstacles, close } = await ministry('/api-keys/new', look)
      await page.getByLabel(t.name).fill(`Warehouse ${look.language}`)
      await page.getByLabel(t.actsFor, { exact: true }).selectOption(idOf('audit'))
      await page.getByRole('checkbox', { name: t.audit }).check()
      await page.getByLabel(t.where, { exact: true }).selectOption('everywhere')
      await page.locator('form').getByRole('button', { name: t.make }).click()
      const shown = page.locator('.secret code')
      await shown.first().waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      const [token = '', call = ''] = await shown.allTextContents()
      const { stdout } = await promisify(execFile)('sh', ['-c', `${call} --silent`])
      expect(JSON.parse(stdout)).toMatchObject({
        key: { holder: idOf('audit'), powers: ['audit.read'] },
        powers: [{ power: 'audit.read' }],
      })

      await page.getByRole('link', { name: t.toKey }).click()
      await page.getByRole('button', { name: t.rotate }).click()
      await page.locator('form').getByRole('button', { name: t.rotate }).click()
      await shown.first().waitFor()
      const [next = ''] = await shown.allTextContents()
      expect(next).not.toBe(token)
      const answer = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${next}` } })
      expect(answer.status).toBe(200)
      expect(await obstacles()).toEqual([])

      await page.getByRole('button', { name: t.revoke, exact: true }).click()
      await page.getByRole('button', { name: t.revokeNow }).click()
      await page.locator('.done').getByText(t.revoked).waitFor()
      await close()
    })

    it('makes a person known, gives a position, and lets somebody act for another', async () => {
      const { page, obstacles, close } = await ministry('/people', look)
      const form = page.locator('form')
      const name = `Newcomer ${look.language}`
      await form.locator('input').first().fill(name)
      await page.getByLabel(t.email).fill(`newcomer-${look.language}@sample.agglomera.invalid`)
      await page.getByLabel(t.account).fill(`newcomer-${look.language}`)
      await form.getByRole('button', { name: t.person_ }).click()
      await page.getByRole('link', { name }).click()
      await page.getByLabel(t.authority, { exact: true }).selectOption(idOf('statistics'))
      await page.getByLabel(t.role, { exact: true }).selectOption('viewer')
      await form.getByRole('button', { name: t.givePosition }).click()
      await page.locator('.done').getByText(t.positionGiven).waitFor()
      await page.locator('tbody tr').waitFor()
      expect(await obstacles()).toEqual([])

      await page.goto(`${url}/substitutions`)
      const seat = page.getByLabel(t.inPosition, { exact: true }).locator('option', { hasText: name })
      await page.getByLabel(t.inPosition, { exact: true }).selectOption(await seat.getAttribute('value'))
      await page.getByLabel(t.substitute, { exact: true }).selectOption(people.get('region') ?? '')
      await page.getByLabel(t.from).fill('2099-01-01')
      await page.getByLabel(t.to).fill('2099-02-01')
      await typeAct(page, t)
      await form.getByRole('button', { name: t.act }).click()
      await page.locator('.done').getByText(t.mayAct).waitFor()
      await page.locator('tbody tr').filter({ hasText: name }).waitFor()
      expect(await obstacles()).toEqual([])
      await close()
    })

    it('adds an authority and corrects it', async () => {
      const { page, obstacles, close } = await ministry('/authorities/new', look)
      const form = page.locator('form')
      const name = `Chamber of tests ${look.language}`
      await form.locator('input[lang=en]').fill(name)
      await page.getByLabel(t.code).fill(`chamber-${look.language}`)
      await page.getByLabel(t.level).selectOption('regional')
      await page.getByLabel(t.parent).selectOption('ministry')
      await page.getByLabel(t.territory).selectOption(grantee.region)
      expect(await obstacles()).toEqual([])
      await form.getByRole('button', { name: t.addAuthority }).click()
      await page.locator('.done').getByText(t.added).waitFor()
      await page.getByRole('button', { name: t.correct }).click()
      await form.locator('input[lang=en]').fill(`${name}, corrected`)
      await form.getByRole('button', { name: t.correct }).click()
      await page.getByRole('heading', { name: `${name}, corrected` }).waitFor()
      expect(await overflows(page)).toBe(false)
      const { items } = Authorities.parse(await (await platform.api('/authorities')).json())
      const { id } = items.find(({ code }) => code === `chamber-${look.language}`) ?? { id: '' }
      expect(await (await platform.api(`/authorities/${id}`)).json()).toMatchObject({
        names: { en: `${name}, corrected` },
        level: 'regional',
        parent: 'ministry',
        territory: [grantee.region],
      })
      await close()
    })

    it('has no obstacle on any of its pages, and none has to be scrolled sideways', async () => {
      const { page, troubles, obstacles, close } = await ministry('/my-data', look)
      const addresses = [
        '/my-data',
        '/powers',
        '/powers/findings',
        '/powers/findings?power=cluster.register',
        '/authorities',
        `/authorities/${idOf('ministry')}`,
        '/grants',
        '/people',
        '/api-keys',
      ]
      for (const address of addresses) {
        await page.goto(`${url}${address}`)
        await page.locator('main h1').waitFor()
        await page.locator('main :is(table, .branches, .cards)').first().waitFor()
        await settled(page)
        expect({ address, obstacles: await obstacles() }).toEqual({ address, obstacles: [] })
        expect({ address, overflows: await overflows(page) }).toEqual({ address, overflows: false })
      }
      // Who goes on before a page is whole breaks off what it asks: only what was answered counts.
      expect(troubles.filter((trouble) => /^[45]\d\d:/.test(trouble))).toEqual([])
      await close()
    })
  })

  it.each(Object.values(GRANTEES))(
    'lets the grantee do in $region what was refused before: $persona',
    async ({ persona, region }) => {
      // A function believes for a minute what it has read of somebody's powers.
      await expect
        .poll(() => addOrganisation(persona, region), { timeout: 150_000, interval: 2000 })
        .toBe(201)
    },
  )
})
