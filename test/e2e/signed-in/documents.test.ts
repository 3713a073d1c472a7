import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, openPage, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows, settled } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    file: /^File \(/,
    title: /^in English/,
    language: /^Language of the document/,
    visibility: /^Who may read it/,
    send: 'Publish',
    missing: 'File: choose a file',
    kind: /^File: files of this kind are not published/,
    gone: /^You had chosen guide.pdf/,
    available: 'The file was checked: the document is published.',
    refused: 'The file was refused: The content is not of the type application/pdf.',
    broken: 'The file did not arrive: the connection was interrupted. All else is kept.',
    again: 'Send it again',
    read: 'Read it in the library',
    next: 'Send the file',
    save: 'Save',
    saved: 'What is said of the document is saved.',
    withdraw: 'Withdraw',
    reason: /^Reason/,
    withdrawn: 'The document is withdrawn.',
    state: 'State',
    lacking: 'Publishing takes the power to publish documents. No position of yours gives it.',
  },
  ru: {
    file: /^Файл \(/,
    title: /^по-русски/,
    language: /^Язык документа/,
    visibility: /^Кому доступен/,
    send: 'Опубликовать',
    missing: 'Файл: выберите файл',
    kind: /^Файл: файлы такого вида не публикуются/,
    gone: /^Вы выбирали guide.pdf/,
    available: 'Файл проверен: документ опубликован.',
    refused: 'Файл отклонён: Содержимое файла не соответствует типу application/pdf.',
    broken: 'Файл не получен: связь прервалась. Всё остальное сохранено.',
    again: 'Отправить снова',
    read: 'Открыть в библиотеке',
    next: 'Отправить файл',
    save: 'Сохранить',
    saved: 'Описание документа сохранено.',
    withdraw: 'Отозвать',
    reason: /^Причина/,
    withdrawn: 'Документ отозван.',
    state: 'Состояние',
    lacking: 'Для публикации нужно полномочие «публиковать документы». Ни одна ваша должность его не даёт.',
  },
} as const

const Listed = z.object({
  items: z.array(z.object({ id: z.string(), titles: z.record(z.string(), z.string()), sha256: z.string() })),
})

const pdf = (text: string) => ({
  name: 'guide.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`),
})

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.skipIf(whyNoBrowser !== undefined)('publishing documents in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  /** What everybody finds in the library under a title. */
  const found = async (title: string) => {
    const { items } = Listed.parse(await (await platform.api('/documents?sort=date&order=desc')).json())
    return items.find(({ titles }) => Object.values(titles).includes(title))
  }

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]
    const title = `Guide to the register, ${look.language}`

    const signedIn = (address: string) => openSignedIn(browser, { url, address, look, persona: 'ministry' })
    const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
    const choose = (page: Page, file: ReturnType<typeof pdf>) =>
      page.getByLabel(texts.file).setInputFiles(file)
    const manageOf = async (name: string) => `/documents/${(await found(name))?.id}/manage`

    /** Fills in the form of a new document and sends it with a file. */
    const publish = async (page: Page, name: string, file: ReturnType<typeof pdf>) => {
      await page.getByLabel(texts.title).first().fill(name)
      await page.getByLabel(texts.language).selectOption(look.language)
      await page.getByLabel(texts.visibility).selectOption('public')
      await choose(page, file)
      await page.getByText('guide.pdf,').waitFor()
      await button(page, texts.send).click()
    }

    it('goes from the form to the library, and says of a file what is wrong before it leaves', async () => {
      const { page, obstacles, close } = await signedIn('/documents/new')
      await page.getByLabel(texts.title).first().fill(title)
      await button(page, texts.send).click()
      await page.getByText(texts.missing).waitFor()
      await choose(page, { ...pdf('x'), name: 'guide.exe' })
      await page.getByText('guide.exe,').waitFor()
      await button(page, texts.send).click()
      await page.getByText(texts.kind).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)

      await choose(page, pdf('first'))
      await page.getByText('guide.pdf,').waitFor()
      await page.reload()
      await page.getByText(texts.gone).waitFor()
      expect(await page.getByLabel(texts.title).first().inputValue()).toBe(title)

      await publish(page, title, pdf('first'))
      await page.getByRole('status').getByText(texts.available).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByRole('link', { name: texts.read }).click()
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await close()

      const visit = await openPage(browser, `${url}/documents`, look)
      await visit.page.getByRole('link', { name: title }).waitFor()
      expect(visit.troubles).toEqual([])
      await visit.close()
      const { id = '', sha256: declared } = (await found(title)) ?? {}
      const { url: file } = z
        .object({ url: z.string() })
        .parse(await (await platform.api(`/documents/${id}/download`)).json())
      expect(sha256(await (await fetch(file)).bytes())).toBe(declared)
    })

    it('tells why a file was refused, keeps all that was said, and takes a corrected one', async () => {
      const name = `${title}: refused`
      const { page, obstacles, close } = await signedIn('/documents/new')
      await publish(page, name, { ...pdf(''), buffer: Buffer.from('MZ no PDF') })
      await page.getByRole('status').getByText(texts.refused).waitFor()
      expect(await page.getByLabel(texts.title).first().inputValue()).toBe(name)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      expect(await found(name)).toBeUndefined()
      await choose(page, pdf('second'))
      await page.getByText('guide.pdf,').waitFor()
      await button(page, texts.next).click()
      await page.getByRole('status').getByText(texts.available).waitFor()
      expect((await found(name))?.sha256).toBe(sha256(pdf('second').buffer))
      await close()
    })

    it('sends a file again whose way was interrupted', async () => {
      const name = `${title}: interrupted`
      const { page, obstacles, close } = await signedIn('/documents/new')
      const isFile = ({ origin }: URL) => origin !== new URL(url).origin
      await page.route(isFile, (route) => route.abort())
      await publish(page, name, pdf('third'))
      await page.getByRole('status').getByText(texts.broken).waitFor()
      expect(await obstacles()).toEqual([])
      await page.unroute(isFile)
      await button(page, texts.again).click()
      await page.getByRole('status').getByText(texts.available).waitFor()
      expect((await found(name))?.sha256).toBe(sha256(pdf('third').buffer))
      await close()
    })

    it('changes what is said of a document, and withdraws it with a reason', async () => {
      const { page, obstacles, close } = await signedIn(await manageOf(`${title}: interrupted`))
      await page.getByLabel(texts.title).first().fill(`${title}: renamed`)
      await button(page, texts.save).click()
      await page.getByText(texts.saved).waitFor()
      expect((await found(`${title}: renamed`))?.sha256).toBe(sha256(pdf('third').buffer))
      await button(page, texts.withdraw).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(texts.reason).fill('Superseded')
      expect(await obstacles()).toEqual([])
      await dialog.getByRole('button', { name: texts.withdraw, exact: true }).click()
      await page.locator('.done').getByText(texts.withdrawn).waitFor()
      expect(await found(`${title}: renamed`)).toBeUndefined()
      await page.goto(`${url}/documents/manage`)
      await page.getByLabel(texts.state).selectOption('withdrawn')
      await page.getByRole('link', { name: `${title}: renamed` }).waitFor()
      await settled(page)
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await close()
    })

    it('explains to who may not publish which power that takes', async () => {
      const { page, obstacles, close } = await openSignedIn(browser, {
        url,
        address: '/documents/new',
        look,
        persona: 'participant',
      })
      await page.getByText(texts.lacking).waitFor()
      expect(await obstacles()).toEqual([])
      await close()
    })
  })
})
