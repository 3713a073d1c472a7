import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { IssuedExtract } from '#extracts/model'
import { sha256 } from '#kernel/digest'
import { Problem } from '#kernel/http/problem'
import { downloaded, issuedExtract, verified } from '../../support/extracts.ts'
import { type Platform, suitePlatform } from '../../support/platform.ts'

const REGISTER = 'extracts'
const NUMBER = '2024-0001'
const ENTRY = `/registers/${REGISTER}/entries/${NUMBER}`

/** A register of the test's own with one entry, as an authority brings it in. */
const aRegister = async (platform: Platform) => {
  const ministry = async (path: string, body: object) => {
    const response = await platform.api(path, { method: 'POST', as: 'ministry', body })
    expect(response.status, await response.clone().text()).toBeLessThan(300)
    return z
      .object({ items: z.array(z.object({ outcome: z.string() })).optional() })
      .parse(await response.json())
  }
  await ministry('/registers', {
    code: REGISTER,
    names: { en: 'Register of a test', ru: 'Реестр проверки' },
    territory: ['DE-BY'],
    timeZone: 'Europe/Berlin',
  })
  await ministry(`/registers/${REGISTER}/entries/import`, {
    rows: [
      {
        names: { en: 'Optics Valley', ru: 'Оптическая долина «Ёж»' },
        primaryCategory: 'FOOD',
        regions: ['DE-BY'],
        industries: [],
        registeredOn: '2024-05-01',
        number: NUMBER,
        act: { kind: 'Приказ', number: '12-Р' },
      },
    ],
  })
}

const decide = async (platform: Platform, what: string, inForce: string) => {
  const etag = (await platform.api(ENTRY)).headers.get('etag') ?? ''
  const response = await platform.api(`${ENTRY}/${what}`, {
    method: 'POST',
    as: 'ministry',
    body: { act: { kind: 'Order', number: '7' }, reason: 'Test', inForce },
    headers: { 'if-match': etag },
  })
  expect(response.status, await response.clone().text()).toBe(200)
}

const checkFile = async (platform: Platform, body: object): Promise<unknown> => {
  const response = await platform.api('/extracts/verification', { method: 'POST', body })
  expect(response.status).toBe(200)
  return response.json()
}

describe('extracts on the running platform', () => {
  let platform: Platform
  beforeAll(async () => {
    platform = suitePlatform()
    await aRegister(platform)
  })

  it('are issued as JSON and as a tagged PDF with its title, its language and Cyrillic text', async () => {
    const extract = await issuedExtract(platform, NUMBER, { language: 'ru' }, REGISTER)
    const [json, pdf] = await Promise.all([
      downloaded(platform, extract.code, 'json'),
      downloaded(platform, extract.code, 'pdf'),
    ])
    expect(sha256(json)).toBe(extract.json.sha256)
    expect(sha256(pdf)).toBe(extract.pdf?.sha256)
    const issued = IssuedExtract.parse(JSON.parse(new TextDecoder().decode(json)))
    expect(issued).toMatchObject({
      code: extract.code,
      verifyAt: `${platform.url}/verify?code=${extract.code}`,
      content: { entry: { number: NUMBER }, facts: { names: { ru: 'Оптическая долина «Ёж»' } } },
    })

    const document = await getDocumentProxy(pdf.slice())
    const { text } = await extractText(document, { mergePages: true })
    for (const said of ['Реестр проверки', 'Оптическая долина «Ёж»', 'Приказ 12-Р', extract.code])
      expect(text).toContain(said)
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true })
    expect(JSON.stringify(await (await document.getPage(1)).getStructTree())).toMatch(
      /"H1".*"L".*"LBody".*"Table".*"TH".*"TD"/,
    )
    const { info } = await getMeta(document)
    expect(info).toMatchObject({ Title: `Выписка из реестра: запись ${NUMBER}`, Language: 'ru' })
  })

  it('are refuted when one digit of either file is changed and the code is left', async () => {
    const { code } = await issuedExtract(platform, NUMBER, {}, REGISTER)
    for (const format of ['json', 'pdf'] as const) {
      const bytes = await downloaded(platform, code, format)
      expect(await checkFile(platform, { sha256: sha256(bytes) })).toMatchObject({
        file: 'issued',
        format,
        verification: { extract: { code } },
      })
      const changed = bytes.slice()
      const digit = Buffer.from(changed).indexOf('2024')
      changed[digit + 3] = '5'.charCodeAt(0)
      expect(await checkFile(platform, { sha256: sha256(changed), code })).toMatchObject({ file: 'refuted' })
    }
  })

  it('tell the same question of the past with the same bytes after a backdated change', async () => {
    const now = new Date().toISOString()
    const past = `${ENTRY}/extract?asOf=2025-06-01&knownAt=${now}`
    const before = await (await platform.api(past)).text()
    const { code } = await issuedExtract(platform, NUMBER, { asOf: '2025-06-01', knownAt: now }, REGISTER)
    expect((await verified(platform, code)).result).toBe('current')

    await decide(platform, 'suspension', '2025-01-15')
    expect(await (await platform.api(past)).text()).toBe(before)
    expect(await (await platform.api(`${ENTRY}/extract?asOf=2025-06-01`)).json()).toMatchObject({
      entry: { status: 'suspended', statusSince: '2025-01-15' },
    })
    expect(await verified(platform, code)).toMatchObject({
      result: 'changed',
      changes: [{ field: '/entry/status', after: 'suspended', inForceSince: '2025-01-15' }, {}, {}],
    })
    await decide(platform, 'annulment', '2025-01-16')
    expect((await verified(platform, code)).result).toBe('annulled')
  })

  it('are unknown under a code that was never given, and refused under one that was mistyped', async () => {
    expect(await verified(platform, '7z1qg 4kx2m 9dw3t rb6nv')).toEqual({
      result: 'unknown',
      code: '7Z1QG-4KX2M-9DW3T-RB6NV',
    })
    const mistyped = await platform.api('/extracts/7Z1QG-4KX2M-9DW3T-RB6NW', {
      headers: { 'accept-language': 'ru' },
    })
    expect(mistyped.status).toBe(400)
    expect(Problem.parse(await mistyped.json()).errors).toEqual([
      {
        pointer: ':code',
        detail: 'контрольный символ (последний) не сходится: один из символов введён с ошибкой',
      },
    ])
  })
})
