import { globSync, mkdtempSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { exportTrail } from '../../infra/commands/audit-export.ts'
import { verifyExport } from '../../infra/commands/audit-verify.ts'
import { readRecords } from '../../infra/commands/export/read-records.ts'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import type { PersonaName } from '../../infra/local/personas.ts'
import { openDocuments } from '../../infra/sample/operator.ts'
import { seed } from '../../infra/sample/seed.ts'
import { foundByMinistry } from '../support/founding.ts'
import { type Platform, platformOn } from '../support/platform.ts'

// A person who works on the platform and is then erased, with the roles of the template. On a platform of its own: what
// is left of the person is looked for in all that it stores, its logs included.

const ANNA = { subject: 'analyst', name: 'Аннемария Unverwechselbar', email: 'unverwechselbar@example.org' }
const ACT = { kind: 'Request', number: '7', date: '2026-01-07' }
const FROM = '2026-01-01'

let dataDir: string
let cloud: LocalCloud
let platform: Platform
let anna: string
let position: string
let cluster: string

const send = async (
  path: string,
  body: unknown,
  {
    as = 'ministry',
    method = 'POST',
    headers = {},
  }: {
    as?: PersonaName
    method?: string
    headers?: Record<string, string>
  } = {},
): Promise<unknown> => {
  const response = await platform.api(path, { method, as, body, headers })
  const answer: unknown = await response.json()
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer
}

const Made = z.object({ id: z.string() })

const employ = async (subject: PersonaName, person: string, powers: readonly string[]) => {
  const holder = `office-${subject === 'analyst' ? 'one' : 'two'}`
  await send('/authorities', { code: holder, names: { en: holder }, level: 'national', territory: ['*'] })
  for (const power of powers)
    await send('/grants', { holder, power, territory: ['*'], from: FROM, basis: 'Act', act: ACT })
  return Made.parse(await send('/positions', { person, holder, role: 'editor', from: FROM })).id
}

const read = async (path: string, as: PersonaName): Promise<unknown> => {
  const response = await platform.api(path, { as })
  expect(response.status).toBe(200)
  return response.json()
}

/** What the register and the audit trail say of what the person did. */
const history = async () => {
  await cloud.drained()
  return [
    await read(`/clusters/${cluster}`, 'auditor'),
    await read(`/clusters/${cluster}/history`, 'auditor'),
    await read(`/audit?actor=${anna}`, 'auditor'),
  ]
}

/** Every record of every table, as text. */
const tables = async (): Promise<string> => {
  const { documents, close } = openDocuments(cloud)
  const names = [
    ...new Set(Object.entries(cloud.tables).flatMap(([key, name]) => (key.endsWith('_TABLE') ? [name] : []))),
  ]
  const pages = await Promise.all(names.map((TableName) => documents.send(new ScanCommand({ TableName }))))
  close()
  expect(pages.every(({ LastEvaluatedKey }) => LastEvaluatedKey === undefined)).toBe(true)
  return JSON.stringify(pages.map(({ Items }) => Items))
}

/** The files of the data folder in which a text stands. */
const filesWith = (text: string): readonly string[] =>
  globSync('**/*', { cwd: dataDir }).filter(
    (file) => statSync(join(dataDir, file)).isFile() && readFileSync(join(dataDir, file)).includes(text),
  )

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'agglomera-person-'))
  cloud = await startLocalCloud({ dataDir, schedules: false })
  platform = platformOn(dataDir)
  await seed(cloud)
  await foundByMinistry(cloud)
  const auditor = { subject: 'auditor', name: 'Auditor', email: 'auditor@example.org' }
  await employ('auditor', Made.parse(await send('/persons', auditor)).id, [
    'audit.read',
    'cluster.edit',
    'person.erase',
  ])
  anna = Made.parse(await send('/persons', ANNA, { headers: { 'idempotency-key': 'anna' } })).id
  position = await employ('analyst', anna, ['code-list.manage', 'cluster.edit'])
  const region = { code: 'DE', level: 'country', names: { en: 'Germany' } }
  await send('/code-lists/regions', { rows: [region] }, { as: 'analyst' })
  const draft = { names: { en: 'Lens Valley' }, primaryCategory: '_U', regions: ['DE'] }
  cluster = Made.parse(await send('/clusters', draft, { as: 'analyst' })).id
})

afterAll(async () => {
  await cloud?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

it('erases who somebody was and leaves what they did', async () => {
  expect(await read(`/persons/${anna}`, 'ministry')).toEqual({ id: anna, ...ANNA })
  expect(await read(`/persons/${anna}/personal-data`, 'auditor')).toMatchObject({ profile: ANNA })
  const before = await history()
  expect(JSON.stringify(before)).toContain(anna)

  const erasure = { ground: 'consent-withdrawn', act: ACT, confirm: anna }
  const erase = () =>
    platform.api(`/persons/${anna}/erasure`, { method: 'POST', as: 'auditor', body: erasure })
  expect((await erase()).status).toBe(422)
  const to = new Date().toISOString().slice(0, 10)
  const ended = { role: 'editor', to }
  await send(`/positions/${position}`, ended, { method: 'PUT', headers: { 'if-match': '"1"' } })
  const first = await erase()
  expect(first.status, await first.clone().text()).toBe(200)
  expect(await (await erase()).json()).toEqual(await first.json())

  expect(await read(`/persons/${anna}`, 'ministry')).toMatchObject({ id: anna, name: 'Erased person' })
  // This function has not yet believed the account: whoever signs in with it is nobody known.
  expect(await read('/me', 'analyst')).toMatchObject({ person: null, positions: [], powers: [] })
  expect((await platform.api('/persons', { as: 'analyst' })).status).toBe(403)
  expect(await history()).toEqual(before)
})

it('stores nothing by which the person could be known, before and after', async () => {
  await cloud.drained()
  const stored = await tables()
  for (const value of Object.values(ANNA)) expect(stored).not.toContain(value)
  for (const value of [ANNA.name, ANNA.email]) expect(filesWith(value)).toEqual([])
  expect(filesWith(anna)).not.toEqual([])
})

it('is in no export any more, nor are the positions held', async () => {
  const options = { url: platform.url, token: () => platform.tokenFor('ministry') }
  const [people, positions] = [await readRecords('persons', options), await readRecords('positions', options)]
  expect(people.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['ministry', 'auditor']))
  expect(positions).not.toEqual([])
  expect(JSON.stringify([people, positions])).not.toContain(anna)
})

it('leaves an audit trail that verifies', async () => {
  await cloud.drained()
  const folder = mkdtempSync(join(tmpdir(), 'audit-'))
  const token = () => platform.tokenFor('auditor')
  const today = new Date().toISOString().slice(0, 10)
  const { changes } = await exportTrail(folder, { url: platform.url, token, today })
  expect(changes).toBeGreaterThan(0)
  expect(verifyExport({ folder }).findings).toEqual([])
})
