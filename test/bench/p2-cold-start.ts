import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import * as z from 'zod'
import { bundle, functionEntries, functionName } from '../../infra/bundle.ts'
import { bundleInParts } from '../../infra/esbuild.ts'
import { DIST, ROOT } from '../../infra/paths.ts'
import { TABLES } from '../../infra/services.ts'
import { apiEvent, lambdaContext, type RequestParts } from '../support/api-event.ts'
import { startDynoxide } from '../support/dynoxide.ts'
import { atMost, type Group, type Line } from './group.ts'
import { type Spread, spreadOf } from './measure.ts'

const ROUNDS = 15
const MOST_OF_BASELINE = 1.25
const MOST_BYTES = 640 * 1024

/** The first call of each API: one read of one record or a refusal, whatever an anonymous caller gets. */
const FIRST_CALLS: Readonly<Record<string, RequestParts>> = {
  'api-alerts': { route: '/alerts' },
  'api-campaign-files': { method: 'POST', route: '/campaigns/{campaignId}/upload' },
  'api-campaigns': { route: '/campaigns' },
  'api-delivery': { route: '/deliveries' },
  'api-extracts': { route: '/extracts/{code}', params: { code: '7Z1QG-4KX2M-9DW3T-RB6NV' } },
  'api-failures': { route: '/failures' },
  'api-figures': { route: '/kpis', query: { indicator: 'none' } },
  'api-governance': { route: '/me' },
  'api-knowledge': { route: '/documents' },
  'api-monitoring': { route: '/indicators/{code}', params: { code: 'none' } },
  'api-platform': { route: '/health' },
  'api-reference': { route: '/code-lists/{list}/{code}', params: { list: 'regions', code: 'DE' } },
  'api-audit': { route: '/audit' },
  'api-releases': { route: '/releases' },
  'api-reports': { route: '/reports' },
  'api-report-previews': { method: 'POST', route: '/reports/preview' },
  'api-registers': { route: '/registers/{registerId}', params: { registerId: 'national' } },
  'api-registry': { route: '/clusters/{clusterId}', params: { clusterId: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4' } },
}

const Took = z.object({ load: z.number(), wall: z.number(), cpu: z.number(), status: z.int().max(499) })

/** P2: load and first call of each API bundle in a fresh process. */
export const p2ColdStart: Group = {
  id: 'p2',
  question:
    'cold start: load + first call of each API bundle, fresh process each round; ratios by median CPU time',
  run: async () => {
    await bundle()
    const names = functionEntries()
      .map(functionName)
      .filter((name) => name.startsWith('api-'))
    const files = new Map([
      ['libraries', await bundleLibraries('libraries', inOneFile)],
      ['libraries in parts', await bundleLibraries('libraries-in-parts', inParts)],
      ...names.map((name): [string, string] => [name, join(DIST, name, 'index.js')]),
    ])
    const dynoxide = await startDynoxide()
    try {
      const table = await dynoxide.createTable()
      const environment = environmentOf(dynoxide.endpoint, table)
      const samples = await rounds(files, environment)
      return reportOf(files, samples)
    } finally {
      await dynoxide.stop()
    }
  },
}

type Sample = z.output<typeof Took>

const rounds = async (files: ReadonlyMap<string, string>, environment: Record<string, string>) => {
  const samples = new Map<string, Sample[]>([...files.keys()].map((name) => [name, []]))
  const all = [...files]
  for (let round = -1; round < ROUNDS; round++)
    for (let turn = 0; turn < all.length; turn++) {
      const [name, file] = all[(round + 1 + turn) % all.length] ?? ['', '']
      const took = await firstCall(file, FIRST_CALLS[name] ?? { route: '/things' }, environment)
      // The first round brings the files into the machine's cache.
      if (round >= 0) samples.get(name)?.push(took)
    }
  return samples
}

const firstCall = async (
  file: string,
  request: RequestParts,
  env: Record<string, string>,
): Promise<Sample> => {
  const script = fileURLToPath(new URL('./p2/first-call.cjs', import.meta.url))
  const context = JSON.stringify(lambdaContext)
  const child = spawn(process.execPath, [script, file, JSON.stringify(apiEvent(request)), context], {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  let text = ''
  child.stdio[3]?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  await once(child, 'close')
  if (text === '') throw new Error(`${file} gave no answer to ${request.route}`)
  return Took.parse(JSON.parse(text))
}

const environmentOf = (endpoint: string, table: string): Record<string, string> => ({
  ...Object.fromEntries(TABLES.map((name) => [`${name.replace('-', '_').toUpperCase()}_TABLE`, table])),
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
  OIDC_ISSUER: 'http://127.0.0.1:9/issuer',
  OIDC_CLIENT_ID: 'bench',
  DOCUMENTS_BUCKET: 'documents',
  FAILURES_BUCKET: 'failures',
  REDRIVING_FUNCTION: 'redriver',
  EXTRACTS_BUCKET: 'extracts',
  REPORTS_BUCKET: 'reports',
  SEALS_BUCKET: 'seals',
  PORTAL_URL: 'http://127.0.0.1:9',
  POWERTOOLS_SERVICE_NAME: 'bench',
  LOG_LEVEL: 'INFO',
})

const LIBRARIES = fileURLToPath(new URL('./p2/baseline.ts', import.meta.url))

type Bundling = (folder: string) => Promise<readonly { readonly path: string; readonly contents: string }[]>

/** As esbuild bundles for Node without being told more. */
const inOneFile: Bundling = async (folder) => {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [LIBRARIES],
    outfile: join(folder, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  })
  return outputFiles.map(({ path, text }) => ({ path, contents: text }))
}

/** As the functions of the API are bundled. */
const inParts: Bundling = async (folder) => (await bundleInParts({ entry: LIBRARIES, folder })).files

/** Bundles the libraries without the platform. @returns the file that loads them */
const bundleLibraries = async (name: string, bundling: Bundling): Promise<string> => {
  const folder = join(ROOT, '.local', 'bench', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n')
  for (const { path, contents } of await bundling(folder)) writeFileSync(path, contents)
  return join(folder, 'index.js')
}

/** Bytes of a bundle, with the parts that it loads later. */
const bytesOf = (start: string): number =>
  globSync('*.js', { cwd: dirname(start) })
    .map((file) => statSync(join(dirname(start), file)).size)
    .reduce((sum, size) => sum + size, 0)

const milliseconds = (name: string, wall: Spread, cpu: Spread) =>
  `${name} ${wall.min.toFixed(0)} / ${wall.median.toFixed(0)} ms (cpu ${cpu.min.toFixed(0)} / ${cpu.median.toFixed(0)})`

const reportOf = (files: ReadonlyMap<string, string>, samples: ReadonlyMap<string, readonly Sample[]>) => {
  const figures = [...files].map(([name, file]) => {
    const taken = samples.get(name) ?? []
    const spread = (of: (sample: Sample) => number) => spreadOf(taken.map(of))
    return {
      name,
      bytes: bytesOf(file),
      status: taken[0]?.status,
      load: spread(({ load }) => load),
      wall: spread(({ wall }) => wall),
      cpu: spread(({ cpu }) => cpu),
    }
  })
  const [baseline, inParts, ...apis] = figures
  if (baseline === undefined || inParts === undefined) throw new Error('nothing was measured')
  const againstParts = [baseline, ...apis].map(
    ({ name, cpu }) => `${name} ${(cpu.median / inParts.cpu.median).toFixed(2)} ×`,
  )
  const lines = apis.flatMap(({ name, bytes, wall, cpu }): Line[] => {
    const ratio = cpu.median / baseline.cpu.median
    return [
      {
        figure: name,
        value: milliseconds('', wall, cpu).trim(),
        comparedWith: milliseconds('libraries', baseline.wall, baseline.cpu),
        ratio: `${ratio.toFixed(2)} ×`,
        target: `≤ ${MOST_OF_BASELINE} ×`,
        verdict: atMost(ratio, MOST_OF_BASELINE),
      },
      {
        figure: '',
        value: `${(bytes / 1024).toFixed(0)} KB`,
        comparedWith: `libraries ${(baseline.bytes / 1024).toFixed(0)} KB`,
        ratio: `${(bytes / baseline.bytes).toFixed(2)} ×`,
        target: '≤ 640 KB',
        verdict: atMost(bytes, MOST_BYTES),
      },
    ]
  })
  return {
    lines,
    notes: [
      'libraries: SDK document client, middy, zod, Powertools logger, CASL in a handler that reads one record and logs one line; no jose, no contract.',
      'they are in one file, as esbuild bundles without being told more; the functions are in parts (docs/adr/0013), which gains time of its own.',
      `against the same libraries in parts (${milliseconds('wall', inParts.wall, inParts.cpu)}): ${againstParts.join(', ')}.`,
      'first calls: a public read of one record or list; /me (governance) and /health (platform) end before the storage, which favours these two.',
      'without what Lambda adds around it: download of the archive and start of the environment.',
    ],
    raw: figures,
  }
}
