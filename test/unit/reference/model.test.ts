import { describe, expect, it } from 'vitest'
import { RuleFailedError } from '#kernel/errors'
import { CODE_LISTS, CodeRow, checkContent, placed } from '#reference/model'

const name = { names: { en: 'A name' } }
const region = { ...name, level: 'land' }
const industry = { kind: 'section' as const }

const refusal = (list: Parameters<typeof checkContent>[0], content: Parameters<typeof checkContent>[1]) => {
  try {
    checkContent(list, content)
    return undefined
  } catch (error) {
    if (error instanceof RuleFailedError) return error.message
    throw error
  }
}

describe('the content of a code', () => {
  it('is a name and a level for a region, a kind for an industry, a name for a category', () => {
    expect(refusal('regions', region)).toBeUndefined()
    expect(refusal('industries', industry)).toBeUndefined()
    expect(refusal('industries', { ...industry, ...name })).toBeUndefined()
    expect(refusal('categories', name)).toBeUndefined()
  })

  it.each([
    ['regions', { level: 'land' }, /name/],
    ['categories', {}, /name/],
    ['regions', name, /region needs .* level/],
    ['categories', { ...name, level: 'land' }, /Only regions/],
    ['industries', { ...industry, level: 'land' }, /Only regions/],
    ['industries', name, /industry needs its kind/],
    ['regions', { ...region, ...industry }, /Only industries/],
    ['categories', { ...name, ...industry }, /Only industries/],
  ] as const)('of %s is not %j', (list, content, text) => {
    expect(refusal(list, content)).toMatch(text)
  })

  it('is valid for a day at least, or without a beginning or an end', () => {
    const valid = (validFrom: string | undefined, validTo: string | undefined) =>
      refusal('categories', {
        ...name,
        ...(validFrom !== undefined && { validFrom }),
        ...(validTo !== undefined && { validTo }),
      })
    expect(valid('2024-01-01', '2024-01-02')).toBeUndefined()
    expect(valid('2024-01-01', undefined)).toBeUndefined()
    expect(valid(undefined, '2024-01-01')).toBeUndefined()
    for (const validTo of ['2024-01-01', '2023-12-31'])
      expect(valid('2024-01-01', validTo)).toContain(`${validTo} is not after validFrom 2024-01-01`)
  })
})

describe('the place of a code', () => {
  const row = (code: string, parent?: string | null) =>
    CodeRow.parse({ code, ...region, ...(parent !== undefined && { parent }) })

  it('is below its parent, or at the root', () => {
    const root = placed('regions', row('DE', null), undefined)
    expect(root).toMatchObject({ list: 'regions', code: 'DE', parent: null, path: ['DE'], level: 'land' })
    const land = placed('regions', row('DE-BY', 'DE'), root)
    expect(land).toMatchObject({ parent: 'DE', path: ['DE', 'DE-BY'] })
    expect(placed('regions', row('DE-BY-M', 'DE-BY'), land).path).toEqual(['DE', 'DE-BY', 'DE-BY-M'])
  })

  it('is in no tree for a category', () => {
    const category = (parent?: string | null) =>
      placed(
        'categories',
        CodeRow.parse({ code: 'auto', ...name, ...(parent !== undefined && { parent }) }),
        undefined,
      )
    expect(category()).toMatchObject({ parent: null, path: ['auto'] })
    expect(category(null)).toMatchObject({ path: ['auto'] })
    expect(() => category('vehicles')).toThrow(/plain list/)
  })
})

it('code lists are trees or plain, and fixed or filled by the deployment', () => {
  const are = (what: 'tree' | 'fixed') => CODE_LISTS.filter((list) => list[what]).map(({ list }) => list)
  expect(are('tree')).toEqual(['regions', 'industries'])
  expect(are('fixed')).not.toContain('categories')
  expect(are('fixed')).toContain('entry-statuses')
})
