import { deflateRawSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readTable } from '#tabular/read-table'
import { writeCsvTable, writeXlsxTable } from '#tabular/write-table'

const bytes = (text: string) => new TextEncoder().encode(text)
const windows1251 = (text: string) =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0)
    return code >= 0x410 && code <= 0x44f ? code - 0x350 : code
  })
const cellsOf = async (file: Uint8Array) => (await readTable(file)).rows.map(({ cells }) => cells)
const faultOf = async (file: Uint8Array): Promise<string> => {
  try {
    await readTable(file)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'none'
}

const table = {
  name: 'Form: Q4/2025',
  header: ['cluster', 'name', 'revenue'],
  rows: [
    ['clu_1', 'Автокластер', { number: '1234567.8', decimals: 1 }],
    ['clu_2', '=HYPERLINK("x")', { number: '-5', decimals: 1 }],
    ['clu_3', 'Quote " and, comma', null],
  ],
} as const

describe('a table that was written', () => {
  it('is read again from CSV', async () => {
    const { header, rows } = await readTable(writeCsvTable(table))
    expect(header).toEqual(['cluster', 'name', 'revenue'])
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['clu_1', 'Автокластер', '1234567.8'],
      ['clu_2', '\'=HYPERLINK("x")', '-5'],
      ['clu_3', 'Quote " and, comma', ''],
    ])
    expect(rows.every(({ fault }) => fault === undefined)).toBe(true)
  })

  it('is read again from XLSX, with real numbers', async () => {
    const { header, rows } = await readTable(await writeXlsxTable(table))
    expect(header).toEqual(['cluster', 'name', 'revenue'])
    expect(rows.map(({ cells }) => cells[2])).toEqual(['1234567.8', '-5', ''])
    expect(rows.every(({ fault }) => fault === undefined)).toBe(true)
  })
})

describe('CSV', () => {
  it('may separate by semicolons, with decimal commas', async () => {
    expect(await cellsOf(bytes('a;b\r\nx;"1,5"\r\n\r\ny;-2,25\r\n'))).toEqual([
      ['x', '1.5'],
      ['y', '-2.25'],
    ])
  })

  it('keeps lines as the file counts them', async () => {
    const { rows } = await readTable(bytes('a,b\n"x\ny",1\nz,2\n'))
    expect(rows.map(({ line }) => line)).toEqual([3, 4])
  })

  it.each([
    ['=1+1', 'formula'],
    ['@SUM(A1)', 'formula'],
    ['+7', 'formula'],
    ['-A1', 'formula'],
  ])('tells the row with the cell %s, and takes the others', async (cell, word) => {
    const { rows } = await readTable(bytes(`a,b\nx,${cell}\ny,-2\n`))
    expect(rows[0]?.fault?.en).toContain(word)
    expect(rows[1]?.fault).toBeUndefined()
  })

  it('tells a row with more cells than the header', async () => {
    const { rows } = await readTable(bytes('a,b\nx,1,2\ny,1\n'))
    expect(rows.map(({ fault }) => fault?.en)).toEqual(['the row has 3 cells, the header 2', undefined])
  })

  it.each([
    ['nothing', bytes(''), 'empty'],
    ['Windows-1251', windows1251('кластер;выручка\nАвто;5\n'), 'Windows-1251 (lines 1, 2)'],
    [
      'several encodings',
      Buffer.concat([bytes('кластер;b\n'), windows1251('Авто;5\n')]),
      'mixes encodings: line 1 is in UTF-8, lines 2 are not',
    ],
    ['Latin-1', Uint8Array.from([97, 44, 98, 10, 0xe9, 44, 49]), 'not in UTF-8 (lines 2)'],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 97, 0]), 'UTF-16'],
    ['a picture', Uint8Array.from([0x89, 0x50, 0, 1]), 'neither text nor XLSX'],
    ['an open quote', bytes('a,b\n"x,1\ny,2\n'), 'quote is not closed'],
  ])('of %s is refused as a whole', async (_name, file, message) => {
    expect(await faultOf(file)).toContain(message)
  })
})

const sheet = (rows: string) =>
  zipSync({
    'xl/workbook.xml': bytes(
      '<workbook xmlns:r="r"><sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': bytes(
      '<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': bytes(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
  })
const text = (at: string, value: string) => `<c r="${at}" t="inlineStr"><is><t>${value}</t></is></c>`

/** An archive with one file whose entry says another size than it unpacks to. */
const lying = (says: number, content: Buffer): Uint8Array => {
  const packed = deflateRawSync(content)
  const name = Buffer.from('xl/workbook.xml')
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(8, 8)
  head.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(says, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(head.length + name.length + packed.length, 16)
  return Buffer.concat([head, name, packed, entry, name, end])
}

describe('XLSX', () => {
  it('tells a cell with a formula, in its row, whatever value it has', async () => {
    const file = sheet(
      `<row r="1">${text('A1', 'a')}${text('B1', 'b')}</row><row r="3">${text('A3', 'x')}<c r="B3"><f>1+1</f><v>2</v></c></row><row r="4">${text('A4', 'y')}<c r="B4"><v>0.30000000000000004</v></c></row>`,
    )
    const { rows } = await readTable(file)
    expect(rows.map(({ line, fault, cells }) => [line, fault?.en, cells[1]])).toEqual([
      [3, 'column 2 holds a formula, or a text that begins like one; give the value itself', '2'],
      [4, undefined, '0.3'],
    ])
  })

  it.each([
    [
      'a bomb that says what it is',
      zipSync({ 'xl/workbook.xml': new Uint8Array(30 * 1024 * 1024) }),
      'unpacks to 1 parts of 31457280 bytes',
    ],
    [
      'a bomb that says it is small',
      lying(100, Buffer.alloc(50 * 1024 * 1024)),
      'unpacks to more than it says',
    ],
    [
      'many parts',
      zipSync(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`x${n}`, new Uint8Array(1)]))),
      '300 parts',
    ],
    [
      'half an archive',
      zipSync({ 'xl/workbook.xml': bytes('x'.repeat(500)) }).subarray(0, 60),
      'damaged archive',
    ],
    ['another archive', zipSync({ 'word/document.xml': bytes('x') }), 'no workbook'],
    ['a workbook that is none', zipSync({ 'xl/workbook.xml': bytes('nothing') }), 'cannot be read'],
  ])('of %s is refused as a whole', async (_name, file, message) => {
    expect(file.length).toBeLessThan(100_000)
    expect(await faultOf(file)).toContain(message)
  })
})
