import { describe, expect, it } from 'vitest'
import { blockOf, laidOut } from '../../../../web/app/areas/monitoring/entry/paste.ts'

describe('a block from a spreadsheet', () => {
  it('is parted by tabs and line ends, whatever system they come from', () => {
    expect(blockOf('1\ta\r\n2\tb\r\n')).toEqual([
      ['1', 'a'],
      ['2', 'b'],
    ])
    expect(blockOf('1\n2')).toEqual([['1'], ['2']])
  })

  it('keeps empty cells and empty rows between others', () => {
    expect(blockOf('\tx\n\n3\t')).toEqual([['', 'x'], [''], ['3', '']])
  })

  it('takes tabs, line ends and quotes inside quotes as text', () => {
    expect(blockOf('"one\ttwo\nthree"\t"says ""no"""\n5')).toEqual([['one\ttwo\nthree', 'says "no"'], ['5']])
  })

  it('takes a quote that encloses no cell as it stands', () => {
    expect(blockOf('"a"b\tc')).toEqual([['"a"b', 'c']])
  })
})

describe('the laying out of a block', () => {
  const size = { rows: 3, columns: 2 }

  it('begins at the cell and counts what finds no room', () => {
    expect(laidOut([['1', 'a'], ['2', 'b'], ['3']], { row: 1, column: 0 }, size)).toEqual({
      cells: [
        { row: 1, column: 0, text: '1' },
        { row: 1, column: 1, text: 'a' },
        { row: 2, column: 0, text: '2' },
        { row: 2, column: 1, text: 'b' },
      ],
      outside: 1,
    })
  })

  it('lays a row of more cells than there are columns downwards', () => {
    expect(laidOut([['1', '2', '3']], { row: 0, column: 0 }, size).cells).toEqual([
      { row: 0, column: 0, text: '1' },
      { row: 1, column: 0, text: '2' },
      { row: 2, column: 0, text: '3' },
    ])
  })

  it('lays a row of as many cells as there are columns to the right', () => {
    expect(laidOut([['1', 'why']], { row: 2, column: 0 }, size).cells).toEqual([
      { row: 2, column: 0, text: '1' },
      { row: 2, column: 1, text: 'why' },
    ])
  })
})
