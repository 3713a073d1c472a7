import { describe, expect, it } from 'vitest'
import { ClusterFacts, ClusterId } from '#registry/model'
import { isInScope, listedClusters, registryChanges, type Scope, standingOn } from '#reports/model'
import { cluster as observed } from '../../monitoring/support.ts'

const DAY = '2024-06-30'
const id = (number: number) => ClusterId.parse(`clu_${String(number).padStart(26, '0')}`)
const cluster = (...of: Parameters<typeof observed>) => ClusterFacts.parse(observed(...of))
const always = <T>(value: T) => [{ from: '1990-01-01', to: null, value }]

type Status = 'registered' | 'suspended' | 'removed'

/** An entry whose statuses begin on these days, each until the next one. */
const entry = (number: string, ...statuses: readonly (readonly [string, Status])[]) => ({
  register: 'national',
  number,
  status: statuses.map(([from, value], index) => ({ from, to: statuses[index + 1]?.[0] ?? null, value })),
})

const names = {
  cluster: (code: string) => ({ en: `cluster ${code.at(-1)}` }),
  category: (code: string) => ({ en: `category ${code}` }),
  region: (code: string) => ({ en: `region ${code}` }),
}
const nation: Scope = { kind: 'nation' }

describe('a cluster is what a report is about', () => {
  const facts = cluster(id(1), {
    regions: [
      { from: '1990-01-01', to: '2024-01-01', value: [['DE', 'DE-BY']] },
      {
        from: '2024-01-01',
        to: null,
        value: [
          ['DE', 'DE-SN'],
          ['DE', 'DE-HE', 'DE-HE-F'],
        ],
      },
    ],
    category: [
      { from: '1990-01-01', to: '2024-01-01', value: 'auto' },
      { from: '2024-01-01', to: null, value: 'optics' },
    ],
  })

  it.each<[Scope, string, boolean]>([
    [{ kind: 'nation' }, DAY, true],
    [{ kind: 'cluster', code: id(1) }, DAY, true],
    [{ kind: 'cluster', code: id(2) }, DAY, false],
    [{ kind: 'category', code: 'optics' }, DAY, true],
    [{ kind: 'category', code: 'auto' }, DAY, false],
    [{ kind: 'category', code: 'auto' }, '2023-12-31', true],
    [{ kind: 'region', code: 'DE-HE' }, DAY, true],
    [{ kind: 'region', code: 'DE-BY' }, DAY, false],
    [{ kind: 'region', code: 'DE-BY' }, '2023-12-31', true],
    [{ kind: 'region', code: 'DE-BY' }, '1989-12-31', false],
  ])('of %j on %s: %j', (scope, day, is) => {
    expect(isInScope(facts, scope, day)).toBe(is)
  })
})

describe('the changes of a period', () => {
  const facts = [
    cluster(id(2), {
      entries: [
        entry('b', ['2024-01-01', 'registered'], ['2024-03-01', 'suspended'], ['2024-03-31', 'registered']),
        entry('a', ['2024-03-31', 'registered']),
      ],
    }),
    cluster(id(1), { entries: [entry('c', ['2020-01-01', 'registered'], ['2024-03-01', 'removed'])] }),
  ]
  const told = (scope: Scope, from: string, to: string) =>
    registryChanges(facts, scope, { from, to }, names.cluster).map(
      ({ date, number, event, name }) => `${date} ${number} ${event} ${name['en']}`,
    )

  it('are those from its first to its last day, in the order of time and number', () => {
    expect(told(nation, '2024-01-01', '2024-03-31')).toEqual([
      '2024-01-01 b registered cluster 2',
      '2024-03-01 b suspended cluster 2',
      '2024-03-01 c removed cluster 1',
      '2024-03-31 a registered cluster 2',
      '2024-03-31 b reinstated cluster 2',
    ])
    expect(told(nation, '2024-01-02', '2024-03-30')).toEqual([
      '2024-03-01 b suspended cluster 2',
      '2024-03-01 c removed cluster 1',
    ])
  })

  it('are those of what the report is about', () => {
    expect(told({ kind: 'cluster', code: id(1) }, '2024-01-01', '2024-03-31')).toEqual([
      '2024-03-01 c removed cluster 1',
    ])
  })
})

describe('the clusters that stand in a register', () => {
  it('stand with the entries that are registered or suspended on the day', () => {
    const facts = cluster(id(1), {
      entries: [
        entry('a', ['2024-06-30', 'registered']),
        entry('b', ['2020-01-01', 'registered'], ['2024-06-30', 'suspended']),
        entry('c', ['2020-01-01', 'registered'], ['2024-06-30', 'removed']),
        entry('d', ['2024-07-01', 'registered']),
      ],
    })
    expect(standingOn(facts, DAY)).toEqual([
      { number: 'a', status: 'registered' },
      { number: 'b', status: 'suspended' },
    ])
  })

  it('are listed by their numbers, suspended only where all of their entries are', () => {
    const facts = [
      cluster(id(3), {
        entries: [entry('9', ['2020-01-01', 'suspended']), entry('8', ['2020-01-01', 'registered'])],
      }),
      cluster(id(2), {
        entries: [entry('7', ['2020-01-01', 'suspended'])],
        category: always('optics'),
        regions: always([
          ['DE', 'DE-BY'],
          ['DE', 'DE-SN'],
        ]),
      }),
      cluster(id(1), { entries: [entry('1', ['2020-01-01', 'removed'])] }),
    ]
    expect(listedClusters(facts, nation, DAY, names)).toEqual([
      {
        cluster: id(2),
        name: { en: 'cluster 2' },
        numbers: ['7'],
        status: 'suspended',
        category: { code: 'optics', name: { en: 'category optics' } },
        regions: [
          { code: 'DE-BY', name: { en: 'region DE-BY' } },
          { code: 'DE-SN', name: { en: 'region DE-SN' } },
        ],
      },
      expect.objectContaining({ cluster: id(3), numbers: ['9', '8'], status: 'registered' }),
    ])
    expect(listedClusters(facts, { kind: 'cluster', code: id(3) }, DAY, names)).toHaveLength(1)
  })
})
