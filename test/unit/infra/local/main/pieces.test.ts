import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { banner } from '../../../../../infra/local/console.ts'
import { openFront } from '../../../../../infra/local/main/front.ts'
import { lockFolder } from '../../../../../infra/local/main/lock.ts'
import { DEFAULT_DATA, readOptions } from '../../../../../infra/local/main/options.ts'
import { relocate } from '../../../../../infra/local/main/relocate.ts'
import { resetFolder } from '../../../../../infra/local/main/reset.ts'
import { readRuntime } from '../../../../../infra/local/main/runtime.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'data-'))

describe('the arguments of npm start', () => {
  test('have defaults', () => {
    expect(readOptions([])).toMatchObject({
      port: 4000,
      reset: false,
      empty: false,
      training: false,
      dataDir: expect.stringMatching(/\.local$/),
    })
  })

  test('are read', () => {
    const options = readOptions([
      '--port',
      '4100',
      '--data',
      '/tmp/x',
      '--no-sample',
      '--reset',
      '--training',
    ])
    expect(options).toEqual({ port: 4100, dataDir: '/tmp/x', empty: true, reset: true, training: true })
    expect(readOptions(['--help'])).toBeUndefined()
  })

  test.each([
    [['--port', 'x'], '"x" is not a port'],
    [['--port', '70000'], '"70000" is not a port'],
    [['--nonsense'], "Unknown option '--nonsense'"],
    [['file'], "Unexpected argument 'file'"],
  ])('%j are refused in a sentence', (args, message) => {
    expect(() => readOptions(args)).toThrow(
      expect.objectContaining({ name: 'StartError', message: expect.stringContaining(message) }),
    )
  })
})

describe('what is printed at the start', () => {
  const started = { url: 'http://127.0.0.1:4000', mailbox: 'http://127.0.0.1:4000/local/mailbox/' }

  test('names the data folder in each command, unless it is the usual one', () => {
    const commands = (dataDir: string) =>
      [...banner({ ...started, dataDir }, true, 1).matchAll(/npm run .*/g)].map(([command]) => command)
    expect(commands('/srv/clusters of 2026')).toEqual([
      "npm run grant-first -- ministry@sample.agglomera.invalid --data '/srv/clusters of 2026'",
      "npm run --silent token -- ministry --data '/srv/clusters of 2026'",
      "npm run job -- aggregate-kpis --data '/srv/clusters of 2026'",
    ])
    expect(commands("/it's")[1]).toBe(String.raw`npm run --silent token -- ministry --data '/it'\''s'`)
    expect(commands(DEFAULT_DATA)[2]).toBe('npm run job -- aggregate-kpis')
  })

  test('tells how to begin only where nothing was loaded', () => {
    expect(banner({ ...started, dataDir: DEFAULT_DATA }, false, 1)).not.toContain('grant-first')
  })
})

describe('a data folder', () => {
  test('belongs to one platform at a time', () => {
    const data = folder()
    const unlock = lockFolder(data)
    expect(() => lockFolder(data)).toThrow('is in use by another running platform')
    unlock()
    lockFolder(data)()
  })

  test('that cannot be made is told in a sentence', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => lockFolder(join(file, 'data'))).toThrow(expect.objectContaining({ name: 'StartError' }))
  })

  test('is emptied by a reset, unless somebody else keeps something there', () => {
    const data = folder()
    mkdirSync(join(data, 'dynamodb'))
    writeFileSync(join(data, 'loaded.json'), '{}')
    resetFolder(data)
    expect(readdirSync(data).filter((name) => !name.startsWith('lock'))).toEqual([])
    writeFileSync(join(data, 'thesis.docx'), '')
    expect(() => resetFolder(data)).toThrow('thesis.docx')
    expect(readdirSync(data)).toContain('thesis.docx')
  })

  test('without a running platform says how to start one', () => {
    expect(() => readRuntime('/nowhere')).toThrow('start it with "npm start -- --data /nowhere"')
    expect(() => readRuntime(join(folder(), 'a b'))).toThrow(/npm start -- --data '.*a b'"$/)
  })
})

describe('the port', () => {
  test('that is taken is told in a sentence', async () => {
    const front = await openFront(0)
    await expect(openFront(front.port)).rejects.toThrow(
      `Port ${front.port} is in use: choose another with --port`,
    )
    await front.close()
  })

  test('answers 503 until it serves and nobody who asks under another name', async () => {
    const front = await openFront(0)
    expect((await fetch(`${front.url}/api/v1/health`)).status).toBe(503)
    const write = (text: string) => async (_request: unknown, response: { end(text: string): unknown }) =>
      void response.end(text)
    front.serve({
      api: write('api'),
      below: [{ path: '/local/identity', handle: write('identity') }],
      portal: write('portal'),
    })
    const said = async (path: string) => (await fetch(front.url + path)).text()
    expect(await Promise.all(['/api/v1/x', '/local/identity/x', '/apis', '/'].map(said))).toEqual([
      'api',
      'identity',
      'portal',
      'portal',
    ])
    const [misdirected] = await once(get(`${front.url}/`, { headers: { host: 'evil.example' } }), 'response')
    expect(misdirected.statusCode).toBe(421)
    misdirected.resume()
    front.cut()
    await front.close()
  })
})

test('the address of the portal is replaced wherever the template has it', () => {
  const resource = {
    stack: 's',
    logicalId: 'l',
    type: 'T',
    physicalId: 'p',
    arn: undefined,
    path: 'p',
    asset: undefined,
  }
  const properties = {
    Urls: ['http://127.0.0.1:4000', 'http://127.0.0.1:4000/signed-in', 'http://127.0.0.1:40001'],
    N: 1,
  }
  const assembly = {
    resources: [{ ...resource, properties }],
    parameters: new Map(),
    outputs: new Map(),
    ofType: () => [],
  }
  const moved = relocate(assembly, 'http://127.0.0.1:4000', 'http://127.0.0.1:5000')
  expect(moved.ofType('T')[0]?.properties).toEqual({
    Urls: ['http://127.0.0.1:5000', 'http://127.0.0.1:5000/signed-in', 'http://127.0.0.1:40001'],
    N: 1,
  })
})
