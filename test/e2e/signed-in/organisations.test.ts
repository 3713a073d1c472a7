import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { sampledClusters } from '../../support/sampled-clusters.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    name: 'Lakeside Instruments',
    inLanguage: 'in English',
    kind: 'Kind',
    region: 'Region of the seat',
    town: 'Town of the seat',
    addIdentifier: 'Add an identifier',
    value: /^Identifier 1/,
    inn: '7707083893',
    mistyped: '7707083894',
    save: 'Save',
    one: 'Not sent: 1 thing is to be corrected.',
    added: 'The organisation is added.',
    likely: 'Is it one of these?',
    reason: 'Why it has no identifier',
    another: 'It is another one: save it',
    seek: 'LEI, OGRN, INN, VAT, EUID …',
    search: 'Search',
    noIdentifier: /^That is no identifier of a known scheme/,
    edit: 'Edit',
    saved: 'The organisation is changed.',
    twice: 'Merge this record into it',
    mergeAct: 'Kind',
    mergeReason: 'Reason',
    merged: 'The records are merged: this one stays.',
    facility: 'Lakeside Laboratory',
    addFacility: 'Add a facility',
    facilityType: 'Type',
    facilityRegion: 'Region',
    occupancy: 'In use',
    facilityAdded: 'The facility is added.',
    facilitySaved: 'The facility is changed.',
    drop: 'Delete the facility',
    dropped: 'The facility is deleted.',
  },
  ru: {
    name: 'Озёрные приборы',
    inLanguage: 'по-русски',
    kind: 'Вид',
    region: 'Регион местонахождения',
    town: 'Город местонахождения',
    addIdentifier: 'Добавить идентификатор',
    value: /^Идентификатор 1/,
    inn: '7736050003',
    mistyped: '7736050004',
    save: 'Сохранить',
    one: 'Не отправлено: нужно исправить 1 место.',
    added: 'Организация добавлена.',
    likely: 'Это одна из них?',
    reason: 'Почему нет идентификатора',
    another: 'Это другая: сохранить',
    seek: 'ОГРН, ИНН, LEI, VAT, EUID …',
    search: 'Искать',
    noIdentifier: /^Это не идентификатор известной системы/,
    edit: 'Изменить',
    saved: 'Организация изменена.',
    twice: 'Объединить эту запись с ней',
    mergeAct: 'Вид',
    mergeReason: 'Основание',
    merged: 'Записи объединены: остаётся эта.',
    facility: 'Озёрная лаборатория',
    addFacility: 'Добавить объект',
    facilityType: 'Тип',
    facilityRegion: 'Регион',
    occupancy: 'Занято',
    facilityAdded: 'Объект добавлен.',
    facilitySaved: 'Объект изменён.',
    drop: 'Удалить объект',
    dropped: 'Объект удалён.',
  },
} as const

const Found = z.object({
  items: z.array(z.looseObject({ id: z.string(), seat: z.looseObject({ town: z.string().optional() }) })),
})

describe.skipIf(whyNoBrowser !== undefined)('organisations and facilities in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  it.each([ENGLISH, RUSSIAN])(
    'lets one add, find, change and merge an organisation: $language, $scheme, $width px',
    async (look) => {
      const t = TEXTS[look.language]
      const opened = await openSignedIn(browser, {
        url,
        address: '/organisations/new',
        look,
        persona: 'ministry',
      })
      const { page, obstacles } = opened
      const clear = async () => {
        await settled(page)
        expect({ at: page.url(), obstacles: await obstacles() }).toEqual({ at: page.url(), obstacles: [] })
        expect({ at: page.url(), overflows: await overflows(page) }).toEqual({
          at: page.url(),
          overflows: false,
        })
      }
      const describeIt = async () => {
        await page.getByLabel(t.inLanguage).first().fill(t.name)
        await page.getByRole('combobox', { name: t.kind }).selectOption('firm')
        await page.getByRole('combobox', { name: t.region }).selectOption('DE-BY')
      }
      const send = (name: string) => page.getByRole('button', { name, exact: true }).click()

      await describeIt()
      await send(t.addIdentifier)
      // What was added has the focus.
      await page.keyboard.type('RU-INN')
      await page.getByRole('textbox', { name: t.value }).fill(t.mistyped)
      await send(t.save)
      await page.getByText(t.one).waitFor()
      await clear()
      await page.getByRole('textbox', { name: t.value }).fill(t.inn)
      await send(t.save)
      await page.getByText(t.added).waitFor()
      const first = new URL(page.url()).pathname
      await page.getByRole('cell', { name: t.inn }).waitFor()

      // The same once more: it is asked whether it is the one that is there.
      await page.goto(`${url}/organisations/new`)
      await describeIt()
      await page.getByLabel(t.reason).fill('?')
      await send(t.save)
      await page.getByRole('heading', { name: t.likely }).waitFor()
      await clear()
      await send(t.another)
      await page.waitForURL((at) => /\/organisations\/org_/.test(at.pathname) && at.pathname !== first)

      await page.getByRole('button', { name: t.twice }).first().click()
      const merging = page.locator('form')
      await merging.getByLabel(t.mergeReason).fill('Recorded twice')
      await merging.getByLabel(t.mergeAct).first().fill('Order')
      await clear()
      await merging.getByRole('button', { name: t.twice }).click()
      await page.getByText(t.merged).waitFor()
      await page.waitForURL((at) => at.pathname === first)

      await page.goto(`${url}/organisations`)
      await page.getByLabel(t.seek).fill(t.mistyped)
      await send(t.search)
      await page.getByText(t.noIdentifier).waitFor()
      await page.getByLabel(t.seek).fill(t.inn)
      await send(t.search)
      await page.getByRole('link', { name: t.name }).waitFor()
      expect(await page.getByRole('row').count()).toBe(2)
      await clear()
      await page.getByRole('link', { name: t.name }).click()
      await page.getByRole('link', { name: t.edit, exact: true }).click()
      await page.getByLabel(t.town).fill('Lindau')
      await clear()
      await send(t.save)
      await page.getByText(t.saved).waitFor()
      await page.waitForURL((at) => at.pathname === first)
      await clear()
      const found = Found.parse(await (await platform.api(`/organisations?identifier=${t.inn}`)).json())
      expect(found.items).toMatchObject([{ seat: { town: 'Lindau' } }])
      await opened.close()
    },
  )

  it.each([ENGLISH, RUSSIAN])(
    'lets one add, change and delete a facility of a cluster: $language, $scheme, $width px',
    async (look) => {
      const t = TEXTS[look.language]
      const [cluster] = await sampledClusters(platform, 'DE-BY')
      const list = `/clusters/${cluster}/facilities`
      const opened = await openSignedIn(browser, { url, address: list, look, persona: 'ministry' })
      const { page, obstacles } = opened
      const clear = async () => {
        await settled(page)
        expect(await obstacles()).toEqual([])
        expect(await overflows(page)).toBe(false)
      }
      await clear()
      await page.getByRole('link', { name: t.addFacility }).click()
      await page.getByLabel(t.inLanguage).first().fill(t.facility)
      await page.getByRole('combobox', { name: t.facilityType }).selectOption('laboratory')
      await page.getByRole('combobox', { name: t.facilityRegion }).selectOption('DE-BY')
      await clear()
      const save = () => page.getByRole('button', { name: t.save, exact: true }).click()
      await save()
      await page.getByText(t.facilityAdded).waitFor()
      const row = rowOf(page, t.facility)
      await row.getByRole('link').click()
      await page.getByRole('spinbutton', { name: t.occupancy }).fill('0.5')
      await clear()
      await save()
      await page.getByText(t.facilitySaved).waitFor()
      await row.getByText(/50[.,]0/).waitFor()
      await row.getByRole('link').click()
      await page.getByRole('button', { name: t.drop }).click()
      await page.getByRole('dialog').getByRole('button', { name: t.drop }).click()
      await page.getByText(t.dropped).waitFor()
      await expect.poll(() => row.count()).toBe(0)
      await opened.close()
    },
  )
})

const rowOf = (page: Page, name: string) => page.getByRole('row', { name })
