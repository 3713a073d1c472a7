import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type LocalCloud, startLocalCloud } from '../../../infra/local/main/cloud.ts'
import { ask } from '../../../infra/local/main/control.ts'
import { readRuntime } from '../../../infra/local/main/runtime.ts'
import { FAILURES, synthesise, UPLOADS } from './fixture-app.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'cloud-'))
const assembly = synthesise()
const dataDir = folder()
const log: string[] = []
const start = (options: { assembly?: string; dataDir?: string; port?: number } = {}): Promise<LocalCloud> =>
  startLocalCloud({
    dataDir,
    assembly,
    portal: folder(),
    schedules: false,
    log: (line) => log.push(line),
    ...options,
  })

let cloud: LocalCloud
beforeAll(async () => {
  cloud = await start()
})
afterAll(() => cloud.stop())

const put = (id: string, body: string): Promise<Response> =>
  fetch(`${cloud.url}/api/notes/${id}`, { method: 'PUT', headers: { 'content-type': 'text/plain' }, body })
const get = async (id: string): Promise<unknown> =>
  Object(await (await fetch(`${cloud.url}/api/notes/${encodeURIComponent(id)}`)).json()).text
const s3 = () =>
  new S3Client({ endpoint: cloud.endpoints.s3, region: 'eu-central-1', credentials: cloud.operator })
const upload = (Key: string, Body: string) => s3().send(new PutObjectCommand({ Bucket: UPLOADS, Key, Body }))

describe('the platform of a template', () => {
  test('answers through gateway, function and table, and knows its own address', async () => {
    const response = await put('first', 'привет')
    expect(await response.json()).toEqual({ id: 'first', text: 'привет', portal: cloud.url })
  })

  test('hands changes of the table to the consumer of its stream', async () => {
    await put('before', 'changed')
    await cloud.drained()
    expect(await get('seen before')).toBe('changed')
  })

  test('hands new objects to the rule that they fit', async () => {
    await upload('incoming/doc', 'content')
    await upload('elsewhere/other', 'content')
    await cloud.drained()
    expect([await get('doc'), await get('other')]).toEqual(['content', null])
  })

  test('keeps an event that its function cannot handle where an operator sees it', async () => {
    await upload('incoming/poison', 'poison')
    await cloud.drained()
    const { Contents = [] } = await s3().send(
      new ListObjectsV2Command({ Bucket: FAILURES, Prefix: 'aws/lambda/async/app-object/' }),
    )
    const kept = await s3().send(new GetObjectCommand({ Bucket: FAILURES, Key: Contents[0]?.Key }))
    expect(JSON.parse((await kept.Body?.transformToString()) ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { detail: { object: { key: 'incoming/poison' } } },
      responsePayload: { errorMessage: 'poisoned' },
    })
    expect(log.filter((line) => line.includes('poisoned'))).toHaveLength(2)
  })

  test('runs a job once all that came before is done', async () => {
    await put('before', 'the job')
    expect(await cloud.runJob('job')).toEqual({ ran: true, seen: 'the job' })
    await expect(cloud.runJob('job', { fail: true })).rejects.toThrow(
      'The job job failed: RangeError: as asked',
    )
    await expect(cloud.runJob('other')).rejects.toThrow('There is no job "other" (there are job)')
  })

  test('tells commands of this machine what they ask, and nobody else', async () => {
    const runtime = readRuntime(dataDir)
    expect(await ask(runtime, { ask: 'job', name: 'job', input: {} })).toMatchObject({ ran: true })
    const token = String(await ask(runtime, { ask: 'token', persona: 'ministry' }))
    const { payload } = await jwtVerify(
      token,
      createRemoteJWKSet(new URL(`${runtime.issuer}/.well-known/jwks.json`)),
    )
    expect(payload).toMatchObject({ sub: 'ministry', client_id: runtime.clientId, iss: runtime.issuer })
    await expect(ask(runtime, { ask: 'token', persona: 'nobody' })).rejects.toThrow(
      'There is no persona "nobody"',
    )
    const stranger = { ...runtime, control: { ...runtime.control, token: 'guess' } }
    await expect(ask(stranger, { ask: 'drain' })).rejects.toThrow('The token is wrong')
    expect(runtime.tables).toEqual({ NOTES_TABLE: 'notes' })
  })
})

describe('starting', () => {
  test('again finds the data and the keys of before', async () => {
    await put('kept', 'still here')
    const token = await cloud.tokenFor('auditor')
    const { port } = readRuntime(dataDir)
    await cloud.stop()
    expect(() => readRuntime(dataDir)).toThrow('npm start')
    cloud = await start({ port })
    expect(await get('kept')).toBe('still here')
    const jwks = createRemoteJWKSet(new URL(`${cloud.endpoints.issuer}/.well-known/jwks.json`))
    expect((await jwtVerify(token, jwks)).payload.sub).toBe('auditor')
  })

  test('twice on one data folder or one port is refused in a sentence', async () => {
    await expect(start()).rejects.toMatchObject({
      name: 'StartError',
      message: expect.stringContaining('in use by another'),
    })
    const { port } = readRuntime(dataDir)
    const other = folder()
    await expect(start({ dataDir: other, port })).rejects.toMatchObject({
      name: 'StartError',
      message: `Port ${port} is in use: choose another with --port`,
    })
    expect(readdirSync(other)).toEqual([])
    expect(await get('kept')).toBe('still here')
  })

  test('without a permission ends in an error that names function, action and table', async () => {
    const poorer = await start({ assembly: synthesise({ withoutWriting: true }), dataDir: folder() })
    try {
      const response = await fetch(`${poorer.url}/api/notes/x`, { method: 'PUT', body: 'x' })
      const { name, message } = Object(await response.json())
      expect(name).toBe('AccessDeniedException')
      expect(message).toContain('app-api')
      expect(message).toContain('dynamodb:PutItem')
      expect(message).toContain('table/notes')
    } finally {
      await poorer.stop()
    }
  })
})

test('stopping takes less than two seconds, a function that hangs included', async () => {
  const hanging = await start({ dataDir: folder() })
  const answer = fetch(`${hanging.url}/api/slow`).then(
    ({ status }) => status,
    () => 'cut',
  )
  const said = join(hanging.dataDir, 'logs', 'app-slow.log')
  await vi.waitFor(() => expect(readFileSync(said, 'utf8')).toContain('begun'), 60_000)
  const began = performance.now()
  await hanging.stop()
  expect(performance.now() - began).toBeLessThan(2_000)
  expect(await answer).toBe(500)
})
