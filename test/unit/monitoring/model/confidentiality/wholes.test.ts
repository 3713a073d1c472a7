import { describe, expect, it } from 'vitest'
import type { Contribution } from '#monitoring/model'
import { blocksOf } from '#monitoring/model/confidentiality/blocks'
import { matrixOf } from '#monitoring/model/confidentiality/columns'
import { wholesOf } from '#monitoring/model/confidentiality/wholes'

/** `id of enterprise and enterprise`, without enterprises its own. */
const contribution = (text: string, overrides: Partial<Contribution> = {}): Contribution => {
  const [id = '', enterprises = id] = text.split(' of ')
  return {
    id,
    enterprises: enterprises.split(' and '),
    value: 10n,
    signed: false,
    waived: false,
    ...overrides,
  }
}
/** `total = part part`. */
const relation = (text: string) => {
  const [whole = '', parts = ''] = text.split(' = ')
  return { whole: whole.split(' '), parts: parts.split(' ') }
}
const names = [
  ...['t of x', 'a of x', 'b of x', 'c of x', 'd of x', 'other', 'both of x and y', 'q of y'],
  ...['u of x'],
]
const given = names.map((name) => contribution(name))
const solved = (relations: readonly string[], contributions = given) => {
  const { wholes, others, expanded } = wholesOf(contributions, relations.map(relation))
  return {
    wholes: wholes.map(({ contribution: { id }, parts }) => `${id} = ${parts.join(' ')}`),
    others: others.map(({ whole, parts }) => `${whole.join(' ')} = ${parts.join(' ')}`),
    expanded: (sum: string) => expanded(sum.split(' ')).join(' '),
  }
}

describe('a whole', () => {
  it('is replaced by its parts where it is added up', () => {
    const { wholes, others, expanded } = solved(['t = a b'])
    expect([wholes, others]).toEqual([['t = a b'], []])
    expect(expanded('t other')).toBe('a b other')
  })

  it('is replaced by the parts of its parts, in whatever order they are told', () => {
    for (const relations of [
      ['t = a b', 'a = c d'],
      ['a = c d', 't = a b'],
    ]) {
      const { wholes, others, expanded } = solved(relations)
      expect(wholes.toSorted()).toEqual(['a = c d', 't = c d b'])
      expect(others).toEqual([])
      expect(expanded('other t')).toBe('other c d b')
    }
  })

  it('may stem from more enterprises than its parts do', () => {
    expect(solved(['both = a q']).wholes).toEqual(['both = a q'])
    expect(solved(['both = a b']).wholes).toEqual(['both = a b'])
  })

  it.each([
    ['its parts stem from others', 't = q other'],
    ['one of its parts stems from another', 't = a q'],
    ['it is several contributions', 't u = a b'],
    ['nobody knows it', 'gone = a b'],
    ['it would be a part of itself', 't = t a'],
  ])('is left where %s', (_, relations) => {
    const { wholes, others, expanded } = solved([relations])
    expect([wholes, others]).toEqual([[], [relations]])
    expect(expanded('t u a')).toBe('t u a')
  })

  it('is left where it is under a waiver', () => {
    const contributions = given.map((one) => (one.id === 't' ? { ...one, waived: true } : one))
    expect(solved(['t = a b'], contributions)).toMatchObject({ wholes: [], others: ['t = a b'] })
  })

  it('is replaced once, and never by itself', () => {
    expect(solved(['t = a b', 't = c d'])).toMatchObject({ wholes: ['t = a b'], others: ['t = c d'] })
    expect(solved(['t = a b', 'a = t c'])).toMatchObject({ wholes: ['t = a b'], others: ['a = t c'] })
  })

  it('is nothing where no relation is told', () => {
    const { wholes, others, expanded } = solved([])
    expect([wholes, others, expanded('t a')]).toEqual([[], [], 't a'])
  })
})

describe('the matrix of sums', () => {
  const sums = [
    ['t', 'a', 'b'],
    ['a', 'b', 'q'],
  ]
  const matrix = matrixOf(given, sums)

  it('has one column for all that no sum tells apart', () => {
    expect(matrix.columns.map(({ contributions }) => contributions.map(({ id }) => id))).toEqual([
      ['a', 'b'],
      ['q'],
      ['t'],
    ])
    expect(matrix.columns.map(({ value }) => value)).toEqual([20n, 10n, 10n])
    expect(matrix.columns.map(({ enterprises }) => [...enterprises])).toEqual([['x'], ['y'], ['x']])
    expect(sums.map((sum) => [...matrix.rowOf(sum)])).toEqual([
      [1, 0, 1],
      [1, 1, 0],
    ])
  })

  it('tells what may be negative from what may not', () => {
    const signed = given.map((one) => (one.id === 'a' ? { ...one, signed: true } : one))
    expect(matrixOf(signed, sums).columns.map((column) => column.signed)).toEqual([true, false, false, false])
  })

  it('leaves out what is under a waiver', () => {
    const waived = given.map((one) => (one.id === 'q' ? { ...one, waived: true } : one))
    const { columns, rowOf } = matrixOf(waived, sums)
    expect(columns).toHaveLength(2)
    expect([...rowOf(['a', 'b', 'q'])]).toEqual([1, 0])
  })

  it('refuses contributions of one name, and sums of what is not given', () => {
    expect(() => matrixOf([...given, contribution('a')], sums)).toThrow('two contributions have the same id')
    expect(() => matrixOf(given, [['a', 'gone']])).toThrow('a sum names "gone", which is not given')
  })
})

describe('blocks', () => {
  const blocks = (sums: readonly string[], relations: readonly string[] = []) => {
    const lists = sums.map((sum) => sum.split(' '))
    const { blocks: found, blockOf } = blocksOf(given, lists, relations.map(relation))
    const numbered = new Map(found.map((block, index) => [block, index]))
    return {
      blocks: found,
      of: lists.map((sum) => {
        const block = blockOf(sum)
        return block && numbered.get(block)
      }),
    }
  }

  it('are sums that share a contribution, also over others', () => {
    expect(blocks(['a b', 'c d', 'b t', 'q u']).of).toEqual([0, 1, 0, 2])
    expect(blocks(['a b', 'c d', 't u', 'b c']).of).toEqual([0, 0, 1, 0])
  })

  it('are joined by relations', () => {
    expect(blocks(['a b', 'c d'], ['t = b c']).of).toEqual([0, 0])
    expect(blocks(['a b', 'c d'], ['t = u q']).of).toEqual([0, 1])
  })

  it('have the columns of the parts of their wholes', () => {
    const { blocks: found } = blocks(['t other'], ['t = a b'])
    const [block] = found
    expect(block?.matrix.columns.map(({ contributions }) => contributions.map(({ id }) => id))).toEqual([
      ['a', 'b', 'other'],
    ])
    expect(block?.wholes.map(({ contribution: { id } }) => id)).toEqual(['t'])
    expect(block?.relations).toEqual([])
    expect([...(block?.matrix.rowOf(['t']) ?? [])]).toEqual([1])
  })

  it('keep as a row of zero what could not be solved', () => {
    // The parts are of two enterprises, the total of one: a and q together are t.
    const { blocks: found } = blocks(['t other', 'a other'], ['t = a q'])
    const [block] = found
    expect(block?.wholes).toEqual([])
    expect(block?.matrix.columns.map(({ contributions }) => contributions.map(({ id }) => id))).toEqual([
      ['a'],
      ['other'],
      ['q'],
      ['t'],
    ])
    expect(block?.relations.map((row) => [...row])).toEqual([[-1, 0, -1, 1]])
  })

  it('are none of a sum over nothing', () => {
    const found = blocksOf(given, [[], ['a']])
    expect(found.blocks).toHaveLength(1)
    expect(found.blockOf([])).toBeUndefined()
  })
})
