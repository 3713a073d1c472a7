import { expect, it } from 'vitest'
import { Problem } from '#kernel/http/problem'
import { type ApiRequest, suitePlatform } from '../support/platform.ts'

// What goes wrong between a caller and the running platform, gateway and functions included; the pipeline's own tests
// hold the details.

const platform = suitePlatform()

const organisation = (region: string, name: string) => ({
  names: { en: name, ru: name },
  kind: 'firm',
  size: 'small',
  noIdentifierReason: 'A test',
  seat: { region },
})

/** Sends what is to be refused; gives the problem. */
const refused = async (path: string, request: ApiRequest, status: number) => {
  const response = await platform.api(path, request)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return Problem.parse(await response.json())
}

const post = (body: unknown, rest: Partial<ApiRequest> = {}): ApiRequest => ({
  method: 'POST',
  as: 'region',
  body,
  ...rest,
})

it('answers an unknown path with 404, in the language of the caller', async () => {
  expect((await refused('/nothing-here', {}, 404)).title).toBe('Not found')
  const russian = await refused('/nothing-here', { headers: { 'accept-language': 'ru' } }, 404)
  expect(russian.title).toBe('Не найдено')
})

it('asks for a token with 401 and says how', async () => {
  const response = await platform.api('/organisations', { method: 'POST', body: {} })
  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

it('refuses a foreign territory with 403 and writes nothing', async () => {
  const problem = await refused('/organisations', post(organisation('DE-SN', 'Foreign firm')), 403)
  expect(problem.detail).toContain('DE-SN')
})

it('refuses stale and missing versions with 412 and 428', async () => {
  const created = await platform.api('/organisations', post(organisation('DE-BY', 'Versioned firm')))
  expect(created.status).toBe(201)
  const path = (created.headers.get('location') ?? '').replace('/api/v1', '')
  const change = (headers: Record<string, string>): ApiRequest => ({
    method: 'PUT',
    as: 'region',
    body: organisation('DE-BY', 'Versioned firm, renamed'),
    headers,
  })
  await refused(path, change({}), 428)
  await refused(path, change({ 'if-match': '"77"' }), 412)
  const changed = await platform.api(path, change({ 'if-match': `W/${created.headers.get('etag')}` }))
  expect(changed.status).toBe(200)
  const known = await platform.api(path, { headers: { 'if-none-match': changed.headers.get('etag') ?? '' } })
  expect(known.status).toBe(304)
})

it('gives a repeated Idempotency-Key its first reply, byte for byte, also when both come at once', async () => {
  const send = (name: string) =>
    platform.api(
      '/organisations',
      post(organisation('DE-BY', name), { headers: { 'idempotency-key': 'requests-test-1' } }),
    )
  const replies = await Promise.all(Array.from({ length: 5 }, () => send('Repeated firm')))
  const texts = await Promise.all([...replies, await send('Repeated firm')].map((reply) => reply.text()))
  expect(new Set(texts).size).toBe(1)
  for (const reply of replies) expect(reply.status).toBe(201)
  const other = await send('Another firm')
  expect(other.status).toBe(422)
  expect(Problem.parse(await other.json()).code).toBe('key-reused')
})

it('refuses forged and foreign cursors with 400', async () => {
  const first = await (await platform.api('/clusters?limit=2')).json()
  const cursor = (first as { next: string }).next
  expect((await platform.api(`/clusters?limit=2&cursor=${cursor}`)).status).toBe(200)
  await refused(`/clusters?limit=2&region=DE-BY&cursor=${cursor}`, {}, 400)
  await refused(`/organisations?limit=2&cursor=${cursor}`, {}, 400)
  await refused(`/clusters?limit=2&cursor=A${cursor}`, {}, 400)
})

it('refuses malformed JSON with 400, other content with 422 where it is wrong, and 2 MB with 413', async () => {
  const header = { 'content-type': 'application/json' }
  await refused('/organisations', post('{"names":', { headers: header }), 400)
  const problem = await refused(
    '/organisations',
    post({ ...organisation('DE-BY', 'X'), kind: 'castle' }),
    422,
  )
  expect(problem.errors?.map(({ pointer }) => pointer)).toContain('/kind')
  await refused('/organisations', post({ names: { en: 'x'.repeat(2 * 1024 * 1024) } }), 413)
})

it('loses nothing of a body: misspelt members are refused with 422, wherever they stand', async () => {
  const { size, seat, ...rest } = organisation('DE-BY', 'Misspelt firm')
  const body = { ...rest, sise: size, seat: { ...seat, adress: 'Ring 1' } }
  const problem = await refused('/organisations', post(body), 422)
  expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/sise', '/seat/adress'])
  for (const { detail } of problem.errors ?? []) expect(detail).toMatch(/^is not known here \(known: /)
  const russian = await refused('/organisations', post(body, { headers: { 'accept-language': 'ru' } }), 422)
  for (const { detail } of russian.errors ?? []) expect(detail).toMatch(/^здесь такого нет \(есть: /)
  expect((await refused('/organisations?sise=small', {}, 400)).errors?.[0]?.pointer).toBe('?sise')
})
