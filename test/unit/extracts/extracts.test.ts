import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { ExtractCode } from '#extracts/model'
import { canonicalJson, sha256 } from '#kernel/digest'
import { ForbiddenError, KeyReusedError, NotFoundError } from '#kernel/errors'
import { annulled, at, NUMBER, suspended } from '../registry/extracts/support.ts'
import { amended, anonymous, editor, person, send } from '../registry/support.ts'
import { issuing } from './support.ts'

const params = { registerId: 'national', number: NUMBER }
type Given = Awaited<ReturnType<typeof issuing>>

const issue = async (given: Given, body: object = {}, request: object = {}) =>
  (await send(given.extracts.issueExtract, { actor: editor, params, body, at: at('2026-03-11'), ...request }))
    .body

const verify = async ({ extracts }: Given, code: string) =>
  (await send(extracts.verifyExtract, { actor: anonymous, params: { code }, at: at('2026-06-01') })).body

const verifyFile = async ({ extracts }: Given, body: object) =>
  (await send(extracts.verifyFile, { actor: anonymous, body, at: at('2026-06-01') })).body

describe('issuing an extract', () => {
  it('keeps what the entry was on the day, under a code, with both times', async () => {
    const given = await issuing()
    const extract = await issue(given, { asOf: '2025-06-01', language: 'ru' })
    expect(extract).toMatchObject({
      number: NUMBER,
      asOf: '2025-06-01',
      knownAt: '2026-03-11T10:00:00.000Z',
      issuedAt: '2026-03-11T10:00:00.000Z',
      language: 'ru',
      state: 'issuing',
    })
    expect(ExtractCode.parse(extract.code)).toBe(extract.code)
    expect(await issue(given)).toMatchObject({ asOf: '2026-03-11', language: 'en' })
  })

  it('says the same as the content that can be read without issuing it', async () => {
    const given = await issuing()
    const query = { asOf: '2025-06-01', knownAt: '2026-03-10T13:00:00.000Z' }
    const extract = await issue(given, query)
    const { body } = await send(given.extracts.getExtractContent, {
      actor: anonymous,
      params,
      query,
      at: at('2026-03-11'),
    })
    const verified = await verify(given, extract.code)
    expect(verified.result === 'current' && canonicalJson(verified.content)).toBe(canonicalJson(body))
  })

  it('refuses an entry that did not stand in the register, and a state of knowledge to come', async () => {
    const given = await issuing()
    await expect(issue(given, { asOf: '2024-04-30' })).rejects.toThrow(NotFoundError)
    await expect(issue(given, {}, { params: { ...params, number: '2024-0099' } })).rejects.toThrow(
      NotFoundError,
    )
    await expect(issue(given, { knownAt: '2026-03-12T00:00:00.000Z' })).rejects.toThrow(/still to come/)
    expect(given.extractsTable.all()).toEqual([])
  })

  it('answers a repeated request with the first extract', async () => {
    const given = await issuing()
    const claim = { id: 'key', requestHash: 'same', at: at('2026-03-11') }
    const first = await issue(given, {}, { claim })
    expect(await issue(given, {}, { claim })).toEqual(first)
    await expect(issue(given, {}, { claim: { ...claim, requestHash: 'other' } })).rejects.toThrow(
      KeyReusedError,
    )
  })
})

describe('the files of an extract', () => {
  it('are made once, however often the change is delivered, and then can be downloaded', async () => {
    const given = await issuing()
    const { code } = await issue(given, { language: 'ru' })
    const download = (format: string) =>
      send(given.extracts.downloadExtract, { actor: anonymous, params: { code, format } })
    await expect(download('json')).rejects.toThrow(/being made/)

    await given.stream()
    await given.stream()
    expect(given.timesTypeset()).toBe(1)
    const pdf = given.files.kept.get(`extracts/${code}.pdf`) ?? new Uint8Array()
    expect((await download('pdf')).body).toMatchObject({
      url: `https://files.example/${code}.pdf`,
      fileName: `extract-${code}.pdf`,
      sha256: sha256(pdf),
    })
    const verified = await verify(given, code)
    expect(verified.result !== 'unknown' && verified.extract).toMatchObject({
      state: 'issued',
      pdf: { sha256: sha256(pdf), bytes: pdf.length },
    })
  })

  it('stay as they were kept when the record was not finished with them', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    given.files.kept.set(`extracts/${code}.pdf`, Buffer.from('kept before'))
    await given.stream()
    expect(await verifyFile(given, { sha256: sha256('kept before') })).toMatchObject({
      file: 'issued',
      format: 'pdf',
    })
  })

  it('are not to be had of an extract that was never issued', async () => {
    const given = await issuing()
    await expect(
      send(given.extracts.downloadExtract, { params: { code: '00000-00000-00000-00000', format: 'pdf' } }),
    ).rejects.toThrow(NotFoundError)
  })
})

describe('checking an extract by its code', () => {
  it('says current while an extract of today would say the same', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    expect(await verify(given, code)).toMatchObject({
      result: 'current',
      content: { entry: { number: NUMBER } },
    })
  })

  it('is not moved by what is not public', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    const { body, version } = await send(given.registry.getCluster, { params: { clusterId: given.id } })
    const { id: _id, status: _status, entries: _entries, createdAt: _at, updatedAt: _up, ...fields } = body
    await send(given.registry.changeCluster, {
      actor: editor,
      params: { clusterId: given.id },
      ...(version !== undefined && { version }),
      body: { ...fields, contact: { email: 'new@optics.example' } },
      at: at('2026-04-01'),
    })
    expect((await verify(given, code)).result).toBe('current')
  })

  it('says since when and what has changed after a suspension', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    await suspended(given, 1, { inForce: '2026-03-20', on: '2026-03-25' })
    const verified = await verify(given, code)
    expect(verified).toMatchObject({ result: 'changed', changedSince: '2026-03-25' })
    expect(verified.result === 'changed' && verified.changes).toEqual([
      {
        field: '/entry/status',
        before: 'registered',
        after: 'suspended',
        inForceSince: '2026-03-20',
        knownSince: '2026-03-25T10:00:00.000Z',
        since: '2026-03-25',
      },
      expect.objectContaining({ field: '/entry/statusSince', before: '2024-05-01', after: '2026-03-20' }),
      expect.objectContaining({ field: '/decisions', inForceSince: '2026-03-20' }),
    ])
  })

  it('says what a backdated correction changed, though it is in force from before the extract', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    const names = { en: 'Photonics Valley' }
    await amended(given, given.id, { names }, { decisionDate: '2025-01-01', at: at('2026-04-01') })
    const verified = await verify(given, code)
    expect(verified.result === 'changed' && verified.changes[0]).toEqual({
      field: '/facts/names',
      before: { en: 'Optics Valley', ru: 'Оптическая долина' },
      after: names,
      inForceSince: '2025-01-01',
      knownSince: '2026-04-01T10:00:00.000Z',
      since: '2026-04-01',
    })
  })

  it('says of an extract of a past day what has changed since that day', async () => {
    const given = await issuing()
    await suspended(given, 1, { inForce: '2026-03-10', on: '2026-03-10' })
    const { code } = await issue(given, { asOf: '2025-06-01' })
    expect(await verify(given, code)).toMatchObject({ result: 'changed', changedSince: '2026-03-10' })
  })

  it('says annulled once the entry is void, also of an extract that says so itself', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    await annulled(given, 1, { inForce: '2026-03-20', on: '2026-03-25' })
    expect(await verify(given, code)).toMatchObject({ result: 'annulled', changedSince: '2026-03-25' })
    const later = await issue(given, {}, { at: at('2026-04-01') })
    expect(await verify(given, later.code)).toMatchObject({ result: 'annulled', changes: [] })
  })

  it('says unknown of a code that was never issued', async () => {
    const given = await issuing()
    const code = '7Z1QG-4KX2M-9DW3T-RB6NV'
    expect(await verify(given, code)).toEqual({ result: 'unknown', code })
  })
})

describe('checking an extract by its file', () => {
  it('knows the issued bytes of both forms, and refutes one changed digit under the same code', async () => {
    const given = await issuing()
    const { code } = await issue(given)
    await given.stream()
    for (const format of ['json', 'pdf']) {
      const bytes = Buffer.from(given.files.kept.get(`extracts/${code}.${format}`) ?? '')
      const current = { file: 'issued', format, verification: { result: 'current' } }
      expect(await verifyFile(given, { sha256: sha256(bytes) })).toMatchObject(current)
      expect(await verifyFile(given, { sha256: sha256(bytes), code })).toMatchObject(current)

      const changed = Buffer.from(bytes.toString('latin1').replace('2024-0001', '2024-0002'), 'latin1')
      expect(changed.equals(bytes)).toBe(false)
      expect(await verifyFile(given, { sha256: sha256(changed), code })).toMatchObject({
        file: 'refuted',
        verification: { result: 'current', extract: { code } },
      })
      expect(await verifyFile(given, { sha256: sha256(changed) })).toEqual({ file: 'unknown' })
    }
  })

  it('refutes the file of one extract under the code of another', async () => {
    const given = await issuing()
    const [one, other] = [await issue(given), await issue(given)]
    expect(await verifyFile(given, { sha256: one.json.sha256, code: other.code })).toMatchObject({
      file: 'refuted',
      verification: { extract: { code: other.code } },
    })
  })

  it('knows nothing of a file and a code that were never issued', async () => {
    const given = await issuing()
    const code = '00000-00000-00000-00000'
    expect(await verifyFile(given, { sha256: sha256('x'), code })).toEqual({
      file: 'unknown',
      verification: { result: 'unknown', code },
    })
  })
})

describe('an extract from another platform', () => {
  const restorer = person('restorer', ['register.restore'])
  /** An extract of a register that is kept elsewhere since: here nothing of the extract is left. */
  const moved = async () => {
    const given = await issuing()
    const { code } = await issue(given)
    await given.stream()
    const stored = z.object({ data: z.object({ document: z.string() }) })
    const record = given.extractsTable.all().find(({ entity }) => entity === 'extract')
    const pdf = Buffer.from('%PDF-1.7 the very bytes').toString('base64')
    const row = { document: stored.parse(record).data.document, pdf }
    await given.extractsTable.write(given.extractsTable.all().map(({ pk, sk }) => ({ delete: { pk, sk } })))
    given.files.kept.clear()
    const register = given.table.all().find(({ entity }) => entity === 'register')
    if (register === undefined) throw new Error('there is no register')
    const data = { ...Object(register['data']), createdAt: '2026-05-01T00:00:00.000Z' }
    await given.table.write([{ put: { ...register, data } }])
    return { code, row, given, typesetBefore: given.timesTypeset() }
  }
  const bring = async ({ extracts }: Given, rows: readonly object[], actor = restorer) =>
    (
      await send(extracts.importExtracts, {
        actor,
        params: { registerId: 'national' },
        body: { rows: [...rows] },
        at: at('2026-06-01'),
      })
    ).body.rows

  it('is genuine under its code, with the bytes that were issued, and not typeset anew', async () => {
    const { code, row, given, typesetBefore } = await moved()
    expect((await bring(given, [row]))[0]).toMatchObject({ outcome: 'created', id: code })
    expect((await bring(given, [row]))[0]).toMatchObject({ outcome: 'unchanged' })
    expect((await verify(given, code)).result).toBe('current')
    await given.stream()
    expect(given.timesTypeset()).toBe(typesetBefore)
    expect(Buffer.from(given.files.kept.get(`extracts/${code}.pdf`) ?? '').toString('base64')).toBe(row.pdf)
    expect(Buffer.from(given.files.kept.get(`extracts/${code}.json`) ?? '').toString()).toBe(row.document)
    const digest = sha256(Buffer.from(row.pdf, 'base64'))
    expect(await verifyFile(given, { sha256: digest })).toMatchObject({ file: 'issued', format: 'pdf' })
    expect(JSON.stringify(given.extractsTable.all())).not.toContain(row.pdf)
    const listed = await send(given.extracts.listExtracts, {
      actor: restorer,
      params: { registerId: 'national' },
    })
    expect(listed.body.items).toMatchObject([{ code, state: 'issued' }])
    expect(JSON.stringify(listed.body)).not.toContain('document')
  })

  it('is refused where it was changed, is of a time in which it would have been issued here, or of no entry', async () => {
    const { row, given } = await moved()
    const changed = { ...row, document: row.document.replace('2026-03-11', '2026-03-12') }
    const spaced = { ...row, document: `${row.document} ` }
    const noPdf = { ...row, pdf: Buffer.from('text').toString('base64') }
    const unknownEntry = { ...row, document: row.document.replaceAll(NUMBER, '2024-0099') }
    const rows = await bring(given, [spaced, noPdf, unknownEntry])
    expect(rows.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected', 'rejected'])
    expect((await bring(given, [row]))[0]?.outcome).toBe('created')
    expect((await bring(given, [changed]))[0]).toMatchObject({ code: 'conflict' })
    const here = await issuing()
    expect((await bring(here, [row]))[0]?.reason).toContain('from before it was here')
  })

  it('is brought in and listed by who may restore the register alone', async () => {
    const { row, given } = await moved()
    const bavarian = person('bavarian', ['register.restore'], ['DE-BY'])
    await expect(bring(given, [row], bavarian)).rejects.toThrow(ForbiddenError)
    await expect(
      send(given.extracts.listExtracts, { actor: bavarian, params: { registerId: 'national' } }),
    ).rejects.toThrow(ForbiddenError)
  })
})
