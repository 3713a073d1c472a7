import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { extractsContract } from '#extracts/contract'
import { clientOf } from '#kernel/client'
import { POWERS } from '#kernel/powers'
import { exportTo } from '../../infra/commands/export.ts'
import { parseArguments } from '../../infra/commands/import/arguments.ts'
import { KIND_NAMES, type KindName, kindNamed } from '../../infra/commands/import/kinds.ts'
import type { Platform } from '../../infra/commands/import/platform.ts'
import { importFile } from '../../infra/commands/import.ts'
import { type LocalCloud, startLocalCloud } from '../../infra/local/main/cloud.ts'
import { emailOf, type PersonaName } from '../../infra/local/personas.ts'
import { seed } from '../../infra/sample/seed.ts'
import { foundByMinistry } from '../support/founding.ts'
import { movedWorld, REPORT_FILE, tablesOf } from '../support/moved-records.ts'

const folder = mkdtempSync(join(tmpdir(), 'agglomera-roundtrip-'))
const clouds: LocalCloud[] = []

const FIRM = 'org_01HKXZ0000000000000000000A'
const MANAGEMENT = 'org_01HKXZ0000000000000000000B'
const CLUSTER = 'clu_01HKXZ0000000000000000000A'
const DRAFT = 'clu_01HKXZ0000000000000000000B'
const MERGED = 'org_01HKXZ0000000000000000000C'
const MERGED_FIRST = 'org_01HKXZ0000000000000000000D'
const MERGED_DRAFT = 'clu_01HKXZ0000000000000000000C'

const REGISTER = 'reg_01HKXZ0000000000000000000A'
const ANALYST = 'pos_01HKXZ0000000000000000000A'
const AUDITOR = 'per_01HKXZ0000000000000000000A'
const DELEGABLE = 'gra_01HKXZ0000000000000000000A'

const grants = [
  ...POWERS.map((power) => `,statistics,${power},*,2020-01-01,,Order 1,,,,,`),
  // What was delegated may be told before what it comes from; one of both has ended by an act since.
  `gra_01HKXZ0000000000000000000B,city,cluster.edit,*,2021-01-01,,Order 2,,,,,${DELEGABLE}`,
  `${DELEGABLE},old-office,cluster.edit,*,2020-01-01,2024-01-01,Order 1,Order,9,2023-12-01,true,`,
].join('\n')

const rule = JSON.stringify({
  kind: 'comparison',
  names: { en: 'At least three members' },
  verified: true,
  metric: 'members',
  operator: '>=',
  threshold: '3',
}).replaceAll('"', '""')

/** What moves as it is, made up as well. */
const moved = movedWorld({
  cluster: CLUSTER,
  firm: FIRM,
  office: MANAGEMENT,
  register: REGISTER,
  person: AUDITOR,
})

/** At least one record of every kind, in every form of cell. */
const FILES: Readonly<Record<KindName, string>> = {
  persons: `id,subject,name,email\n,analyst,Анна Muster,${emailOf('analyst')}\n${AUDITOR},auditor,Otto Muster,${emailOf('auditor')}\n`,
  authorities: [
    'code,name_en,name_ru,level,parent,territory,formerNames',
    'statistics,Statistics,Статистика,national,founding,*,',
    'city,City,,municipal,statistics,*,',
    'old-office,Office,,municipal,statistics,*,"[{""names"":{""en"":""Bureau""},""until"":""2020-01-01"",""act"":{""kind"":""Order"",""number"":""1"",""date"":""2019-12-01""}}]"',
    'older-office,Older,,municipal,statistics,*,',
    '',
  ].join('\n'),
  positions: `id,person,holder,role,from\n${ANALYST},analyst,statistics,admin,2020-01-01\n`,
  grants: `id,holder,power,territory,from,to,basis,endAct,endAct_number,endAct_date,delegable,source\n${grants}\n`,
  substitutions: `position,substitute,from,to,act,act_number,act_date\n${ANALYST},${AUDITOR},2024-07-01,2024-08-01,Order,3,2024-06-01\n`,
  successions: [
    'authority,kind,on,act,act_number,act_date,successor,positions,grants',
    'older-office,merged,2022-01-01,Decree,1,2021-12-01,old-office,ended,taken-over',
    'old-office,dissolved,2023-01-01,Decree,2,2022-12-01,city,ended,taken-over',
    '',
  ].join('\n'),
  'rule-sets': [
    'code,name,territory,number,status,from,legalBasis,rule,validityMonths,noticeDays',
    'empty,Nothing yet,DE-BY,,,,,,,',
    `small,Small,*,1,published,2020-01-01,"{""kind"":""Order""}","${rule}",12,[30]`,
    `small,Small,*,2,published,2021-01-01,"{""kind"":""Order""}","${rule}",,[]`,
    `small,Small,*,3,draft,2031-01-01,"{""kind"":""Order""}","${rule}",,[]`,
    '',
  ].join('\n'),
  regions: 'code,parent,level,name_en,name_ru\nDE-BY,DE,land,Bavaria,Бавария\nDE,,country,Germany,Германия\n',
  industries: 'code,parent,kind\n_T,,total\nC,_T,section\n',
  categories: 'code,name\nFOOD,Food\nTEXT,"Textiles, clothes"\n',
  // A definition that changed since.
  indicators: [
    'code,name_en,definition_en,unit_en,measure,currency,prices,decimals,direction,frequency,aggregation,weight,overTime,confidentiality,min,mandate_en,validFrom,reason_en',
    'average-wage,Wage,Mean wage,euros,money,EUR,current,2,more-is-better,A,weighted-mean,employment,mean,open,0,Statistics act,,',
    'average-wage,Wage,Mean gross wage,euros,money,EUR,current,2,more-is-better,A,weighted-mean,employment,mean,open,0,Statistics act,2023-01-01,New act',
    '',
  ].join('\n'),
  registers: `id,code,name,territory,timeZone,act,act_date,ruleSets\n${REGISTER},bavarian,Register,DE-BY,Europe/Berlin,Law,2019-05-01,small\n`,
  organisations: [
    'id,name_en,name_ru,kind,size,flags,identifiers,noIdentifierReason,seat,region,restrictions',
    `${FIRM},Firm,Фирма,firm,small,start-up,XX-TEST:1|XX-OTHER:2,,Erlangen,DE-BY,"[{""kind"":""insolvency"",""from"":""2022-01-01"",""to"":""2022-07-01"",""source"":""Court""}]"`,
    `${MANAGEMENT},Office,,association,,,,Not founded yet,,DE-BY,`,
    '',
  ].join('\n'),
  // One that is merged into one that is merged: each leads to the last.
  'merged-organisations': [
    'id,name_en,kind,noIdentifierReason,region,mergedInto,mergedSince',
    `${MERGED_FIRST},Firm & Sons,firm,None found,DE-BY,${MERGED},2024-01-01T00:00:00.000Z`,
    `${MERGED},Firm Ltd,firm,None found,DE-BY,${FIRM},2025-01-01T00:00:00.000Z`,
    '',
  ].join('\n'),
  establishments: `organisation,region,town,address,name_en,from,to\n${FIRM},DE-BY,Erlangen,"Am Markt 1",Plant,2019-01-01,\n${FIRM},DE-BY,Fürth,,,,2024-01-01\n`,
  clusters: [
    'id,register,number,registeredOn,act,act_number,name_en,name_ru,description,category,categories,industries,products,regions,seat,yearFounded,managementOrganisation,labels',
    `${CLUSTER},national,2020-0007,2020-03-01,Order,7,Food,Еда,"Two\nlines",FOOD,TEXT,C,"[{""scheme"":""CPA"",""code"":""10.1""}]",DE-BY,Erlangen,2019,${MANAGEMENT},"[{""name"":""Gold""}]"`,
    '',
  ].join('\n'),
  drafts: `id,name,category,regions\n${DRAFT},An idea,TEXT,DE-BY\n`,
  'merged-drafts': `id,name,category,regions,mergedInto,mergedSince\n${MERGED_DRAFT},An idea again,TEXT,DE-BY,${CLUSTER},2025-01-01T00:00:00.000Z\n`,
  applications: `register,cluster\nbavarian,${DRAFT}\nnational,${DRAFT}\n`,
  memberships: `cluster,organisation,from,roles,level,tasks\n${CLUSTER},${FIRM},2021-01-01,final-producer|service,final-product,"a\\|b|c"\n`,
  facilities: [
    'id,name_en,name_ru,type,region,location,capacity,capacityUnit,occupancy,services,owner,clusters',
    `fac_01HKXZ0000000000000000000A,Park,Парк,technopark,DE-BY,"{""type"":""Point"",""coordinates"":[11.5,48.1]}",1200,m²,0.5,rooms|advice,${MANAGEMENT},${CLUSTER}`,
    `fac_01HKXZ0000000000000000000B,Laboratory,,laboratory,DE,,,,,,,`,
    '',
  ].join('\n'),
  observations: [
    'cluster,region,indicator,period,value,obsStatus,confStatus,workflow,source',
    `${CLUSTER},,average-wage,2024,3500.50,E,C,,Survey`,
    `${CLUSTER},,employment,2024,,L,F,,Survey`,
    ...['draft', 'submitted', 'returned', 'verified', 'published', 'withdrawn'].map(
      (step, index) => `${CLUSTER},,employment,${2010 + index},${index},P,N,${step},`,
    ),
    ',DE-BY,employment,2024,1000,,F,,Office',
    '',
  ].join('\n'),
  targets: `universe,dimension,code,indicator,period,target,baseline\ncluster,unit,${CLUSTER},employment,2025,100,80\n`,
  documents: [
    'file,title_en,title_ru,language,clusters,visibility,withdrawn',
    `Отчёт.txt,Report,Отчёт,ru,${CLUSTER},public,`,
    `wrong.txt,Wrong report,,en,${CLUSTER},members,The figures were wrong`,
    '',
  ].join('\n'),
  // None is made up: one is issued before the export.
  extracts: 'register,json,pdf\n',
  ...tablesOf(moved),
}

/** Those by which the others get their powers come first. */
const GOVERNING: readonly KindName[] = [
  'persons',
  'authorities',
  'positions',
  'grants',
  'substitutions',
  'successions',
]
const ORDER = [...GOVERNING, ...KIND_NAMES.filter((kind) => !GOVERNING.includes(kind))]

const start = async (name: string): Promise<LocalCloud> => {
  const dataDir = join(folder, name)
  mkdirSync(dataDir)
  const cloud = await startLocalCloud({ dataDir, schedules: false })
  clouds.push(cloud)
  await seed(cloud)
  await foundByMinistry(cloud)
  return cloud
}

const as = (cloud: LocalCloud, persona: PersonaName): Platform => ({
  url: cloud.url,
  account: persona,
  token: () => cloud.tokenFor(persona),
})

const whoFor = (kind: KindName): PersonaName => (GOVERNING.includes(kind) ? 'ministry' : 'analyst')

/** Imports a folder's files; what became of the rows of each. */
const importAll = async (cloud: LocalCloud, from: string) => {
  const outcomes: Record<string, string> = {}
  for (const kind of ORDER) {
    const asked = parseArguments([kind, join(from, `${kind}.csv`)])
    const silent = { log: () => undefined, progress: () => undefined }
    const outcome = await importFile(asked, silent, as(cloud, whoFor(kind)))
    const { created, updated, unchanged, rejected } = outcome
    outcomes[kind] =
      `${created} created, ${updated} updated, ${unchanged} unchanged${rejected.map(({ reason }) => `, rejected: ${reason}`).join('')}`
  }
  return outcomes
}

const exportAll = (cloud: LocalCloud, to: string) => {
  const kinds = KIND_NAMES.map((name) => kindNamed(name)).filter((kind) => kind !== undefined)
  return exportTo(to, kinds, ({ name }) => Promise.resolve(as(cloud, whoFor(name))))
}

const filesIn = (of: string) =>
  Object.fromEntries(
    KIND_NAMES.flatMap((kind) => [`${kind}.csv`, `${kind}.json`]).map((file) => [
      file,
      readFileSync(join(of, file), 'utf8'),
    ]),
  )

/** Has an extract issued, and waits until its files are there. */
const issueExtract = async (cloud: LocalCloud) => {
  const extracts = clientOf(extractsContract, as(cloud, 'analyst'))
  const params = { registerId: 'national', number: '2020-0007' }
  const { code } = (await extracts.issueExtract({ params, body: {}, idempotencyKey: 'issue' })).body
  await expect
    .poll(
      async () => {
        const { body } = await extracts.verifyExtract({ params: { code } })
        return body.result === 'unknown' ? 'unknown' : body.extract.state
      },
      { timeout: 60_000 },
    )
    .toBe('issued')
  return code
}

describe('what one platform exports another takes in', () => {
  const [given, first, second] = ['given', 'first', 'second'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  let imported: Record<string, string>

  beforeAll(async () => {
    mkdirSync(given)
    for (const [kind, content] of Object.entries(FILES)) writeFileSync(join(given, `${kind}.csv`), content)
    writeFileSync(join(given, 'Отчёт.txt'), 'Всё хорошо.\n')
    writeFileSync(join(given, 'wrong.txt'), 'All is well.\n')
    const run = join('report-runs', REPORT_FILE.run)
    mkdirSync(join(given, run), { recursive: true })
    writeFileSync(join(given, run, REPORT_FILE.name), REPORT_FILE.content)
    imported = await importAll(await start('source'), given)
  })

  afterAll(async () => {
    for (const cloud of clouds) await cloud.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('takes in every kind', () => {
    const rows = (kind: KindName) =>
      FILES[kind]
        .replaceAll(/"[^"]*"/g, '')
        .trim()
        .split('\n').length - 1
    const all = ORDER.map((kind) => [kind, `${rows(kind)} created, 0 updated, 0 unchanged`])
    // The second version of an indicator follows the first.
    expect(imported).toEqual({
      ...Object.fromEntries(all),
      indicators: '1 created, 1 updated, 0 unchanged',
    })
  })

  it('gives equal files after the way through an empty platform, and changes nothing the second time', async () => {
    const [source] = clouds
    if (source === undefined) throw new Error('the source is not running')
    const code = await issueExtract(source)
    const counts = await exportAll(source, first)
    for (const kind of KIND_NAMES) expect(counts.get(kind), kind).toBeGreaterThan(0)
    const target = await start('target')
    const taken = Object.values(await importAll(target, first))
    expect(taken.filter((outcome) => outcome.includes('rejected'))).toEqual([])
    await exportAll(target, second)
    expect(filesIn(second)).toEqual(filesIn(first))
    for (const file of [`extract-${code}.json`, `extract-${code}.pdf`])
      expect(
        readFileSync(join(second, 'extracts', file)).equals(readFileSync(join(first, 'extracts', file))),
      ).toBe(true)
    const reported = join('report-runs', REPORT_FILE.run, REPORT_FILE.name)
    expect(readFileSync(join(second, reported), 'utf8')).toBe(REPORT_FILE.content)
    const { body } = await clientOf(extractsContract, as(target, 'analyst')).verifyExtract({
      params: { code },
    })
    expect(body.result).toBe('changed')
    const moved = async (cloud: LocalCloud) => {
      const answers = [MERGED_FIRST, MERGED].map((id) =>
        fetch(`${cloud.url}/api/v1/organisations/${id}`, { redirect: 'manual' }),
      )
      return Promise.all(answers.map(async (answer) => [(await answer).status, await (await answer).json()]))
    }
    expect(await moved(target)).toEqual(await moved(source))
    expect(await moved(target)).toMatchObject([
      [308, { mergedInto: FIRM, since: '2024-01-01T00:00:00.000Z' }],
      [308, { mergedInto: FIRM, mergedFrom: [MERGED_FIRST] }],
    ])
    const again = Object.values(await importAll(target, first))
    expect(again.filter((outcome) => !outcome.startsWith('0 created, 0 updated'))).toEqual([])
  })
})
