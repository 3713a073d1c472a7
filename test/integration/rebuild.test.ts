import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { KpiAnswer, RunSummary } from '#monitoring/model'
import { cellFrom, cellItem, cellKey } from '#monitoring/slice-keys'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { openDocuments } from '../../infra/sample/operator.ts'
import { seed } from '../../infra/sample/seed.ts'
import { empowerAnalyst, foundByMinistry } from '../support/founding.ts'
import { type Platform, platformOn } from '../support/platform.ts'

// A stored figure that is wrong: the job leaves alone what no change touched, the rebuild finds it. On a platform of its
// own, so that no other test's changes differ or wait.

const SLICE = { universe: 'region', indicator: 'employment', breakdown: '_T', period: '2013' } as const
const PLANTED = 'region#employment#_T#2013#region#DE-HB'

let dataDir: string
let cloud: LocalCloud
let platform: Platform

const send = async (path: string, rows: readonly object[]) => {
  const response = await platform.api(path, { method: 'POST', as: 'analyst', body: { rows } })
  expect(await response.json()).toMatchObject({ rejected: 0 })
}

const employed = (region: string, period: string, value: string) => ({
  region,
  period,
  value,
  indicator: 'employment',
  level: 'land',
  source: 'Office',
})

const run = async (job: string, input = {}) => RunSummary.parse(await platform.runJob(job, input))

const bremen = async () => {
  const query = 'indicator=employment&universe=region&dimension=region&from=2013&to=2013'
  const { rows } = KpiAnswer.parse(await (await platform.api(`/kpis?${query}`)).json())
  return rows.find(({ code }) => code === 'DE-HB')?.value
}

/** Changes the stored figure past the platform. */
const plant = async (value: string) => {
  const { table, close } = openDocuments(cloud)
  const monitoring = table('MONITORING_TABLE')
  const item = await monitoring.get(cellKey(SLICE, 'region#DE-HB'), { consistent: true })
  if (item === undefined) throw new Error('there is no figure to spoil')
  const { cell, computedAt } = cellFrom(item)
  await monitoring.writeEach([{ put: cellItem({ ...cell, value }, computedAt) }])
  close()
}

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'agglomera-rebuild-'))
  cloud = await startLocalCloud({ dataDir, schedules: false })
  platform = platformOn(dataDir)
  await seed(cloud)
  await foundByMinistry(cloud)
  await empowerAnalyst(platform, ['code-list.manage', 'statistics.import'])
  const land = (code: string, en: string) => ({ code, level: 'land', parent: 'DE', names: { en } })
  await send('/code-lists/regions', [
    { code: 'DE', level: 'country', names: { en: 'Germany' } },
    land('DE-BY', 'Bavaria'),
    land('DE-HB', 'Bremen'),
  ])
  await send('/observations/import', [
    employed('DE-BY', '2013', '100'),
    employed('DE-HB', '2013', '10'),
    employed('DE-BY', '2014', '110'),
    employed('DE-HB', '2014', '11'),
  ])
  await run('aggregate-kpis')
})

afterAll(async () => {
  await cloud?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('finds nothing to differ where all figures are right', async () => {
  expect(await bremen()).toBe('10')
  expect(await run('rebuild-kpis')).toMatchObject({ outcome: 'done', differing: [], pending: 0 })
})

it('leaves a wrong figure alone that no change touches, and finds it when everything is computed anew', async () => {
  await plant('999')
  await send('/observations/import', [employed('DE-BY', '2014', '120')])
  const { outcome, touched } = await run('aggregate-kpis')
  expect(outcome).toBe('done')
  expect(touched).toContain('region#employment#_T#2014#region#DE-BY')
  expect(touched).not.toContain(PLANTED)
  expect(await bremen()).toBe('999')

  expect(await run('rebuild-kpis')).toMatchObject({ differing: [PLANTED], repaired: false })
  expect(await bremen()).toBe('999')
  expect(await run('rebuild-kpis', { repair: true })).toMatchObject({ differing: [PLANTED], repaired: true })
  expect(await bremen()).toBe('10')
  expect(await run('rebuild-kpis')).toMatchObject({ outcome: 'done', differing: [], pending: 0 })
})
