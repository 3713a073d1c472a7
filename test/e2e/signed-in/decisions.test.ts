import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    cluster: 'Bell Founders of the Ammer',
    reason: 'Reason',
    kind: 'Kind',
    town: 'Town',
    withdraw: 'Withdraw',
    withdrawn: 'Withdrawn.',
    rules: 'Rules',
    keep: 'Keep this assessment',
    kept: 'The assessment is kept.',
    show: 'Show on what the assessment',
    otherMembers: 'What if: other members',
    addOrganisation: 'Add an organisation',
    seek: 'How its name begins',
    found: '1 found',
    seeIf: 'See what would be',
    supposed: 'Supposed: 1 organisation more, 0 members fewer.',
    foundOne: 'Found: 1',
    asItIs: 'As it is',
    role: 'research',
    refuse: 'Refuse',
    refused: 'Refused; the applicant is told.',
    saveApplication: 'Save the application as a draft',
    submit: 'Submit',
    submitted: 'Submitted: the authority decides now.',
    amend: 'Amend the entry',
    amended: 'The entry is amended.',
    changed: 'changed',
    reinstate: 'Reinstate',
    reinstated: 'The entry is in force again.',
    remove: 'Remove',
    removed: 'The entry is removed; its number stays its own.',
    annul: 'Annul',
    annulled: 'The entry is annulled from its first day.',
    left: 'no member any more',
    notThen: /^The cluster stood in no register on that day/,
    asOf: 'In force on',
    showDay: 'Show',
  },
  ru: {
    cluster: 'Колокольные мастера долины',
    reason: 'Основание',
    kind: 'Вид',
    town: 'Город',
    withdraw: 'Отозвать',
    withdrawn: 'Отозвано.',
    rules: 'Правила',
    keep: 'Сохранить эту оценку',
    kept: 'Оценка сохранена.',
    show: 'Показать, на чём основана оценка',
    otherMembers: 'Что если: другие участники',
    addOrganisation: 'Добавить организацию',
    seek: 'Как начинается название',
    found: 'Найдена 1',
    seeIf: 'Посмотреть, что будет',
    supposed: 'Предположено: вступают — 1 организация, выходят — 0 участников.',
    foundOne: 'Есть: 1',
    asItIs: 'Как есть',
    role: 'исследования',
    refuse: 'Отклонить',
    refused: 'Отклонено; заявитель уведомлён.',
    saveApplication: 'Сохранить заявку как черновик',
    submit: 'Подать',
    submitted: 'Подано: теперь решает ведомство.',
    amend: 'Изменить запись',
    amended: 'Запись изменена.',
    changed: 'изменено',
    reinstate: 'Восстановить',
    reinstated: 'Запись снова действует.',
    remove: 'Исключить',
    removed: 'Запись исключена; номер остаётся за ней.',
    annul: 'Аннулировать',
    annulled: 'Запись аннулирована с первого дня.',
    left: 'больше не участвует',
    notThen: /^В тот день кластер не состоял в реестре/,
    asOf: 'Действовало на',
    showDay: 'Показать',
  },
} as const

const ACT = { kind: 'Order', number: '7-R' }
const Made = z.looseObject({ id: z.string() })
const Entered = z.looseObject({ number: z.string() })
const Entry = z.looseObject({ status: z.string() })
const Shown = z.looseObject({ seat: z.looseObject({ town: z.string().optional() }) })
const Memberships = z.object({
  items: z.array(z.looseObject({ cluster: z.string(), from: z.string(), to: z.string().nullable() })),
})

describe.skipIf(whyNoBrowser !== undefined)('decisions of a register in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const post = async (as: PersonaName, path: string, version: number, body: object): Promise<unknown> => {
    const response = await platform.api(path, {
      method: 'POST',
      as,
      body,
      headers: { 'if-match': `"${version}"` },
    })
    const answer: unknown = await response.json()
    expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
    return answer
  }
  const today = new Date().toISOString().slice(0, 10)

  /** A research institute that is a member of no cluster. */
  const anInstitute = async (language: 'en' | 'ru'): Promise<string> => {
    const name = language === 'en' ? 'Bell Acoustics Institute' : 'Институт акустики колоколов'
    await post('ministry', '/organisations', 0, {
      names: { [language]: name },
      kind: 'research-institute',
      seat: { region: 'DE-BY' },
      noIdentifierReason: 'not registered yet',
    })
    return name
  }

  /** An application for the entry of a cluster, submitted and, unless it is to be withdrawn, under review. */
  const applied = async (cluster: string, { reviewed }: { readonly reviewed: boolean }): Promise<string> => {
    const { id } = Made.parse(await post('manager', '/applications', 0, { cluster, register: 'national' }))
    await post('manager', `/applications/${id}/submission`, 1, {})
    if (reviewed) await post('region', `/applications/${id}/review`, 2, {})
    return id
  }

  it.each([ENGLISH, RUSSIAN])(
    'withdraws, refuses, amends, reinstates, removes and annuls: $language, $scheme, $width px',
    async (look) => {
      const { language } = look
      const t = TEXTS[language]
      const as = (persona: PersonaName, address: string) =>
        openSignedIn(browser, { url, address, look, persona })
      /** Chooses a step, fills its form in and sends it. */
      const take = async (page: Page, step: string, done: string, isDecided: boolean) => {
        await page.getByRole('button', { name: step, exact: true }).first().click()
        const form = page.locator('form', { has: page.getByRole('button', { name: step, exact: true }) })
        if (isDecided) {
          await form.getByLabel(t.reason).first().fill('Inspection')
          await form.getByLabel(t.kind).first().fill('Order')
        }
        await form.getByRole('button', { name: step, exact: true }).click()
        await page.getByText(done).waitFor()
      }

      const draft = { names: { [language]: t.cluster }, primaryCategory: '_U', regions: ['DE-BY'] }
      const { id: cluster } = Made.parse(await post('manager', '/clusters', 0, draft))

      const first = await applied(cluster, { reviewed: false })
      const manager = await as('manager', `/applications/${first}`)
      await take(manager.page, t.withdraw, t.withdrawn, false)

      const second = await applied(cluster, { reviewed: true })
      const ministry = await as('ministry', `/applications/${second}`)
      const { page } = ministry
      const rules = page.getByRole('combobox', { name: t.rules })
      await rules.waitFor()
      await rules.selectOption({ index: 1 })
      const joining = await anInstitute(language)
      await page.getByText(t.otherMembers).click()
      await page.getByRole('button', { name: t.addOrganisation }).click()
      await page.getByLabel(t.seek).fill(joining)
      await page.getByLabel(t.found).selectOption({ index: 1 })
      await page.getByLabel(t.role, { exact: true }).check()
      const seeIf = page.getByRole('button', { name: t.seeIf })
      await seeIf.last().click()
      await page.getByText(t.supposed).waitFor()
      await page.getByText(t.foundOne).first().waitFor()
      expect(await page.getByRole('button', { name: t.keep }).count()).toBe(0)
      await page.getByRole('button', { name: t.asItIs }).click()
      await page.getByText(t.foundOne).first().waitFor({ state: 'detached' })
      await page.getByRole('button', { name: t.keep }).click()
      await page.getByText(t.kept).waitFor()
      await page.getByRole('button', { name: t.show }).click()
      await page.locator('#assessments ~ h3').waitFor()
      await settled(page)
      expect(await ministry.obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await take(page, t.refuse, t.refused, true)

      const third = await applied(cluster, { reviewed: true })
      const decision = { decisionDate: today, act: ACT }
      const { number } = Entered.parse(
        await post('ministry', `/applications/${third}/registration`, 3, decision),
      )

      await manager.page.goto(`${url}/applications/new?cluster=${cluster}`)
      await manager.page.getByLabel(t.town, { exact: true }).fill('Weilheim')
      await manager.page.getByRole('button', { name: t.saveApplication }).click()
      await manager.page.waitForURL(/\/applications\/app_/)
      const amendment = new URL(manager.page.url()).pathname
      await manager.page.getByRole('cell', { name: t.changed, exact: true }).waitFor()
      await take(manager.page, t.submit, t.submitted, false)
      await manager.close()
      await post('region', `${amendment}/review`, 2, {})
      await page.goto(`${url}${amendment}`)
      await take(page, t.amend, t.amended, true)
      expect(Shown.parse(await (await platform.api(`/clusters/${cluster}`)).json()).seat.town).toBe(
        'Weilheim',
      )

      const entry = `/registers/national/entries/${number}`
      const statusOf = async () => Entry.parse(await (await platform.api(entry)).json()).status
      await post('ministry', `${entry}/suspension`, 2, { act: ACT, reason: 'Inspection', inForce: today })
      await page.goto(`${url}/entries?register=national&number=${encodeURIComponent(number)}`)
      await take(page, t.reinstate, t.reinstated, true)
      expect(await statusOf()).toBe('registered')
      await take(page, t.remove, t.removed, true)
      expect(await statusOf()).toBe('removed')
      await settled(page)
      expect(await ministry.obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await take(page, t.annul, t.annulled, true)
      expect(await statusOf()).toBe('annulled')
      await ministry.close()
    },
  )

  it.each([ENGLISH, RUSSIAN])(
    'shows a past day of a cluster to everybody, by its address: $language, $scheme, $width px',
    async (look) => {
      const t = TEXTS[look.language]
      const clusters = await sampledClusters(platform, 'DE-BY')
      const lists = await Promise.all(
        clusters.map(async (id) =>
          Memberships.parse(await (await platform.api(`/clusters/${id}/memberships?limit=200`)).json()),
        ),
      )
      const ended = lists.flatMap((one) => one.items).find(({ to }) => to !== null && to <= today)
      expect(ended).toBeDefined()
      const { page, obstacles, close } = await openPage(
        browser,
        `${url}/clusters/${ended?.cluster}/history?asOf=${ended?.from}`,
        look,
      )
      await page.getByRole('cell', { name: t.left }).first().waitFor()
      await settled(page)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByLabel(t.asOf).fill('1990-01-01')
      await page.getByRole('button', { name: t.showDay }).click()
      await page.getByText(t.notThen).waitFor()
      expect(new URL(page.url()).searchParams.get('asOf')).toContain('1990-01-01')
      await close()
    },
  )
})
