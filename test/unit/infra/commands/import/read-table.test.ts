import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '../../../../../infra/commands/import/read-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'agglomera-csv-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fileWith = (content: string | Uint8Array): string => {
  const file = join(folder, 'table.csv')
  writeFileSync(file, content)
  return file
}

describe('reading a table', () => {
  it('reads semicolons, a byte order mark, quotes and lines within a cell', () => {
    const { columns, rows, delimiter } = readTable(
      fileWith('\uFEFF"code, long";name\r\nDE-BY;"Бавария;\nземля"\r\n'),
    )
    expect(delimiter).toBe(';')
    expect(columns).toEqual(['code, long', 'name'])
    expect(rows).toEqual([{ 'code, long': 'DE-BY', name: 'Бавария;\nземля' }])
  })

  it('keeps codes as text and skips empty lines', () => {
    expect(readTable(fileWith('code,name\n01,One\n\n02,Two\n')).rows.map(({ code }) => code)).toEqual([
      '01',
      '02',
    ])
  })

  it('refuses Windows-1251 and says how to convert', () => {
    // "Бавария" in Windows-1251.
    const cyrillic = Uint8Array.from([0xc1, 0xe0, 0xe2, 0xe0, 0xf0, 0xe8, 0xff])
    const bytes = new Uint8Array([...new TextEncoder().encode('code,name\nDE-BY,'), ...cyrillic])
    expect(() => readTable(fileWith(bytes))).toThrow(/not UTF-8 \(it looks like Windows-1251\).*CSV UTF-8/)
  })

  it.each([
    ['', 'is empty'],
    ['a,a\n1,2\n', 'two columns named "a"'],
    ['a,b\n1\n', 'line 2'],
    ['a,b\n"1,2\n', 'Quote Not Closed'],
  ])('refuses %j', (content, message) => {
    expect(() => readTable(fileWith(content))).toThrow(message)
  })

  it('says which file cannot be read', () => {
    expect(() => readTable(join(folder, 'none.csv'))).toThrow(/none\.csv cannot be read: ENOENT/)
  })
})
