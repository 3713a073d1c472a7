import { describe, expect, it } from 'vitest'
import { ask, askInVain, change, content, create, given } from './support.ts'

describe('refusals', () => {
  it('knows no other route', async () => {
    const { problem } = await askInVain({ route: '/nonsense' }, 'not-found')
    expect(problem.detail).toContain('GET /api/v1/nonsense')
    await askInVain({ method: 'PATCH', route: '/things/{id}', params: { id: 'a' } }, 'not-found')
  })

  it('asks who it is: no token, a bad one, none needed but a bad one', async () => {
    const anonymous = await askInVain({ route: '/my-things' }, 'unauthenticated')
    expect(anonymous.headers['www-authenticate']).toBe('Bearer')
    await askInVain({ ...change('"1"'), headers: { 'if-match': '"1"' } }, 'unauthenticated')
    await askInVain({ route: '/things', headers: { authorization: 'Bearer forged' } }, 'unauthenticated')
  })

  it('refuses an account without the power before it looks at what was sent, and one of elsewhere', async () => {
    const request = { ...change('"1"'), headers: { authorization: 'Bearer powerless' }, body: 'not json' }
    await askInVain(request, 'forbidden')
    await create('a')
    await askInVain(change('"1"', content, { authorization: 'Bearer elsewhere' }), 'forbidden')
    expect((await ask({ route: '/my-things', headers: request.headers })).statusCode).toBe(200)
  })

  it('points at every fault of a body', async () => {
    const body = { name: 7, colour: 'grey', weight: 1, tags: ['a', 2], 'a/b~c': true }
    const { problem } = await askInVain(change('"1"', body), 'invalid-body')
    expect(problem.errors?.map(({ pointer }) => pointer).sort()).toEqual([
      '/a~1b~0c',
      '/colour',
      '/name',
      '/tags/1',
    ])
  })

  it('refuses a body in another encoding than UTF-8, however it comes', async () => {
    // {"name":"Автокластер"} in Windows-1251, as whoever took it for UTF-8 read it.
    const name = [...'Автокластер'].map((letter) => letter.charCodeAt(0) - 0x350)
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from(name), Buffer.from('"}')])
    for (const base64 of [true, false]) {
      const body = bytes.toString('utf8')
      const { problem } = await askInVain({ ...change('"1"'), body, base64 }, 'invalid-request')
      expect(problem.detail).toContain('not to be in UTF-8')
    }
    // A single sign that was lost may have come with the data.
    const lost = { ...content, name: 'Universit\ufffd' }
    expect((await ask(change('"1"', lost))).statusCode).not.toBe(400)
  })

  it('points at faults in Russian for who reads Russian', async () => {
    const request = change(
      '"1"',
      { ...content, name: 'red' },
      { 'accept-language': 'ru-RU,ru;q=0.9,en;q=0.8' },
    )
    const { problem } = await askInVain(request, 'invalid-body', 'ru')
    expect(problem.errors).toEqual([{ pointer: '/name', detail: 'вещь не называется по своему цвету' }])
    expect(problem.detail).toMatch(/^[А-Я]/)
    expect(
      (await askInVain(change('"1"', { ...content, name: 'red' }), 'invalid-body')).problem.errors,
    ).toEqual([{ pointer: '/name', detail: 'a thing is not called by its colour' }])
  })

  it('refuses path and query parameters by name', async () => {
    const { problem } = await askInVain(
      { route: '/things/{id}', params: { id: 'NOT AN ID' } },
      'invalid-request',
    )
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual([':id'])
    await askInVain(
      { route: '/things/{id}', params: { id: 'a' }, query: { detail: '10' } },
      'invalid-request',
    )
  })

  it('loses nothing that was sent: misspelt parameters and members are told, with what there is', async () => {
    const asked = { route: '/things/{id}', params: { id: 'a' }, query: { detial: '1' } }
    expect((await askInVain(asked, 'invalid-request')).problem.errors).toEqual([
      { pointer: '?detial', detail: 'is not known here (known: detail)' },
    ])
    const { weight: _, ...rest } = content
    const sent = change('"1"', { ...rest, wieght: 2 }, { 'accept-language': 'ru' })
    expect((await askInVain(sent, 'invalid-body', 'ru')).problem.errors).toEqual([
      { pointer: '/wieght', detail: 'здесь такого нет (есть: name, colour, weight, tags)' },
      { pointer: '/weight', detail: 'неверный тип или нет значения: ожидается число' },
    ])
  })

  it('tells the first of very many faults', async () => {
    const tags = Array.from({ length: 30_000 }, () => 1)
    const { problem } = await askInVain(change('"1"', { ...content, tags }), 'invalid-body')
    expect(problem.errors).toHaveLength(21)
    expect(problem.errors?.at(-1)).toEqual({ pointer: '', detail: 'and 29980 more' })
  })

  it.each(['{', 'nonsense', '{"a":1}}', "{'a':1}", ''])('refuses the malformed JSON %s', async (body) => {
    await askInVain(change('"1"', body), 'invalid-request')
  })

  it('refuses what is not said to be JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])
      await askInVain(change('"1"', content, { 'content-type': type }), 'unsupported-media-type')
    await create('a')
    for (const type of [
      'application/json',
      'application/merge-patch+json; charset=utf-8',
      'Application/JSON ;x=y',
    ]) {
      const version = given.table.all().find(({ pk }) => pk === 'THING')?.['version']
      expect((await ask(change(`"${version}"`, content, { 'content-type': type }))).statusCode, type).toBe(
        200,
      )
    }
  })

  it('refuses more than 1 MiB of bytes, encoded or not', async () => {
    const body = (bytes: number) => JSON.stringify({ name: 'x'.repeat(bytes - '{"name":""}'.length) })
    await askInVain(change('"1"', body(2 * 1024 * 1024)), 'too-large')
    await askInVain({ ...change('"1"', body(2 * 1024 * 1024)), base64: true }, 'too-large')
    await askInVain(change('"1"', body(1024 * 1024 + 1)), 'too-large')
    await askInVain(change('"1"', JSON.stringify({ name: 'ё'.repeat(600_000) })), 'too-large')
    await askInVain(change('"1"', body(1024 * 1024)), 'invalid-body')
  })

  it('reads a body that the gateway encoded', async () => {
    const { statusCode, text } = await create('a', { base64: true, body: { ...content, name: 'Ёж' } })
    expect(statusCode).toBe(201)
    expect(JSON.parse(text)).toMatchObject({ name: 'Ёж' })
  })

  it('takes a prototype in a body for an unknown field', async () => {
    const body = `{"name":"x","colour":"red","weight":1,"tags":[],"__proto__":{"admin":true}}`
    await askInVain(change('"1"', body), 'invalid-body')
    expect(Object.prototype).not.toHaveProperty('admin')
  })
})
