import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
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
    expect(() => readTable(fileWith(bytes))).toThrow(
      /table\.csv: .*Windows-1251 \(lines 2\).*CSV UTF-8.*iconv/,
    )
  })

  it.each([
    [
      'several encodings',
      Buffer.concat([Buffer.from('код,b\n'), Uint8Array.from([0xc1, 0xe0, 0xe2, 0x2c, 0x31])]),
      'mixes encodings: line 1 is in UTF-8, lines 2 are not',
    ],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 97, 0]), 'UTF-16'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0, 1]), 'neither text'],
    [
      'an XLSX file, or a bomb that says it is one',
      zipSync({ 'xl/workbook.xml': new Uint8Array(9) }),
      'is an archive',
    ],
  ])('refuses %s and says what it is', (_name, content, message) => {
    expect(() => readTable(fileWith(content))).toThrow(message)
  })

  it('refuses 200 MB without reading them', () => {
    const file = fileWith('code,name\n')
    truncateSync(file, 200 * 1024 * 1024)
    const before = process.memoryUsage().arrayBuffers
    expect(() => readTable(file)).toThrow('has 200 MB, more than 50; split it')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * 1024 * 1024)
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
