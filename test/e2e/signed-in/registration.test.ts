import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { verified } from '../../support/extracts.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled, tabTo } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    cluster: 'Coopers and Casks',
    names: 'Name',
    inLanguage: 'in English',
    category: 'Main field',
    regions: 'Regions',
    town: 'Town',
    saveDraft: 'Save the draft',
    apply: 'Apply for its entry in a register',
    saveApplication: 'Save the application as a draft',
    inRegister: 'Register',
    national: 'National register of clusters',
    save: 'Save',
    submit: 'Submit',
    review: 'Take up for review',
    giveBack: 'Return with remarks',
    register: 'Enter in the register',
    reason: 'Reason',
    addRemark: 'Add a remark',
    remarkField: 'Field of remark 1',
    remark: 'Remark 1',
    toCorrect: 'To be corrected',
    correct: 'correct it and submit it again',
    decide: 'decide',
    edit: 'Edit the profile',
    assessed: 'You assessed this application: somebody else decides on it.',
    isNew: 'new',
    kind: 'Kind',
    entered: 'Entered in the register.',
    work: /^Work on entry /,
    order: 'Have an extract issued',
    pdf: 'Download the PDF',
    suspend: 'Suspend',
    suspended: 'The entry is suspended.',
  },
  ru: {
    cluster: 'Бондари долины',
    names: 'Название',
    inLanguage: 'по-русски',
    category: 'Основная область',
    regions: 'Регионы',
    town: 'Город',
    saveDraft: 'Сохранить черновик',
    apply: 'Подать заявку на внесение в реестр',
    saveApplication: 'Сохранить заявку как черновик',
    inRegister: 'Реестр',
    national: 'Национальный реестр кластеров',
    save: 'Сохранить',
    submit: 'Подать',
    review: 'Взять на рассмотрение',
    giveBack: 'Вернуть с замечаниями',
    register: 'Внести в реестр',
    reason: 'Основание',
    addRemark: 'Добавить замечание',
    remarkField: 'Поле замечания 1',
    remark: 'Замечание 1',
    toCorrect: 'Исправить',
    correct: 'исправить и подать снова',
    decide: 'решить',
    edit: 'Изменить профиль',
    assessed: 'Вы оценивали эту заявку: решает другой.',
    isNew: 'новое',
    kind: 'Вид',
    entered: 'Внесено в реестр.',
    work: /^Работа с записью /,
    order: 'Оформить выписку',
    pdf: 'Скачать PDF',
    suspend: 'Приостановить',
    suspended: 'Запись приостановлена.',
  },
} as const

const Shown = z.looseObject({
  status: z.string(),
  seat: z.looseObject({ town: z.string() }),
  entries: z.array(z.looseObject({ status: z.string() })),
})

describe.skipIf(whyNoBrowser !== undefined)('registration in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it.each([ENGLISH, RUSSIAN])(
    'leads a cluster from draft to extract through three people: $language, $scheme, $width px',
    async (look) => {
      const t = TEXTS[look.language]
      const as = (persona: PersonaName, address: string) =>
        openSignedIn(browser, { url, address, look, persona })
      /** Chooses a step and sends its form. */
      const take = async (
        page: Page,
        step: string,
        fill: (form: ReturnType<Page['locator']>) => Promise<void>,
      ) => {
        await page.getByRole('button', { name: step, exact: true }).first().click()
        const form = page.locator('form', { has: page.getByRole('button', { name: step, exact: true }) })
        await fill(form)
        await form.getByRole('button', { name: step, exact: true }).click()
        // The step is over when it is no longer offered.
        await page.getByRole('button', { name: step, exact: true }).first().waitFor({ state: 'detached' })
      }
      const plainly = async () => undefined

      const manager = await as('manager', '/clusters/new')
      const { page } = manager
      await page.getByRole('group', { name: t.names, exact: true }).getByLabel(t.inLanguage).fill(t.cluster)
      await page.getByRole('combobox', { name: t.category }).selectOption('_U')
      await page.getByRole('combobox', { name: t.regions }).selectOption('DE-BY')
      await page.getByRole('button', { name: t.saveDraft }).click()
      await page.getByRole('link', { name: t.apply }).click()
      await page.getByRole('button', { name: t.saveApplication }).waitFor()
      // Other tests open registers meanwhile.
      const registers = page.getByRole('combobox', { name: t.inRegister })
      if ((await registers.count()) > 0) await registers.selectOption({ label: t.national })
      await page.getByRole('button', { name: t.saveApplication }).click()
      await page.waitForURL(/\/applications\/app_/)
      const address = new URL(page.url()).pathname
      await page.getByRole('cell', { name: t.isNew, exact: true }).first().waitFor()
      await settled(page)
      expect(await manager.obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await take(page, t.submit, plainly)

      const region = await as('region', '/applications')
      await region.page.locator(`main a[href^="${address}"]`).click()
      await region.page.getByRole('heading', { level: 1, name: t.cluster }).waitFor()
      await settled(region.page)
      // The step and its form by keyboard alone.
      await tabTo(region.page, t.review)
      await region.page.keyboard.press('Enter')
      await tabTo(region.page, t.review)
      await region.page.keyboard.press('Enter')
      await region.page.getByRole('button', { name: t.giveBack }).waitFor()
      await take(region.page, t.giveBack, async (form) => {
        await form.getByLabel(t.reason).fill('?')
        await form.getByRole('button', { name: t.addRemark }).click()
        await form.getByLabel(t.remarkField).selectOption('/seat/town')
        await form.getByLabel(t.remark, { exact: false }).last().fill('???')
        expect(await region.obstacles()).toEqual([])
        expect(await overflows(region.page)).toBe(false)
      })

      await page.goto(`${url}/work`)
      const row = page.getByRole('row', { name: t.cluster }).filter({ hasText: t.correct })
      await row.getByRole('link').click()
      await page.getByRole('heading', { name: t.toCorrect }).waitFor()
      await page.getByRole('link', { name: t.edit }).click()
      await page.getByLabel(t.town, { exact: true }).fill('Murnau')
      await page.getByRole('button', { name: t.save, exact: true }).click()
      await page.waitForURL(/\/clusters\/clu_[^/]*$/)
      const cluster = new URL(page.url()).pathname
      await page.goto(`${url}${address}`)
      await take(page, t.submit, plainly)

      await region.page.reload()
      await take(region.page, t.review, plainly)
      await region.page.getByText(t.assessed).waitFor()
      expect(await region.page.getByRole('button', { name: t.register }).count()).toBe(0)
      await region.close()

      const ministry = await as('ministry', '/work')
      await ministry.page
        .getByRole('row', { name: t.cluster })
        .filter({ hasText: t.decide })
        .getByRole('link')
        .click()
      await take(ministry.page, t.register, async (form) => {
        await form.getByLabel(t.kind).first().fill('Order')
      })
      await ministry.page.getByText(t.entered).waitFor()
      const shown = Shown.parse(await (await platform.api(cluster)).json())
      expect(shown).toMatchObject({
        status: 'registered',
        seat: { town: 'Murnau' },
        entries: [{ status: 'registered' }],
      })

      await page.goto(`${url}${cluster}`)
      await page.getByRole('link', { name: t.work }).click()
      await page.getByRole('button', { name: t.order }).click()
      const code = await page.locator('#extract ~ p strong').textContent()
      await expect.poll(() => verified(platform, code ?? '')).toMatchObject({ extract: { state: 'issued' } })
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: t.pdf }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/\.pdf$/)
      expect(await (await platform.api(`/extracts/${code}`)).json()).toMatchObject({ result: 'current' })
      expect(await manager.obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await manager.close()

      await ministry.page.goto(`${url}${cluster}`)
      await ministry.page.getByRole('link', { name: t.work }).click()
      await take(ministry.page, t.suspend, async (form) => {
        await form.getByLabel(t.reason).first().fill('Inspection')
        await form.getByLabel(t.kind).first().fill('Order')
      })
      await ministry.page.getByText(t.suspended).waitFor()
      expect(Shown.parse(await (await platform.api(cluster)).json()).status).toBe('suspended')
      await ministry.close()
    },
  )

  it.each([ENGLISH, RUSSIAN])(
    'has no obstacles on the pages where it begins: $language, $scheme, $width px',
    async (look) => {
      const [cluster] = await sampledClusters(platform, 'DE-BY')
      const { page, obstacles, close } = await openSignedIn(browser, {
        url,
        address: '/work',
        look,
        persona: 'manager',
      })
      for (const address of [
        '/work',
        '/applications',
        '/clusters/new',
        `/applications/new?cluster=${cluster}`,
        `/clusters/${cluster}/members`,
      ]) {
        await page.goto(`${url}${address}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await settled(page)
        expect({ address, obstacles: await obstacles() }).toEqual({ address, obstacles: [] })
        expect({ address, overflows: await overflows(page) }).toEqual({ address, overflows: false })
      }
      await close()
    },
  )
})
