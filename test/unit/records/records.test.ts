import { describe, expect, it } from 'vitest'
import type { Actor } from '#kernel/access'
import type { Call } from '#kernel/call'
import { sha256 } from '#kernel/digest'
import { ForbiddenError, NotFoundError, RuleFailedError } from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'
import type { recordsContract } from '#records/contract'
import { createRecords } from '#records/index'
import { MOVED_KINDS, type MovedKindName } from '#records/model'
import { movedWorld, REPORT_FILE } from '../../support/moved-records.ts'

const WORLD = movedWorld({
  cluster: 'clu_01HKXZ0000000000000000000A',
  firm: 'org_01HKXZ0000000000000000000A',
  office: 'org_01HKXZ0000000000000000000B',
  register: 'reg_01HKXZ0000000000000000000A',
  person: 'per_01HKXZ0000000000000000000A',
})

const empty = () => {
  const tables = {
    registry: new MemoryTable(),
    monitoring: new MemoryTable(),
    reports: new MemoryTable(),
    delivery: new MemoryTable(),
  }
  const gate = {
    address: async (key: string, now: Date) => ({ url: `https://files.example/${key}`, expiresAt: now }),
    writing: async (key: string, digest: string, now: Date) => ({
      url: `https://files.example/${key}?put`,
      headers: { digest },
      expiresAt: now,
    }),
  }
  return createRecords({ REPORTS_BUCKET: 'reports' }, tables, gate)
}

const restorer = (...territory: string[]): Actor => ({
  kind: 'account',
  subject: 'anna',
  today: '2026-03-01',
  capability: {
    subject: 'anna',
    person: 'per_anna',
    positions: [],
    grants: [
      { grant: 'gra', holder: 'aut', power: 'register.restore', territory, from: '2026-01-01', to: null },
    ],
  },
})

type Routes = typeof recordsContract.routes

const call = (actor: Actor) => ({
  actor,
  at: new Date('2026-03-01T09:00:00.000Z'),
  language: 'en' as const,
  requestId: 'r',
  page: { limit: 200 },
})

const asking = (kind: MovedKindName, of?: string, actor = restorer('*')): Call<Routes['listRecords']> => ({
  ...call(actor),
  params: { kind },
  query: of === undefined ? {} : { of },
  body: undefined,
})

const sending = (
  kind: MovedKindName,
  rows: readonly unknown[],
  actor = restorer('*'),
): Call<Routes['importRecords']> => ({
  ...call(actor),
  params: { kind },
  query: undefined,
  body: { rows: [...rows] },
})

type Platform = ReturnType<typeof empty>

const sent = async (platform: Platform, kind: MovedKindName, ...rows: unknown[]) =>
  (await platform.importRecords(sending(kind, rows))).body.rows

const read = async (platform: Platform, kind: MovedKindName, of?: string) =>
  (await platform.listRecords(asking(kind, of))).body.items

describe('records that move as they are', () => {
  it.each(MOVED_KINDS)(
    'of the kind %s are read as they were brought in, and change nothing a second time',
    async (kind) => {
      const platform = empty()
      const rows = WORLD[kind]
      expect((await sent(platform, kind, ...rows)).map(({ outcome }) => outcome)).toEqual(
        rows.map(() => 'created'),
      )
      const [{ of } = { of: undefined }] = rows
      expect(await read(platform, kind, of)).toEqual(rows.filter((row) => row.of === of))
      expect((await sent(platform, kind, ...rows)).map(({ outcome }) => outcome)).toEqual(
        rows.map(() => 'unchanged'),
      )
    },
  )

  it('are not written over', async () => {
    const platform = empty()
    const [rule] = WORLD['alert-rule']
    await sent(platform, 'alert-rule', rule)
    const [other] = await sent(platform, 'alert-rule', {
      ...rule,
      data: { ...rule?.data, severity: 'critical' },
    })
    expect(other).toMatchObject({ outcome: 'rejected', code: 'conflict' })
    expect(await read(platform, 'alert-rule')).toEqual([rule])
  })

  it.each([
    [
      'alert-rule',
      { data: { id: 'alr_01HKXZ0000000000000000000A' } },
      /no record of the kind "alert-rule": \/data\//,
    ],
    ['tie', { ...WORLD.tie[0], of: 'clu_01HKXZ0000000000000000000B' }, /does not lie where/],
    ['release-rows', { of: '1.1#employment', data: WORLD['release-rows'][0]?.data }, /does not lie where/],
    ['alert-rule', 'none', /expected object/],
  ] as const)('are refused as %s where they are none: %j', async (kind, row, reason) => {
    const platform = empty()
    const [result] = await sent(platform, kind, row)
    expect(result).toMatchObject({ outcome: 'rejected', reason: expect.stringMatching(reason) })
  })

  it('are taken of decided applications only', async () => {
    const [refused] = WORLD.application
    const data = { ...refused?.data, status: 'under-review' }
    const of = refused?.of?.replace('refused', 'under-review')
    const [result] = await sent(empty(), 'application', { ...refused, of, data })
    expect(result).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('/data/status: is over'),
    })
  })

  it('take the power over the whole deployment, to read and to bring in', async () => {
    const platform = empty()
    const regional = restorer('DE-BY')
    await expect(platform.listRecords(asking('campaign', undefined, regional))).rejects.toThrow(
      ForbiddenError,
    )
    await expect(platform.importRecords(sending('campaign', [], regional))).rejects.toThrow(ForbiddenError)
  })

  it('are asked for by their collection where they have one, and only there', async () => {
    await expect(read(empty(), 'tie')).rejects.toThrow(RuleFailedError)
    await expect(read(empty(), 'campaign', 'x')).rejects.toThrow(RuleFailedError)
  })
})

describe('a file of a report', () => {
  const ofFile = (name: string, actor = restorer('*')) => ({
    ...call(actor),
    params: { runId: REPORT_FILE.run, name },
    query: undefined,
    body: undefined,
  })

  it('is let in with the bytes that its run states, and read', async () => {
    const platform = empty()
    await sent(platform, 'report-run', ...WORLD['report-run'])
    const { body } = await platform.sendReportRunFile(ofFile(REPORT_FILE.name))
    const key = `reports/${REPORT_FILE.run}/${REPORT_FILE.name}`
    expect(body).toMatchObject({
      url: `https://files.example/${key}?put`,
      headers: { digest: sha256(REPORT_FILE.content) },
    })
    expect((await platform.getReportRunFile(ofFile(REPORT_FILE.name))).body.url).toBe(
      `https://files.example/${key}`,
    )
  })

  it('is none without its run, under another name, or for others', async () => {
    const platform = empty()
    await expect(platform.sendReportRunFile(ofFile(REPORT_FILE.name))).rejects.toThrow(NotFoundError)
    await sent(platform, 'report-run', ...WORLD['report-run'])
    await expect(platform.sendReportRunFile(ofFile('other.pdf'))).rejects.toThrow(NotFoundError)
    const regional = restorer('DE-BY')
    await expect(platform.getReportRunFile(ofFile(REPORT_FILE.name, regional))).rejects.toThrow(
      ForbiddenError,
    )
  })
})
