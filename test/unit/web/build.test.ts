import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { buildPortal } from '../../../web/build.ts'

describe('the build of the portal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'agglomera-web-'))
  const target = join(folder, 'web')
  let files: readonly string[]
  beforeAll(async () => {
    files = (await buildPortal(target)).files
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const read = (file: string) => readFileSync(join(target, file), 'utf8')

  /** Scripts with all that they import at once. */
  const closure = (files: readonly string[]): readonly string[] => {
    const reached = new Set(files)
    for (const file of reached)
      for (const [, name = ''] of file.endsWith('.js')
        ? read(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)
        : [])
        reached.add(`assets/${name}`)
    return [...reached]
  }

  it('names every asset by its content, and the page names only assets that are there', () => {
    const assets = files.filter((path) => path.startsWith('assets/'))
    expect(assets.filter((path) => !/-[0-9a-f]{10}\.[a-z0-9]+$/.test(path))).toEqual([])
    const named = [...read('index.html').matchAll(/[" ]\/(assets\/[^" ]+)/g)].map(([, path]) => path)
    expect(named).not.toHaveLength(0)
    expect(assets).toEqual(expect.arrayContaining(named))
  })

  it('has nothing inline that the policy of the portal would refuse', () => {
    expect(read('index.html')).not.toMatch(
      /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|https?:\/\/(?!127\.0\.0\.1)/,
    )
  })

  it('lets no script but a small one run before the page is painted', () => {
    const page = read('index.html')
    const scripts = [...page.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, path = '']) => path)
    expect(scripts).toEqual([expect.stringMatching(/^assets\/first-/)])
    expect(scripts.map((path) => read(path).length)[0]).toBeLessThan(2000)
    expect(page).toContain('<h1>The digital platform of cluster cooperation</h1>')
    expect(page).toContain('<h1>Цифровая платформа кластерного взаимодействия</h1>')
  })

  it('draws the regions as those who look at them need them', () => {
    expect(files).not.toContain('boundaries/de.geo.json')
    const shapes = z
      .array(
        z.object({
          code: z.string(),
          path: z.string(),
          centre: z.tuple([z.number().min(0).max(560), z.number().min(0).max(640)]),
        }),
      )
      .parse(JSON.parse(read('boundaries/de.json')))
    expect(shapes).toHaveLength(16)
    // Bavaria is the largest and lies in the south-east; Bremen, the smallest, upon its surroundings.
    expect(shapes[0]?.code).toBe('DE-BY')
    expect(shapes.at(-1)?.code).toBe('DE-HB')
    const [x, y] = shapes[0]?.centre ?? [0, 0]
    expect([x > 280, y > 400]).toEqual([true, true])
    for (const { path } of shapes) expect(path).toMatch(/^(M\d+ \d+l-?\d+ -?\d+( -?\d+ -?\d+)*z)+$/)
  })

  it('tells the licences of all that it carries', () => {
    const licences = read('licences.txt')
    for (const name of ['react-dom', '@tanstack/react-router', 'SmartBear', 'DOMPurify'])
      expect(licences).toContain(name)
  })

  it('carries no library for development', () => {
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger/.test(path)))
      expect({ file, found: /jsxDEV/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('needs nothing that only a server has', () => {
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger/.test(path)))
      expect({ file, found: /["']node:\w+["']/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('starts no worker: the policy of the portal would refuse it', () => {
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger/.test(path)))
      expect({ file, found: /new Worker\(/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('gives visitors who are not signed in no schemas, no powers and no sign-in, and little to wait for', () => {
    const page = read('index.html').replace(/data-ru="[^"]*"/, '')
    const first = [...page.matchAll(/[" ]\/(assets\/[^" ]+\.(?:js|css))/g)].map(([, path = '']) => path)
    const pages = files.filter((path) => /^assets\/public-.*\.js$/.test(path))
    expect(pages).not.toHaveLength(0)
    for (const file of closure([...first, ...pages]))
      expect({ file, found: /ZodError|PureAbility|code_verifier/.exec(read(file))?.[0] }).toEqual({
        file,
        found: undefined,
      })
    const sizes = closure(first).map((file) => brotliCompressSync(read(file)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(140_000)
  })

  it('does nothing when nothing has changed, and mends what is missing', async () => {
    const page = join(target, 'index.html')
    writeFileSync(page, 'kept')
    expect((await buildPortal(target)).changed).toBe(false)
    expect(readFileSync(page, 'utf8')).toBe('kept')
    rmSync(page)
    expect((await buildPortal(target)).changed).toBe(true)
    expect(readFileSync(page, 'utf8')).toContain('<div id="portal">')
  })

  it('removes files of an earlier build', async () => {
    writeFileSync(join(target, 'assets', 'page-0000000000.css'), '')
    writeFileSync(`${target}.stamp`, 'another')
    expect((await buildPortal(target)).files).toEqual(files)
    expect(() => readFileSync(join(target, 'assets', 'page-0000000000.css'))).toThrow()
  })
})
