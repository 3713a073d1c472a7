import { describe, expect, it } from 'vitest'
import { inTreeOrder } from '../../../web/app/ui/tree.ts'

describe('a tree', () => {
  it('stands in order, each below the one above it, and what hangs on nothing at the root', () => {
    const items = [
      { code: 'c', parent: 'b' },
      { code: 'z', parent: null },
      { code: 'b', parent: 'a' },
      { code: 'a' },
      { code: 'd', parent: 'gone' },
      { code: 'bb', parent: 'a' },
    ]
    const order = inTreeOrder(items, (x, y) => (x.code < y.code ? -1 : 1))
    expect(order.map(({ item, depth }) => `${depth}${item.code}`)).toEqual([
      '0a',
      '1b',
      '2c',
      '1bb',
      '0d',
      '0z',
    ])
  })
})
