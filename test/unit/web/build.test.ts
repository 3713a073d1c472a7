import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

  it('carries no library of schemas and none for development', async () => {
    const { files } = await buildPortal(target)
    for (const file of files.filter((path) => path.endsWith('.js') && !/swagger|docs-/.test(path))) {
      const text = readFileSync(join(target, file), 'utf8')
      expect({ file, found: /ZodError|jsxDEV/.exec(text)?.[0] }).toEqual({ file, found: undefined })
    }
  })

  it('removes files of an earlier build', async () => {
    const { files } = await buildPortal(target)
    writeFileSync(join(target, 'assets', 'page-0000000000.css'), '')
    writeFileSync(`${target}.stamp`, 'another')
    expect((await buildPortal(target)).files).toEqual(files)
    expect(() => readFileSync(join(target, 'assets', 'page-0000000000.css'))).toThrow()
  })
})
