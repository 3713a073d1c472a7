import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buildPortal } from '../../../web/build.ts'

const PAGES = ['index.html', 'docs/index.html', 'verify/index.html']

describe('the build of the portal', () => {
  let folder: string
  let target: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'agglomera-web-'))
    target = join(folder, 'web')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

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

  it('names every asset by its content, and pages name only assets that are there', async () => {
    const { files } = await buildPortal(target)
    const assets = files.filter((path) => path.startsWith('assets/'))
    expect(assets.filter((path) => !/-[0-9a-f]{10}\.[a-z0-9]+$/.test(path))).toEqual([])
    for (const page of PAGES) {
      const text = readFileSync(join(target, page), 'utf8')
      const named = [...text.matchAll(/"\/(assets\/[^"]+)"/g)].map(([, path]) => path)
      expect(named).not.toHaveLength(0)
      expect(assets).toEqual(expect.arrayContaining(named))
    }
  })

  it('has nothing inline that the policy of the portal would refuse', async () => {
    await buildPortal(target)
    for (const page of PAGES) {
      const text = readFileSync(join(target, page), 'utf8')
      expect(text).not.toMatch(
        /<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|https?:\/\/(?!127\.0\.0\.1)/,
      )
    }
  })

  it('does nothing when nothing has changed, and mends what is missing', async () => {
    expect((await buildPortal(target)).changed).toBe(true)
    const page = join(target, 'index.html')
    writeFileSync(page, 'kept')
    expect((await buildPortal(target)).changed).toBe(false)
    expect(readFileSync(page, 'utf8')).toBe('kept')
    rmSync(page)
    expect((await buildPortal(target)).changed).toBe(true)
    expect(readFileSync(page, 'utf8')).toContain('<div id="portal">')
  })

  it('carries no library for development', async () => {
    const { files } = await buildPortal(target)
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger|docs-/.test(path)))
      expect({ file, found: /jsxDEV/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('needs nothing that only a server has', async () => {
    const { files } = await buildPortal(target)
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger|docs-/.test(path)))
      expect({ file, found: /["']node:\w+["']/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('starts no worker: the policy of the portal would refuse it', async () => {
    const { files } = await buildPortal(target)
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger|docs-/.test(path)))
      expect({ file, found: /new Worker\(/.exec(read(file))?.[0] }).toEqual({ file, found: undefined })
  })

  it('gives visitors who are not signed in no schemas, no powers and no sign-in, and little to wait for', async () => {
    const { files } = await buildPortal(target)
    const first = [...read('index.html').matchAll(/"\/(assets\/[^"]+\.(?:js|css))"/g)].map(
      ([, path = '']) => path,
    )
    const pages = files.filter((path) => /^assets\/public-.*\.js$/.test(path))
    expect(pages).not.toHaveLength(0)
    for (const file of closure([...first, ...pages]))
      expect({ file, found: /ZodError|PureAbility|code_verifier/.exec(read(file))?.[0] }).toEqual({
        file,
        found: undefined,
      })
    const home = files.filter((path) => /^assets\/(public-home|(public-)?en)-/.test(path))
    const sizes = closure([...first, ...home]).map((file) => brotliCompressSync(read(file)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(140_000)
  })

  it('removes files of an earlier build', async () => {
    const { files } = await buildPortal(target)
    writeFileSync(join(target, 'assets', 'page-0000000000.css'), '')
    writeFileSync(`${target}.stamp`, 'another')
    expect((await buildPortal(target)).files).toEqual(files)
    expect(() => readFileSync(join(target, 'assets', 'page-0000000000.css'))).toThrow()
  })
})
