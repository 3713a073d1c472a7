import { beforeEach, describe, expect, it } from 'vitest'
import { cluster } from '../../unit/monitoring/support.ts'
import { type Monitoring, monitoring } from './support.ts'

let given: Monitoring

const plant = (sk: string, item: object) => given.table.write([{ put: { pk: 'MARK', sk, ...item } }])
const mark = (data: unknown, rest: object = {}) => ({
  entity: 'mark',
  schemaVersion: 4,
  version: 7,
  data,
  ...rest,
})
const marks = () => given.table.all().filter(({ pk }) => pk === 'MARK')
const asides = () => given.table.all().filter(({ pk }) => pk === 'MARK-ASIDE')
const report = async (value: number) => {
  const row = { cluster: 'c1', indicator: 'employment', period: '2024', value, source: 'survey' }
  const { body } = await given.ask('POST', '/observations/import', { as: 'analyst', body: { rows: [row] } })
  expect(body).toMatchObject({ rejected: 0 })
}
const nation = async () =>
  (await given.ask('GET', '/kpis?indicator=employment&from=2024&to=2024')).body.rows[0]?.value

const SLICE = 'cluster#employment#_T#2024'
const reach = { groups: [], countsOnly: false, presence: false }

beforeEach(async () => {
  given = monitoring()
  await given.setCluster(cluster('c1'))
  const employment = {
    code: 'employment',
    name: { en: 'Employment' },
    definition: { en: 'Persons employed' },
    unit: { en: 'persons' },
    measure: { kind: 'quantity' },
    decimals: 0,
    direction: 'more-is-better',
    frequency: 'A',
    aggregation: { rule: 'sum' },
    overTime: 'last',
    confidentiality: 'open',
  }
  await given.ask('POST', '/indicators/import', { as: 'analyst', body: { rows: [employment] } })
  await given.aggregate()
})

describe('a mark that cannot be read', () => {
  it.each([
    ['of no kind', mark({ kind: 'surprise' })],
    ['without data', { entity: 'mark', schemaVersion: 4, version: 7 }],
    ['of no slice', mark({ kind: 'observation', slice: 'nonsense', subject: 'c1', path: false })],
    [
      'of no universe',
      mark({ kind: 'observation', slice: SLICE.replace('cluster', 'firm'), subject: 'c1', path: false }),
    ],
    ['of no period', mark({ kind: 'coverage', period: '2024-Q9', figures: [] })],
    [
      'of no date',
      mark({ kind: 'attributes', cluster: 'c1', reaches: [{ from: 'always', to: null, ...reach }] }),
    ],
    ['of no day', mark({ kind: 'membership', cluster: 'c1', reaches: [], joined: ['31.12.2024'], left: [] })],
    ['of no beginning', mark({ kind: 'indicator', indicator: 'employment', from: 'then' })],
    ['without a version', mark({ kind: 'indicator', indicator: 'employment' }, { version: 'new' })],
  ])('%s is set aside and told of, and hinders no other', async (_, item) => {
    await plant('a-first', item)
    await plant('z-last', item)
    await report(40)
    const run = await given.aggregate()
    expect(run).toMatchObject({ outcome: 'done', marks: 1, setAside: ['a-first', 'z-last'] })
    expect(await nation()).toBe('40')
    expect(marks()).toEqual([])
    expect(asides()).toHaveLength(2)
    expect(asides()[0]).toMatchObject({
      sk: '2026-03-01T09:00:00.000Z#a-first',
      data: {
        run: run.run,
        reason: expect.stringMatching(/./),
        content: expect.stringContaining('"a-first"'),
      },
    })
    const kept = await given.ask('GET', `/jobs/${run.run}`, { as: 'ministry' })
    expect(kept.body).toMatchObject({ setAside: ['a-first', 'z-last'] })
    const next = await given.aggregate()
    expect(next).toMatchObject({ outcome: 'done', marks: 0 })
    expect(next).not.toHaveProperty('setAside')
  })

  it('is worked off where it was set anew while the run looked at it', async () => {
    await plant('a-first', mark({ kind: 'surprise' }))
    const write = given.table.write.bind(given.table)
    let disturbed = false
    given.table.write = async (steps) => {
      if (!disturbed && steps.some((step) => 'delete' in step && step.delete.sk === 'a-first')) {
        disturbed = true
        await write([
          {
            put: {
              pk: 'MARK',
              sk: 'a-first',
              ...mark({ kind: 'indicator', indicator: 'employment' }, { version: 8 }),
            },
          },
        ])
      }
      return write(steps)
    }
    expect(await given.aggregate()).not.toHaveProperty('setAside')
    expect(disturbed).toBe(true)
    expect(asides()).toEqual([])
    expect(await given.aggregate()).toMatchObject({ marks: 1 })
  })

  it('counts among what waits, and what it marked is found by a rebuild', async () => {
    await report(40)
    await given.aggregate()
    await report(50)
    for (const { sk } of marks()) await plant(sk, mark({ kind: 'surprise' }))
    expect(await given.rebuild()).toMatchObject({ pending: 1 })
    await given.aggregate()
    expect(await nation()).toBe('40')
    const found = await given.rebuild({ repair: true })
    expect(found.differing).toContain(`${SLICE}#region#DE`)
    expect(await nation()).toBe('50')
  })
})
