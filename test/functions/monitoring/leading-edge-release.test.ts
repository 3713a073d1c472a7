import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring, treeOf } from './support.ts'

const file = join(
  resolve(process.env['REFERENCE_DATA'] ?? join(import.meta.dirname, '../../../../shared/data')),
  'de-leading-edge-clusters.csv',
)

describe.skipIf(!existsSync(file))(`a release of the leading-edge clusters (${file})`, () => {
  const rows: Record<string, string>[] = existsSync(file) ? parse(readFileSync(file), { columns: true }) : []
  let given: Monitoring
  const shown = async (query: string) =>
    (await given.ask('GET', `/kpis?indicator=revenue&change=none&${query}`)).body.rows.map(
      ({ code, value, confStatus }: { code: string; value: string | null; confStatus?: string }) => [
        code,
        value ?? confStatus,
      ],
    )

  beforeAll(async () => {
    const clusters = rows.map(({ region_codes = '', industry_codes = '' }, index) => ({
      id: `c${index}`,
      regions: region_codes.split('|'),
      sections: [...new Set(industry_codes.split('|').map((code) => code.slice(0, 1)))],
    }))
    const lands = [...new Set(clusters.flatMap(({ regions }) => regions))]
    given = monitoring({
      regions: treeOf([
        { code: 'DE', parent: '', level: 'country' },
        ...lands.map((code) => ({ code, parent: 'DE', level: 'land' })),
      ]),
    })
    const since = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]
    for (const { id, regions, sections } of clusters)
      await given.setCluster(
        cluster(id, {
          regions: since(regions.map((code) => ['DE', code])),
          seat: since(['DE', regions[0] ?? '']),
          sections: since(sections),
        }),
      )
    const revenue = {
      code: 'revenue',
      name: { en: 'Revenue' },
      definition: { en: 'Revenue of the year' },
      unit: { en: 'EUR' },
      measure: { kind: 'quantity' },
      decimals: 0,
      direction: 'more-is-better',
      frequency: 'A',
      aggregation: { rule: 'sum' },
      overTime: 'sum',
      confidentiality: 'aggregate-only',
      validRange: { min: '0' },
    }
    await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [revenue] } })
    // Invented: the real figures are confidential.
    const observations = clusters.map(({ id }, index) => ({
      indicator: 'revenue',
      cluster: id,
      period: '2012',
      value: 1_000 + 137 * index,
      source: 'invented',
    }))
    await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows: observations } })
    await given.ask('POST', '/releases', {
      as: 'publisher',
      body: {
        title: { en: 'Leading-edge clusters' },
        releaseAt: '2026-03-02T09:00:00.000Z',
        indicators: ['revenue'],
        periods: ['2012'],
      },
    })
    given.setClock('2026-03-02T09:00:00.000Z')
    await given.issue()
  })

  it('shows the nation and not section C, which all but two of them have', async () => {
    const total = rows.reduce((sum, _, index) => sum + 1_000 + 137 * index, 0)
    expect(await shown('')).toEqual([['DE', String(total)]])
    expect(await shown('dimension=section&code=C')).toEqual([['C', 'D']])
  })

  it('says of Länder with one or two that these are too few', async () => {
    expect(await shown('dimension=region&code=DE-HH,DE-SN')).toEqual([
      ['DE-HH', 'A'],
      ['DE-SN', 'A'],
    ])
  })
})
