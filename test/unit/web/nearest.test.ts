import { describe, expect, it } from 'vitest'
import { NAVIGATION } from '../../../web/app/ui/navigation.ts'
import { nearest } from '../../../web/app/ui/nearest.ts'

describe('the way that is marked as the one that a page belongs to', () => {
  const ways = [...NAVIGATION.map(([to]) => to), '/documents/manage', '/operations']

  it.each([
    ['/documents/manage', '/documents/manage'],
    ['/documents/doc_1', '/documents'],
    ['/documents', '/documents'],
    ['/clusters/clu_1/edit', '/clusters'],
    ['/operations/failures/x', '/operations'],
    ['/', '/'],
    ['/legal/privacy', undefined],
    // Not above it, though it begins the same.
    ['/reportsx', undefined],
  ])('of %s is %s', (page, way) => {
    expect(nearest(page, ways)).toBe(way)
  })
})
