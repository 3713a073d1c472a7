import { extractText } from 'unpdf'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Typeset } from '#typesetting/typesetter'
import { printedExtract } from './printed-extract.ts'
import { realTypesetter } from './support.ts'

const HOSTILE = '#panic("x") */ $ \\ ] <script> "quoted" {"a":1}'

const printedIn = (language: 'en' | 'ru') =>
  printedExtract(language, { descriptions: { en: HOSTILE, ru: HOSTILE } })

describe('a printed extract', () => {
  it('says all in the language that was asked for', async () => {
    const russian = await printedIn('ru')
    expect(russian).toMatchObject({
      title: 'Выписка из реестра: запись 2024-0001',
      register: 'Национальный реестр кластеров',
      decisions: {
        rows: [
          ['внесение в реестр', '01.05.2024', 'Order'],
          ['приостановление', '12.03.2026', 'Order 7'],
        ],
      },
      issuedAt: [2026, 3, 13, 9, 30, 15],
    })
    const rows = new Map(russian.sections.flatMap((section) => section.rows))
    expect(rows.get('Состояние')).toBe('приостановлена, с 12.03.2026')
    expect(rows.get('Наименование кластера')).toBe('Оптическая долина')
    expect(rows.get('Наименование на других языках')).toBe('Optics Valley')
    expect(rows.get('Регионы')).toBe('Бавария (DE-BY)')
    expect(rows.get('Управляющая организация')).toBe('Дирекция оптики')

    const english = await printedIn('en')
    const names = new Map(english.sections.flatMap((section) => section.rows))
    expect(names.get('Holds until (this day no longer included)')).toBe('without term')
    expect(english.statement).toBe(
      'What was in force on 2026-03-13, as the register knew it at 2026-03-13 00:00:00.000 UTC. Issued at 2026-03-13 09:30:15.250 UTC.',
    )
  })
})

describe('the PDF of an extract', () => {
  let typeset: Typeset
  beforeAll(async () => {
    typeset = await realTypesetter()
  })

  it('opens, is tagged, and has its title and language', async () => {
    const text = Buffer.from(typeset(await printedIn('ru'))).toString('latin1')
    expect(text.startsWith('%PDF-1.')).toBe(true)
    expect(text.trimEnd().endsWith('%%EOF')).toBe(true)
    expect(text).toMatch(/\/StructTreeRoot \d+ 0 R/)
    expect(text).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
    expect(text).toMatch(/\/Lang \(ru/)
    const title = Buffer.from('Выписка из реестра: запись 2024-0001', 'utf16le').swap16().toString('hex')
    expect(text.toLowerCase()).toContain(`<feff${title}>`)
    for (const tag of ['/H1', '/H2', '/L', '/Table', '/TH', '/TD', '/Link']) expect(text).toContain(tag)
  })

  it('takes no text for markup, and prints it as it is', async () => {
    const { text } = await extractText(typeset(await printedIn('en')).slice(), { mergePages: true })
    expect(text.replaceAll('\n', ' ')).toContain(HOSTILE)
  })

  it('is made whatever characters a text has', async () => {
    const given = await printedIn('en')
    for (const title of ['\u0000\u0007', '\uD800', '漢字 😀', 'a'.repeat(5000), ''])
      expect(
        Buffer.from(typeset({ ...given, title }))
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-')
  })

  it('has the same bytes for the same texts, and other ones for others', async () => {
    const given = await printedIn('ru')
    const first = Buffer.from(typeset(given))
    const other = typeset({ ...given, code: '00000-00000-00000-00000' })
    expect(first.equals(Buffer.from(typeset(given)))).toBe(true)
    expect(first.equals(Buffer.from(other))).toBe(false)
  })
})
