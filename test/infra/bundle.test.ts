import { execFileSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type BundleMetafile,
  bundle,
  functionEntries,
  functionName,
  readMetafile,
} from '../../infra/bundle.ts'
import { DIST } from '../../infra/paths.ts'
import { SERVICES } from '../../infra/services.ts'
import { withDroppableConstants } from '../../infra/unread-constants.ts'

/** The named libraries alone are 508 KB. */
const API_BUDGET = 640 * 1024

/** What lists and redrives failures has the clients of S3 and Lambda besides, loaded by the first call that needs them. */
const FAILURES_BUDGET = 720 * 1024

const budgetOf = (name: string) => (name === 'api-failures' ? FAILURES_BUDGET : API_BUDGET)

describe('the bundles', () => {
  let metafile: BundleMetafile
  let outputs: readonly {
    readonly name: string
    readonly bytes: number
    readonly inputs: readonly string[]
  }[]

  beforeAll(async () => {
    await bundle()
    metafile = readMetafile()
    outputs = Object.entries(
      Object.groupBy(Object.entries(metafile.outputs), ([path]) => folderOf(path)),
    ).map(([name, files = []]) => ({
      name,
      bytes: files.filter(([path]) => path.endsWith('.js')).reduce((sum, [, { bytes }]) => sum + bytes, 0),
      inputs: files.flatMap(([, { inputs }]) => Object.keys(inputs)),
    }))
  })

  it('are one for each function', () => {
    expect(outputs.map(({ name }) => name).sort()).toEqual(functionEntries().map(functionName).sort())
  })

  it('of the API are at most 640 KB', () => {
    const heavy = outputs.filter(({ name, bytes }) => name.startsWith('api-') && bytes > budgetOf(name))
    expect(heavy.map(({ name, bytes }) => `${name}: ${Math.ceil(bytes / 1024)} KB`)).toEqual([])
  })

  it('carry no schema of a model that their function does not read', () => {
    const schema = '"NewMembership"'
    const [reading, writing] = ['api-figures', 'api-registry'].map(textOf)
    expect(reading).not.toContain(schema)
    expect(writing).toContain(schema)
  })

  it('carry no locale of zod, which only error messages of its own would need', () => {
    const locales = outputs.flatMap(({ name, inputs }) =>
      inputs
        .filter((input) => /zod\/v4\/locales\/(?!en\.)[a-zA-Z-]+\.js$/.test(input))
        .map((input) => `${name}: ${input}`),
    )
    expect(locales).toEqual([])
  })

  it('hold no package twice', () => {
    const twice = outputs.flatMap(({ name, inputs }) => {
      const places = Map.groupBy(new Set(inputs.flatMap(placeOf)), packageOf)
      return [...places].flatMap(([pkg, copies]) => (copies.length > 1 ? [`${name}: ${pkg} ${copies}`] : []))
    })
    expect(twice).toEqual([])
  })

  it('of the API load without the fetch of Node', () => {
    const loading = outputs
      .filter(({ name }) => name.startsWith('api-'))
      .filter(({ name }) => builtinsOf(name).some((builtin) => builtin.includes('undici')))
    expect(builtinsOf('api-platform')).not.toEqual([])
    expect(loading.map(({ name }) => name)).toEqual([])
  })

  it('of the API load what reads credentials with the first of them', () => {
    const readers = Object.entries(metafile.outputs).flatMap(([path, { inputs }]) =>
      'shared/governance/credentials.ts' in inputs && folderOf(path).startsWith('api-') ? [path] : [],
    )
    const asking = outputs.map(({ name }) => name).filter((name) => /^api-(?!platform$)/.test(name))
    expect(readers.map(folderOf).sort()).toEqual(asking.sort())
    expect(readers.filter((path) => basename(path) === 'index.js')).toEqual([])
  })

  it('consist of files that are there, and of no others', () => {
    const named = Object.keys(metafile.outputs).filter((path) => folderOf(path).startsWith('api-'))
    const there = globSync('api-*/*', { cwd: DIST }).map((file) => `dist/${file}`)
    expect(there.filter((path) => path.endsWith('.js')).sort()).toEqual(named.sort())
  })

  it('of the API carry no typesetter, and those that need it have compiler and fonts beside them', () => {
    const carrying = outputs.filter(({ inputs }) => inputs.some((input) => input.includes('typst')))
    const names = carrying.map(({ name }) => name)
    expect(names.sort()).toEqual(['streams-make-report', 'streams-render-extract'])
    for (const name of names)
      expect(readdirSync(join(DIST, name)).sort()).toEqual([
        'LICENSE_FONT',
        'PTSans_400Regular.ttf',
        'PTSans_700Bold.ttf',
        'index.js',
        'typst_ts_web_compiler_bg.wasm',
      ])
  })

  it('are left alone while nothing has changed', async () => {
    expect(await bundle()).toBe(false)
  })
})

describe('the name of a function', () => {
  it('comes from its path', () => {
    expect(functionName('functions/jobs/aggregate-kpis.ts')).toBe('jobs-aggregate-kpis')
  })

  it('cannot come from any other path', () => {
    expect(() => functionName('shared/kernel/clock.ts')).toThrow('(expected functions/<group>/<name>.ts)')
  })
})

describe('a constant that may be left out', () => {
  it('is made by a function of its own, on the lines where it stood', () => {
    expect(
      withDroppableConstants(
        [
          'const A = z.object({ ...fields })',
          'export const B = {',
          '  a: A.optional(),',
          '} as const',
          'let c, d = new Map<string, number>()',
        ].join('\n'),
      ).split('\n'),
    ).toEqual([
      'const A = /* @__PURE__ */ (() => (z.object({ ...fields })))()',
      'export const B = /* @__PURE__ */ (() => ({',
      '  a: A.optional(),',
      '} as const))()',
      'let c, d = /* @__PURE__ */ (() => (new Map<string, number>()))()',
    ])
  })

  it('is nothing that a function or a class holds, and no literal', () => {
    const text = [
      'export const f = (a: number) => { const b = g(a); return b }',
      "const NAME = 'x'",
      'class C { static d = g(1) }',
      'g(2)',
    ].join('\n')
    expect(withDroppableConstants(text)).toBe(text)
  })
})

/** The code of a bundle. */
const textOf = (name: string): string =>
  globSync(`${name}/*.js`, { cwd: DIST })
    .map((file) => readFileSync(join(DIST, file), 'utf8'))
    .join('\n')

/** `dist/api-audit/index.js` → `api-audit` */
const folderOf = (path: string): string => basename(dirname(path))

/** The parts of Node that are there once a bundle is loaded. */
const builtinsOf = (name: string): readonly string[] => {
  const service = SERVICES.find(({ entry }) => functionName(entry) === name)
  // What has a default may be of any form; what has to be told is a name or an address.
  const required = Object.entries(service?.environment.shape ?? {}).filter(
    ([, schema]) => !schema.safeParse(undefined).success,
  )
  const told = required.map(([variable]) => [
    variable,
    variable === 'LOG_LEVEL' ? 'INFO' : 'https://example.org',
  ])
  const script = 'require(process.argv[1]); console.log(process.moduleLoadList.join("\\n")); process.exit()'
  const output = execFileSync(process.execPath, ['-e', script, join(DIST, name, 'index.js')], {
    env: { AWS_REGION: 'eu-central-1', ...Object.fromEntries(told) },
    encoding: 'utf8',
  })
  return output.split('\n')
}

/** `node_modules/a/node_modules/@b/c/x.js` → that folder of the package. */
const placeOf = (input: string): readonly string[] => {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)
  return match?.[1] ? [match[1]] : []
}

const packageOf = (place: string): string =>
  place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
