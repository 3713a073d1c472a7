import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { contributionsOf, DEFAULT_RULES, figuresOfSlice, groupOf, suppress } from '#monitoring/model'
import { publicTable, recoverable } from '../../../../support/disclosure-audit.ts'

const file = join(
  resolve(process.env['REFERENCE_DATA'] ?? join(import.meta.dirname, '../../../../../../shared/data')),
  'de-leading-edge-clusters.csv',
)

describe.skipIf(!existsSync(file))(`the leading-edge clusters with invented values (${file})`, () => {
  const rows: Record<string, string>[] = existsSync(file) ? parse(readFileSync(file), { columns: true }) : []
  const clusters = rows.map(({ name = '', region_codes = '', industry_codes = '' }, index) => {
    const regions = region_codes.split('|')
    return {
      name,
      // Invented: the real figures are confidential.
      value: BigInt(1_000 + 137 * index),
      groups: [
        ...['DE', ...regions].map((code) => groupOf('region', code)),
        ...['DE', regions[0] ?? ''].map((code) => groupOf('region-seat', code)),
        ...new Set(industry_codes.split('|').map((code) => groupOf('section', code.slice(0, 1)))),
      ],
    }
  })
  const contributions = clusters.flatMap(({ name, value }) =>
    contributionsOf({ id: name, cluster: name, value, signed: false, enterprises: [] }),
  )
  const figures = figuresOfSlice(
    'revenue#_T#2012',
    new Map(clusters.map(({ name, groups }) => [name, groups])),
    new Map(clusters.map(({ name }) => [name, [name]])),
    (group) => (group.endsWith('#DE') ? 0 : group.startsWith('section') ? 2 : 1),
  )
  const statuses = suppress({ contributions, figures, rules: DEFAULT_RULES })
  const statusOf = (group: string) => statuses.get(`revenue#_T#2012#${group}`)

  it('show the nation and not section C, which all but two of them have', () => {
    expect(figures.find(({ id }) => id.endsWith('section#C'))?.sums[0]).toHaveLength(13)
    expect([statusOf('region#DE'), statusOf('section#C')]).toEqual([null, 'D'])
  })

  it('say of Länder with one or two that these are too few', () => {
    expect(statusOf('region#DE-HH')).toBe('A')
    expect(statusOf('region#DE-SN')).toBe('A')
  })

  it('give nothing away, and would if all figures were shown', () => {
    const shown = figures.filter(({ id }) => statuses.get(id) === null)
    expect(recoverable(publicTable(contributions, shown))).toBeNull()
    const notAlone = figures.filter(({ id }) => [null, 'D'].includes(statuses.get(id) ?? null))
    expect(recoverable(publicTable(contributions, notAlone))).toHaveLength(2)
  })
})
