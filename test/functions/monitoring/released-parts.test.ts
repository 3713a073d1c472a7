import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring, REVENUE, treeOf } from './support.ts'

const LANDS = ['DE-BY', 'DE-HE', 'DE-SN', 'DE-BE', 'DE-HB', 'DE-HH']

let given: Monitoring

type Reported = readonly [unit: string, breakdown: string, value: number]

const report = async (unit: 'cluster' | 'region', rows: readonly Reported[]) => {
  const body = {
    rows: rows.map(([id, breakdown, value]) => ({
      indicator: 'revenue',
      [unit]: id,
      breakdown,
      period: '2025-Q1',
      value,
      source: 'survey',
    })),
  }
  const { body: answer } = await given.ask('POST', '/observations/import', { as: 'analyst', body })
  expect(answer).toMatchObject({ rejected: 0 })
}

const release = async (at = '2026-03-02T09:00:00.000Z') => {
  await given.ask('POST', '/releases', {
    as: 'publisher',
    body: { title: { en: 'Quarter' }, releaseAt: at, indicators: ['revenue'], periods: ['2025-Q1'] },
  })
  given.setClock(at)
  expect(await given.issue()).toMatchObject({ outcome: 'done', releases: { published: [expect.anything()] } })
}

const figures = async (query: string, as?: string) =>
  (await given.ask('GET', `/kpis?indicator=revenue&change=none&${query}`, as ? { as } : {})).body.rows.map(
    (row: { breakdown: string; code: string; value: string | null; confStatus?: string }) =>
      `${row.breakdown} ${row.code} ${row.value ?? row.confStatus}`,
  )

beforeEach(async () => {
  given = monitoring({
    industries: [
      { code: '_T', parent: null },
      { code: 'B-E', parent: '_T' },
      { code: 'C', parent: 'B-E' },
      { code: 'D', parent: 'B-E' },
      { code: 'J', parent: '_T' },
    ],
    regions: treeOf([
      { code: 'DE', parent: '', level: 'country' },
      ...LANDS.map((code) => ({ code, parent: 'DE', level: 'land' })),
    ]),
  })
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [REVENUE] } })
})

describe('breakdowns of clusters’ values in a release', () => {
  const ids = Array.from({ length: 6 }, (_, index) => `c${index}`)

  beforeEach(async () => {
    for (const id of ids) await given.setCluster(cluster(id))
  })

  it('are shown where enough contribute, and for authorities live', async () => {
    await report(
      'cluster',
      ids.flatMap(
        (id) =>
          [
            [id, '_T', 100],
            [id, 'C', 60],
            [id, 'J', 40],
          ] as const,
      ),
    )
    await given.aggregate()
    expect(await figures('breakdown=C', 'ministry')).toEqual(['C DE 360'])
    expect(await figures('breakdown=C')).toEqual([])
    await release()
    expect(await figures('breakdown=_T,C,J')).toEqual(['_T DE 600', 'C DE 360', 'J DE 240'])
    const { items } = (await given.ask('GET', '/releases/1/contents')).body
    expect(
      items.map(({ universe, breakdown }: Record<string, string>) => `${universe} ${breakdown}`),
    ).toEqual(['cluster _T', 'cluster C', 'cluster J'])
  })

  it('are withheld where total and other parts would give one away', async () => {
    // J is reported by two: with the total and C, it would be what is left.
    await report(
      'cluster',
      ids.flatMap((id, index): Reported[] => [
        [id, '_T', index < 2 ? 100 : 60],
        [id, 'C', 60],
        ...(index < 2 ? [[id, 'J', 40] as const] : []),
      ]),
    )
    await release()
    expect(await figures('breakdown=_T,C,J')).toEqual(['_T DE 440', 'C DE D', 'J DE A'])
  })

  it('count a group of the code list as the sum of its parts', async () => {
    await report(
      'cluster',
      ids.flatMap((id, index): Reported[] => [
        [id, 'B-E', index < 2 ? 100 : 60],
        [id, 'C', 60],
        ...(index < 2 ? [[id, 'D', 40] as const] : []),
      ]),
    )
    await release()
    const shown = await figures('breakdown=B-E,C,D')
    expect(shown.filter((figure: string) => /\d/.test(figure))).toHaveLength(1)
    expect(shown).toContain('D DE A')
  })

  it('may be shown beside a total of which a rest was not broken down', async () => {
    await report(
      'cluster',
      ids.flatMap(
        (id) =>
          [
            [id, '_T', 100],
            [id, 'C', 60],
          ] as const,
      ),
    )
    await release()
    expect(await figures('breakdown=_T,C')).toEqual(['_T DE 600', 'C DE 360'])
  })

  it('that come later are related to a total that was published', async () => {
    await report(
      'cluster',
      ids.map((id, index) => [id, '_T', index < 2 ? 100 : 60]),
    )
    await release()
    await report(
      'cluster',
      ids.flatMap((id, index): Reported[] => [[id, 'C', 60], ...(index < 2 ? [[id, 'J', 40] as const] : [])]),
    )
    await release('2026-04-02T09:00:00.000Z')
    expect(await figures('breakdown=_T,C,J')).toEqual(['_T DE 440', 'C DE D', 'J DE A'])
  })
})

describe('values of regions in a release', () => {
  it('count each as one enterprise: only sums of three and more are shown', async () => {
    await report(
      'region',
      LANDS.map((code, index) => [code, '_T', 100 + index]),
    )
    await release()
    expect(await figures('universe=region')).toEqual(['_T DE 615'])
    expect(await figures('universe=region&dimension=region')).toEqual(
      [...LANDS].sort().map((code) => `_T ${code} A`),
    )
    expect(await figures('')).toEqual([])
  })

  it('are withheld where one dominates', async () => {
    await report(
      'region',
      LANDS.map((code, index) => [code, '_T', index === 0 ? 10_000 : 100]),
    )
    await release()
    expect(await figures('universe=region')).toEqual(['_T DE O'])
  })
})
