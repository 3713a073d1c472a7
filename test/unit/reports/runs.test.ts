import { parseAtomFeed } from 'feedsmith'
import { describe, expect, it } from 'vitest'
import { sha256 } from '#kernel/digest'
import {
  ConflictError,
  ForbiddenError,
  NotFoundError,
  RuleFailedError,
  StaleVersionError,
} from '#kernel/errors'
import { ReportContent, ReportDocument } from '#reports/model'
import { send } from '../registry/support.ts'
import { aReport, bavaria, ministry, nobody, planner, reporting } from './support.ts'

type Reporting = ReturnType<typeof reporting>

const PERSON = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4'
const QUARTERLY = { cron: '0 7 5 1,4,7,10 *', timeZone: 'Europe/Berlin' }

const defined = async ({ reports, now }: Reporting, over: object = {}, actor = ministry) =>
  (await send(reports.createReport, { actor, body: aReport(over), at: now() })).body

const asked = async ({ reports, now }: Reporting, reportId: string, body: object = {}, actor = ministry) =>
  (await send(reports.runReport, { actor, params: { reportId }, body, at: now() })).body

const readBy = async ({ reports }: Reporting, actor: typeof ministry, runId: string) =>
  (await send(reports.getReportRun, { actor, params: { runId } })).body

describe('a report that is asked for', () => {
  it('is made once in every form and language, and kept with its digests', async () => {
    const given = reporting()
    const { id } = await defined(given)
    const run = await asked(given, id)
    expect(run).toMatchObject({ state: 'queued', period: '2025-Q4', files: [] })
    await given.stream()
    await given.stream()
    const made = await readBy(given, nobody, run.id)
    expect(made.state).toBe('finished')
    expect(made.files.map(({ name }) => name)).toEqual([
      'report.json',
      'en.html',
      'en.pdf',
      'ru.html',
      'ru.pdf',
    ])
    for (const { name, sha256: digest, bytes } of made.files) {
      const kept = given.files.kept.get(`reports/${run.id}/${name}`) ?? new Uint8Array()
      expect([sha256(kept), kept.length]).toEqual([digest, bytes])
    }
    expect(given.timesComposed()).toBe(1)
    const { body } = await send(given.reports.downloadReport, {
      actor: nobody,
      params: { runId: run.id, name: 'ru.pdf' },
    })
    expect(body).toMatchObject({ fileName: 'report-2025-Q4-ru.pdf', sha256: made.files[4]?.sha256 })
    const shown = await send(given.reports.downloadReport, {
      actor: nobody,
      params: { runId: run.id, name: 'ru.html' },
      query: { disposition: 'inline' },
    })
    expect(shown.body.url).toMatch(/ru\.html.*disposition=inline$/)
  })

  it('may be about an earlier period, but not about another length or one that is not over', async () => {
    const given = reporting()
    const { id } = await defined(given)
    expect((await asked(given, id, { period: '2024-Q2' })).period).toBe('2024-Q2')
    await expect(asked(given, id, { period: '2024' })).rejects.toThrow(RuleFailedError)
    await expect(asked(given, id, { period: '2026-Q1' })).rejects.toThrow('2026-Q1 is not over')
  })

  it('says the same with the same hash, whenever it is made', async () => {
    const given = reporting({
      compose: async (run) =>
        (await import('../../support/report-documents.ts')).nationalReport(3, { run: run.id }),
    })
    const { id } = await defined(given)
    const [first, second] = [await asked(given, id), await asked(given, id)]
    await given.stream()
    const hashes = await Promise.all(
      [first, second].map(async (run) => (await readBy(given, nobody, run.id)).inputHash),
    )
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/)
    expect(hashes[1]).toBe(hashes[0])
  })
})

describe('a report that is due', () => {
  it('begins once, however many rounds come at once, and is due again the next time', async () => {
    const given = reporting()
    const { id, nextRun } = await defined(given, { schedule: QUARTERLY })
    expect(nextRun).toBe('2026-04-05T05:00:00.000Z')
    expect(await given.due({ now: new Date('2026-04-05T04:59:59Z'), name: 'early' })).toMatchObject({
      started: 0,
    })
    const now = new Date('2026-04-05T05:07:00.000Z')
    const rounds = await Promise.all([1, 2, 3].map((name) => given.due({ now, name: String(name) })))
    expect(rounds.reduce((sum, { started }) => sum + started, 0)).toBe(1)
    expect(given.runs()).toMatchObject([
      {
        period: '2026-Q1',
        due: { at: '2026-04-05T05:00:00.000Z', late: false, skipped: 0 },
        requestedBy: null,
      },
    ])
    const { body } = await send(given.reports.getReport, { actor: ministry, params: { reportId: id } })
    expect(body.nextRun).toBe('2026-07-05T05:00:00.000Z')
  })

  it('runs once when the platform was down, about the period that was due, and says that it is late', async () => {
    const given = reporting()
    await defined(given, { schedule: QUARTERLY })
    const back = { now: new Date('2026-10-20T10:00:00.000Z'), name: 'back' }
    expect(await given.due(back)).toMatchObject({ started: 1 })
    expect(await given.due(back)).toMatchObject({ started: 0 })
    expect(given.runs()).toMatchObject([
      { period: '2026-Q1', due: { at: '2026-04-05T05:00:00.000Z', late: true, skipped: 2 } },
    ])
  })

  it('is not due any more without a schedule', async () => {
    const given = reporting()
    const { id } = await defined(given, { schedule: QUARTERLY })
    const { body } = await send(given.reports.changeReport, {
      actor: ministry,
      params: { reportId: id },
      body: aReport(),
      version: 1,
      at: given.now(),
    })
    expect(body.nextRun).toBeNull()
    expect(await given.due({ now: new Date('2027-01-01T00:00:00Z'), name: 'late' })).toMatchObject({
      started: 0,
    })
  })

  it('keeps its own version: who edits meanwhile is not told that it changed', async () => {
    const given = reporting()
    const { id } = await defined(given, { schedule: QUARTERLY })
    await given.due({ now: new Date('2026-04-05T05:00:00.000Z'), name: 'due' })
    const change = (version: number) =>
      send(given.reports.changeReport, {
        actor: planner,
        params: { reportId: id },
        body: aReport({ schedule: QUARTERLY }),
        version,
        at: new Date('2026-04-06T00:00:00.000Z'),
      })
    const { body } = await change(1)
    expect(body).toMatchObject({ owner: 'per-of-planner', nextRun: '2026-07-05T05:00:00.000Z' })
    await expect(change(1)).rejects.toThrow(StaleVersionError)
  })
})

describe('a report that could not be made', () => {
  const failing = () => {
    let broken = true
    const given = reporting({
      render: async (_document, { format, language }) => {
        if (broken && format === 'pdf') throw new Error('the typesetter is out of order')
        return Buffer.from(`${format} ${language}`)
      },
    })
    return { ...given, mend: () => (broken = false) }
  }

  it('says which file and why, is tried again by itself, then waits for somebody', async () => {
    const given = failing()
    const { id } = await defined(given)
    const run = await asked(given, id)
    for (const hour of [1, 2, 3, 4, 5]) {
      await given.stream()
      await given.due({ now: new Date(`2026-01-15T1${hour}:00:00.000Z`), name: `round ${hour}` })
    }
    expect(await readBy(given, planner, run.id)).toMatchObject({
      state: 'failed',
      attempts: 3,
      failure: 'en.pdf: the typesetter is out of order',
    })
    await expect(readBy(given, nobody, run.id)).rejects.toThrow(NotFoundError)

    given.mend()
    await send(given.reports.redriveReportRun, { actor: planner, params: { runId: run.id }, at: given.now() })
    await given.stream()
    expect(await readBy(given, nobody, run.id)).toMatchObject({ state: 'finished' })
    // What it says was read at the first attempt.
    expect(given.timesComposed()).toBe(4)
    const kept = given.files.kept.get(`reports/${run.id}/report.json`)
    const document = ReportDocument.parse(JSON.parse(new TextDecoder().decode(kept)))
    expect(document.sections.find((one) => one.section === 'clusters')).toMatchObject({ clusters: [{}] })
    await expect(
      send(given.reports.redriveReportRun, { actor: planner, params: { runId: run.id } }),
    ).rejects.toThrow(ConflictError)
  })

  it('is given up when its making was stopped each time', async () => {
    const given = reporting()
    const { id } = await defined(given)
    await asked(given, id)
    const outcomes = []
    for (const day of [16, 17, 18, 19])
      outcomes.push(await given.due({ now: new Date(`2026-01-${day}T09:00:00.000Z`), name: `day ${day}` }))
    expect(outcomes.map(({ retried, givenUp }) => [retried, givenUp])).toEqual([
      [1, 0],
      [1, 0],
      [0, 1],
      [0, 0],
    ])
    expect(given.runs()).toMatchObject([{ state: 'failed', attempts: 3 }])
  })
})

describe('who may', () => {
  it('define a report: whose power covers where its subject lies', async () => {
    const given = reporting()
    await expect(defined(given, {}, bavaria)).rejects.toThrow(ForbiddenError)
    await expect(defined(given, { scope: { kind: 'category', code: 'auto' } }, bavaria)).rejects.toThrow(
      ForbiddenError,
    )
    const region = { scope: { kind: 'region', code: 'DE-BY' } }
    const { id } = await defined(given, region, bavaria)
    const toNation = { actor: bavaria, params: { reportId: id }, body: aReport(), version: 1 }
    await expect(send(given.reports.changeReport, toNation)).rejects.toThrow(ForbiddenError)
    const listed = await send(given.reports.listReports, { actor: bavaria })
    await defined(given)
    expect((await send(given.reports.listReports, { actor: bavaria })).body).toEqual(listed.body)
    expect((await send(given.reports.listReports, { actor: ministry })).body.items).toHaveLength(2)
  })

  it('read one for authorities: whose rights it was made with, and who verifies figures there', async () => {
    const given = reporting()
    const { id } = await defined(given, { audience: 'authority' }, planner)
    const run = await asked(given, id, {}, planner)
    await given.stream()
    expect((await readBy(given, planner, run.id)).state).toBe('finished')
    expect((await readBy(given, ministry, run.id)).state).toBe('finished')
    await expect(readBy(given, nobody, run.id)).rejects.toThrow(NotFoundError)
    await expect(readBy(given, bavaria, run.id)).rejects.toThrow(NotFoundError)
    expect((await send(given.reports.listReportRuns, { actor: nobody })).body.items).toEqual([])
    expect((await send(given.reports.reportFeed, { actor: nobody })).body).not.toContain(run.id)
  })

  it('not name what does not exist', async () => {
    const given = reporting()
    const faults = await defined(given, { indicators: ['employment', 'happiness'] }).catch(
      (error: unknown) => error,
    )
    expect(faults).toMatchObject({ faults: [{ pointer: '/indicators/1' }] })
    await expect(defined(given, { scope: { kind: 'region', code: 'FR' } })).rejects.toThrow(RuleFailedError)
    const wrong = ReportContent.safeParse(
      aReport({ languages: ['en'], recipients: [{ person: PERSON, language: 'ru' }] }),
    )
    expect(wrong.error?.issues).toMatchObject([{ path: ['recipients', 0, 'language'] }])
  })
})

describe('a finished report', () => {
  it('is told to its recipients once, each in their language, with the PDF of it', async () => {
    const given = reporting()
    const recipients = [
      { person: PERSON, language: 'ru' },
      { person: 'per_01JD3Z5V9QK8M2N4P6R8S0T2V5', language: 'en' },
    ]
    await defined(given, { schedule: QUARTERLY, recipients })
    given.setClock('2026-04-05T09:00:00.000Z')
    await given.due({ now: given.now(), name: 'late' })
    expect(given.messages).toEqual([])
    for (let delivery = 0; delivery < 3; delivery += 1) await given.stream()
    expect(given.messages).toMatchObject([
      {
        to: PERSON,
        language: 'ru',
        subject: 'Кластеры страны, 1-й квартал 2026 г.',
        attachments: [
          { bucket: 'reports', fileName: 'report-2026-Q1-ru.pdf', contentType: 'application/pdf' },
        ],
      },
      { language: 'en', subject: 'Clusters of the nation, Q1 2026' },
    ])
    expect(given.messages[0]?.text).toContain('с опозданием')
    expect(given.messages[1]?.text).toContain('It is late: it was due on 5 April 2026, 05:00 UTC')
  })

  it('stands in a feed that a reader of feeds understands', async () => {
    const given = reporting()
    const { id } = await defined(given, { names: { en: 'R&D <clusters>', ru: 'НИОКР' } })
    const runs = [await asked(given, id), await asked(given, id, { period: '2025-Q2' })]
    await given.stream()
    const { body } = await send(given.reports.reportFeed, { actor: nobody, language: 'en' })
    const feed = parseAtomFeed(body)
    expect(feed).toMatchObject({
      id: 'https://clusters.example/api/v1/report-feed',
      title: { value: 'Monitoring reports' },
      updated: '2026-01-15T09:00:00.000Z',
    })
    expect(feed.entries?.map((entry) => entry.id)).toEqual(
      runs.map((run) => `https://clusters.example/api/v1/report-runs/${run.id}`).reverse(),
    )
    expect(JSON.stringify(feed.entries?.[0])).toContain('R&D <clusters>, Q2 2025')
  })
})
