import writeExcelFile from 'write-excel-file/node'
import type { Cell, Presented, PresentedSection } from '../present/blocks.ts'

/** The widest column, in characters. */
const WIDEST = 60

/** What a sheet's name cannot hold (ECMA-376, 18.2.19), and how long it can be. */
const FORBIDDEN_IN_NAME = /[\\/?*[\]:]/g
const LONGEST_NAME = 31

/** The most characters that a cell takes in Excel. */
const LONGEST_TEXT = 32_767

/** A report as a workbook: one sheet a section, the header frozen; numbers are numbers with their form, and a text that
 *  begins like a formula stays a text. */
export const xlsxOf = async ({ sections, training }: Presented): Promise<Uint8Array> =>
  writeExcelFile(
    sections.map((section) => sheetOf(section, training?.notice)),
    { fontFamily: 'Calibri', fontSize: 11 },
  ).toBuffer()

/** @param notice stands above the header */
const sheetOf = ({ sheet: { name, table } }: PresentedSection, notice: string | undefined) => ({
  sheet: name.replaceAll(FORBIDDEN_IN_NAME, ' ').slice(0, LONGEST_NAME),
  stickyRowsCount: notice === undefined ? 1 : 2,
  columns: table.columns.map((column, index) => ({
    width: Math.min(
      WIDEST,
      2 + table.rows.reduce((most, row) => Math.max(most, row[index]?.text.length ?? 0), column.name.length),
    ),
  })),
  data: [
    ...(notice === undefined ? [] : [[{ type: String, value: notice, fontWeight: 'bold' as const }]]),
    table.columns.map(({ name: text, numeric }) => ({
      type: String,
      value: text,
      fontWeight: 'bold' as const,
      align: numeric ? ('right' as const) : ('left' as const),
      wrap: true,
    })),
    ...table.rows.map((row) => row.map(cellOf)),
  ],
})

const cellOf = ({ text, number }: Cell) =>
  number === undefined
    ? { type: String, value: textOf(text), format: '@' }
    : { type: Number, value: number.value, format: number.format }

const textOf = (text: string): string => text.toWellFormed().slice(0, LONGEST_TEXT)
