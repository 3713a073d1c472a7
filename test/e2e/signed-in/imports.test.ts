import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Look, openBrowser, whyNoBrowser } from '../../support/browser.ts'
import { suitePlatform } from '../../support/platform.ts'
import { overflows } from '../../support/portal-pages.ts'
import { openSignedIn } from '../../support/sign-in.ts'

const ENGLISH: Look = { language: 'en', scheme: 'light', width: 1440 }
const RUSSIAN: Look = { language: 'ru', scheme: 'dark', width: 360 }

const TEXTS = {
  en: {
    kind: 'What the table holds',
    table: 'Table',
    archive: 'The file is an archive, as XLSX files are; save its table as "CSV UTF-8"',
    unfilled: /^Still needed: name_en\./,
    fieldOf: 'Field that title fills',
    twice: 'code is filled twice: leave one of the two out.',
    look: 'Check without sending',
    looked: 'Nothing was sent. In order: 1. Not in order: 1.',
    empty: 'code: is empty',
    send: 'Import',
    first: 'Created: 1. Updated: 0. Unchanged: 0. Rejected: 1.',
    cell: 'code, row 1',
    again: 'Import these rows again',
    second: 'Created: 1. Updated: 0. Unchanged: 0. Rejected: 0.',
    save: 'Save as CSV',
    lookAgain: 'Check again with the corrections',
    allGood: 'Nothing was sent. In order: 2. Not in order: 0.',
    unchanged: 'Created: 0. Updated: 0. Unchanged: 2. Rejected: 0.',
    brokenOff: /^What was sent before stays\./,
    lacking: 'Importing this takes a power that no position of yours gives.',
  },
  ru: {
    kind: 'Что в таблице',
    table: 'Таблица',
    archive: 'Файл — архив, как и файлы XLSX; сохраните таблицу как «CSV UTF-8»',
    unfilled: /^Ещё нужно: name_en\./,
    fieldOf: 'Поле для столбца title',
    twice: 'Поле code заполняется дважды: один из столбцов не берите.',
    look: 'Проверить без отправки',
    looked: 'Ничего не отправлено. В порядке: 1. Не в порядке: 1.',
    empty: 'code: не заполнено',
    send: 'Импортировать',
    first: 'Создано: 1. Обновлено: 0. Без изменений: 0. Отклонено: 1.',
    cell: 'code, строка 1',
    again: 'Импортировать эти строки снова',
    second: 'Создано: 1. Обновлено: 0. Без изменений: 0. Отклонено: 0.',
    save: 'Сохранить как CSV',
    lookAgain: 'Проверить с исправлениями',
    allGood: 'Ничего не отправлено. В порядке: 2. Не в порядке: 0.',
    unchanged: 'Создано: 0. Обновлено: 0. Без изменений: 2. Отклонено: 0.',
    brokenOff: /^Отправленное сохранено\./,
    lacking: 'Для такого импорта нужно полномочие, которого не даёт ни одна ваша должность.',
  },
} as const

const Codes = z.object({ items: z.array(z.object({ code: z.string(), names: z.unknown() })) })

describe.skipIf(whyNoBrowser !== undefined)('imports in the portal', () => {
  const platform = suitePlatform()
  const { url } = platform
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const categories = async () =>
    Codes.parse(await (await platform.api('/code-lists/categories?limit=200')).json()).items

  describe.each([ENGLISH, RUSSIAN])('$language, $scheme, $width px', (look) => {
    const texts = TEXTS[look.language]
    const code = (number: number) => `IMPORT${look.language.toUpperCase()}${number}`
    const table = `code;title;area\n${code(1)};Первое;1\n;Второе;2\n`

    const choose = (page: Page, content: string) =>
      page.getByLabel(texts.table, { exact: true }).setInputFiles({
        name: 'fields.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(content),
      })
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
    const open = () =>
      openSignedIn(browser, { url, address: '/imports?kind=categories', look, persona: 'analyst' })

    it('maps columns, looks before it sends, and imports rejected rows once they are corrected', async () => {
      const { page, obstacles, close } = await open()
      await choose(page, 'PK\u0003\u0004')
      await page.getByRole('alert').getByText(texts.archive).waitFor()
      await choose(page, table)
      await page.getByText(texts.unfilled).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      await page.getByLabel(texts.fieldOf).selectOption('code')
      await page.getByText(texts.twice).waitFor()
      await page.getByLabel(texts.fieldOf).selectOption('name_ru')
      await page.getByText(texts.unfilled).waitFor({ state: 'detached' })

      await press(page, texts.look)
      await page.getByText(texts.looked).waitFor()
      await page.getByText(texts.empty).waitFor()
      expect(await categories()).not.toContainEqual(expect.objectContaining({ code: code(1) }))

      await press(page, texts.send)
      await page.getByText(texts.first).waitFor()
      expect(await obstacles()).toEqual([])
      expect(await overflows(page)).toBe(false)
      const download = page.waitForEvent('download')
      await press(page, texts.save)
      expect((await download).suggestedFilename()).toBe('fields.rejected.csv')
      expect(readFileSync(await (await download).path(), 'utf8')).toBe(
        `\uFEFFcode;title;area;rejected_reason\n;Второе;2;${texts.empty}\n`,
      )
      await page.getByLabel(texts.cell).fill(code(2))
      await press(page, texts.again)
      await page.getByText(texts.second).waitFor()
      expect(await categories()).toEqual(
        expect.arrayContaining(
          [
            { code: code(1), names: { ru: 'Первое' } },
            { code: code(2), names: { ru: 'Второе' } },
          ].map((one) => expect.objectContaining(one)),
        ),
      )
      await close()
    })

    it('sends corrections with all other rows, and goes on after it was broken off', async () => {
      const { page, close } = await open()
      await choose(page, table)
      await page.getByLabel(texts.fieldOf).selectOption('name_ru')
      await press(page, texts.look)
      await page.getByLabel(texts.cell).fill(code(2))
      await press(page, texts.lookAgain)
      await page.getByText(texts.allGood).waitFor()
      const bulk = '**/api/v1/code-lists/categories'
      await page.route(bulk, (route) =>
        route.fulfill({ status: 403, contentType: 'application/problem+json', body: '{}' }),
      )
      await press(page, texts.send)
      await page.getByText(texts.brokenOff).waitFor()
      await page.unroute(bulk)
      await press(page, texts.send)
      await page.getByText(texts.unchanged).waitFor()
      await close()
    })

    it('explains to who may not import a kind that a power is missing', async () => {
      const { page, obstacles, close } = await openSignedIn(browser, {
        url,
        address: '/imports?kind=grants',
        look,
        persona: 'analyst',
      })
      await page.getByText(texts.lacking).waitFor()
      expect(await page.getByLabel(texts.kind).inputValue()).toBe('grants')
      expect(await obstacles()).toEqual([])
      await close()
    })
  })
})
