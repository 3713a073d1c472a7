import { beforeAll, describe, expect, it } from 'vitest'
import { Agency } from './support.ts'

const ids = Array.from({ length: 40 }, (_, index) => `c${String(index + 1).padStart(2, '0')}`)
const values = { revenue: '100', exports: '40' }

describe('a quarter with 40 clusters', () => {
  let agency: Agency

  beforeAll(async () => {
    agency = await Agency.with(ids)
    await agency.open()
    for (const id of ids.slice(0, 36)) await agency.verified(id, values)
    for (const id of ids.slice(36, 38)) {
      await agency.save(id, values)
      await agency.submit(id)
      const comments = [{ indicator: 'exports', comment: 'Includes sales at home' }]
      await agency.decide(id, { decision: 'returned', comments })
    }
    await agency.ask('POST', `/campaigns/${agency.campaign}/duties`, 'ministry', {
      cluster: 'c40',
      kind: 'exempted',
      reason: 'Founded in December',
    })
    agency.given.setClock('2026-02-16T09:00:00.000Z')
  })

  it('tells where everybody stands', async () => {
    const { counts, items } = await agency.progress()
    expect(counts).toEqual({
      standings: { owing: 0, saved: 0, submitted: 0, returned: 2, verified: 36, late: 1, exempt: 1 },
      expected: 39,
      coverage: 36 / 39,
    })
    expect(items).toHaveLength(40)
    expect(items.at(-1)).toMatchObject({
      cluster: 'c40',
      standing: 'exempt',
      exemption: { on: '2026-01-05', reason: 'Founded in December' },
    })
  })

  it('gives figures the coverage of the campaign', async () => {
    expect(await agency.nation()).toMatchObject({
      value: '3600',
      reporting: 36,
      expected: 39,
      coverage: 36 / 39,
    })
  })

  it('counts the late one as soon as it is verified, and marks only what that touches', async () => {
    await agency.verified('c39', values)
    expect(await agency.nation()).toMatchObject({ value: '3700', reporting: 37, expected: 39 })
    const rebuilt = await agency.given.rebuild()
    expect(rebuilt.differing).toEqual([])
    expect(
      (await agency.progress()).items.find(({ cluster }: { cluster: string }) => cluster === 'c39'),
    ).toMatchObject({
      standing: 'verified',
      afterDeadline: true,
    })
  })
})
