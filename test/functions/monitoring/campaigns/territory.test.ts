import { beforeAll, describe, expect, it } from 'vitest'
import { cluster } from '../../../unit/monitoring/support.ts'
import { Agency, content } from './support.ts'

const BY = ['DE', 'DE-BY']
const HE = ['DE', 'DE-HE']
const inRegions = (id: string, value: string[][]) =>
  cluster(id, { regions: [{ from: '1990-01-01', to: null, value }] })

let agency: Agency

beforeAll(async () => {
  agency = await Agency.with(['own'])
  await agency.given.setCluster(inRegions('foreign', [HE]))
  await agency.given.setCluster(inRegions('spanning', [BY, HE]))
  await agency.open()
})

const figures = [{ indicator: 'revenue' }]
const values = [{ indicator: 'revenue', value: '1' }]

describe('a power over Bavaria', () => {
  it.each([
    ['saveForm', 'PUT', undefined, 'manager', { values }],
    ['submitForm', 'POST', 'submission', 'manager', undefined],
    ['inviteMember', 'POST', 'member-forms', 'manager', { organisation: 'org-1', expiresOn: '2026-02-15' }],
    ['revokeMemberForm', 'POST', 'member-forms/org-1/revocation', 'manager', undefined],
    ['rollUpMembers', 'POST', 'roll-up', 'manager', { figures }],
    ['decideForm', 'POST', 'decision', 'bavaria', { decision: 'verified' }],
    [
      'imputeValues',
      'POST',
      'imputations',
      'bavaria',
      { values: [{ indicator: 'revenue', method: 'carried-forward', reason: 'x' }] },
    ],
  ])('lets %s pass for its own clusters only', async (_route, method, step, as, body) => {
    const status = async (id: string) =>
      (await agency.form(method, id, as, { version: 0, ...(step && { step }), ...(body && { body }) })).status
    expect(await status('own')).not.toBe(403)
    expect([await status('foreign'), await status('spanning')]).toEqual([403, 403])
  })

  it('manages campaigns of its own territory only', async () => {
    const path = `/campaigns/${agency.campaign}`
    const status = async (method: string, to: string, body?: object) =>
      (await agency.ask(method, to, 'bavaria', body, 2)).status
    expect(await status('POST', '/campaigns', content())).toBe(403)
    expect(await status('PUT', path, content())).toBe(403)
    expect(await status('POST', `${path}/opening`)).toBe(403)
    expect(await status('POST', `${path}/end`, { outcome: 'closed', reason: 'x' })).toBe(403)
    expect(await status('POST', `${path}/duties`, { cluster: 'own', kind: 'exempted', reason: 'x' })).toBe(
      403,
    )
    expect(await status('POST', '/campaigns', content({ scope: { territory: ['DE-BY'] } }))).toBe(201)
  })
})
