import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { type Platform, suitePlatform } from '../../support/platform.ts'

const Awaited = z.object({
  document: z.object({ id: z.string() }),
  upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()) }),
})
const Found = z.object({
  status: z.string(),
  versions: z.array(
    z.object({ status: z.string(), refusal: z.object({ code: z.string() }).exactOptional() }),
  ),
})

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex')

const announced = (content: string) => ({
  titles: { en: 'Report of a test', ru: 'Отчёт теста' },
  language: 'ru',
  visibility: 'public',
  region: 'DE-BY',
  fileName: 'Отчёт за 2025 год.txt',
  mediaType: 'text/plain',
  size: Buffer.byteLength(content),
  sha256: sha256(content),
})

/** Sends a form with a file, as a browser does. */
const send = (
  { url, fields }: z.output<typeof Awaited>['upload'],
  content: string,
  changed: Readonly<Record<string, string>> = {},
) => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ ...fields, ...changed })) form.append(name, value)
  form.append('file', new Blob([content]))
  return fetch(url, { method: 'POST', body: form })
}

describe('documents on the running platform', () => {
  let platform: Platform
  beforeAll(() => {
    platform = suitePlatform()
  })

  const announce = async (content: string, more: object = {}) => {
    const body = { ...announced(content), ...more }
    const response = await platform.api('/documents', { method: 'POST', as: 'region', body })
    expect(response.status, await response.clone().text()).toBe(201)
    return Awaited.parse(await response.json())
  }
  /** The document once its file was checked. */
  const checked = (id: string) =>
    vi.waitFor(
      async () => {
        const response = await platform.api(`/documents/${id}`, { as: 'region' })
        const found = Found.parse(await response.json())
        expect(found.versions[0]?.status).not.toBe('awaiting-upload')
        return found
      },
      { timeout: 60_000, interval: 50 },
    )

  it('travel from the announcement to a download under their own name', async () => {
    const content = 'Кластеры выросли.\n'
    const { document, upload } = await announce(content)
    expect((await send(upload, content)).status).toBe(204)
    expect(await checked(document.id)).toMatchObject({ status: 'available' })

    const { url } = z
      .object({ url: z.url() })
      .parse(await (await platform.api(`/documents/${document.id}/download`)).json())
    const file = await fetch(url)
    expect(file.status).toBe(200)
    expect(file.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('Отчёт за 2025 год.txt')}`,
    )
    expect(await file.text()).toBe(content)
    expect((await fetch(`${url}0`)).status).toBe(403)
  })

  it.each<[string, (upload: z.output<typeof Awaited>['upload']) => Promise<Response>]>([
    ['another content', (upload) => send(upload, 'Jello')],
    ['another size', (upload) => send(upload, 'Hello!')],
    ['another key', (upload) => send(upload, 'Hello', { key: 'documents/other' })],
    ['another type', (upload) => send(upload, 'Hello', { 'Content-Type': 'text/html' })],
    ['no signature', (upload) => send(upload, 'Hello', { 'x-amz-signature': '0'.repeat(64) })],
  ])('are refused by the store with %s', async (_what, attempt) => {
    const { upload } = await announce('Hello')
    const response = await attempt(upload)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
  })

  it('that are not of their type are refused when they are checked', async () => {
    const { document, upload } = await announce('Hello', { fileName: 'a.pdf', mediaType: 'application/pdf' })
    expect((await send(upload, 'Hello')).status).toBe(204)
    expect(await checked(document.id)).toMatchObject({
      status: 'awaiting-upload',
      versions: [{ status: 'refused', refusal: { code: 'type' } }],
    })
    expect((await platform.api(`/documents/${document.id}`)).status).toBe(404)
  })
})
