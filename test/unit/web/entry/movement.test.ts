import { describe, expect, it } from 'vitest'
import { led, type Press } from '../../../../web/app/areas/monitoring/entry/movement.ts'

const size = { rows: 3, columns: 2 }
const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  shift: false,
  control: false,
  atStart: true,
  atEnd: true,
  ...more,
})

describe('movement between cells', () => {
  it.each([
    ['ArrowDown', {}, { row: 2, column: 0 }],
    ['ArrowUp', {}, { row: 0, column: 0 }],
    ['Enter', {}, { row: 2, column: 0 }],
    ['Enter', { shift: true }, { row: 0, column: 0 }],
    ['ArrowRight', {}, { row: 1, column: 1 }],
    ['Home', { control: true }, { row: 0, column: 0 }],
    ['End', { control: true }, { row: 2, column: 1 }],
  ] as const)('%s %o', (key, more, place) => {
    expect(led(press(key, more), { row: 1, column: 0 }, size)).toEqual(place)
  })

  it.each([
    ['ArrowUp', { row: 0, column: 0 }],
    ['ArrowDown', { row: 2, column: 0 }],
    ['Enter', { row: 2, column: 1 }],
    ['ArrowLeft', { row: 0, column: 0 }],
    ['ArrowRight', { row: 0, column: 1 }],
    ['Tab', { row: 0, column: 0 }],
    ['a', { row: 0, column: 0 }],
  ] as const)('%s leads nowhere from %o', (key, place) => {
    expect(led(press(key), place, size)).toBeUndefined()
  })

  it('leaves arrows within a text to the text', () => {
    const place = { row: 1, column: 1 }
    expect(led(press('ArrowLeft', { atStart: false }), place, size)).toBeUndefined()
    expect(led(press('ArrowRight', { atEnd: false }), { row: 1, column: 0 }, size)).toBeUndefined()
    expect(led(press('ArrowLeft', { shift: true }), place, size)).toBeUndefined()
    expect(led(press('Home'), place, size)).toBeUndefined()
  })
})
