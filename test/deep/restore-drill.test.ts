import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MANIFEST, readManifest, sha256OfFile, tableFile } from '../../infra/commands/backup/manifest.ts'
import { takeBackup } from '../../infra/commands/backup/take-backup.ts'
import { localPlatform } from '../../infra/commands/operate/local.ts'
import { drill } from '../../infra/commands/restore-drill.ts'
import { fillRegister, foundedCloud } from '../support/small-register.ts'

const folder = mkdtempSync(join(tmpdir(), 'agglomera-drill-test-'))
const backup = join(folder, 'backup')

/** A copy of the backup in which one file was changed. */
const spoilt = (name: string, file: string, change: (text: string) => string): string => {
  const copy = join(folder, name)
  cpSync(backup, copy, { recursive: true })
  const before = gunzipSync(readFileSync(join(copy, file))).toString()
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(join(copy, file), gzipSync(after))
  return copy
}

/** As if the change had been there when the backup was written. */
const signedAnew = (copy: string, file: string): string => {
  const manifest = readManifest(copy)
  const files = { ...manifest.files, [file]: sha256OfFile(copy, file) }
  writeFileSync(join(copy, MANIFEST), JSON.stringify({ ...manifest, files }))
  return copy
}

const foundBy = async (from: string) =>
  (await drill(from, { port: 0, log: () => undefined })).flatMap(({ found }) => found)

describe('the restore drill', () => {
  beforeAll(async () => {
    const { cloud, platform } = await foundedCloud(join(folder, 'source'))
    await fillRegister(platform)
    await cloud.drained()
    await takeBackup(localPlatform(cloud.dataDir), { folder: backup, seed: 7, extracts: 30, at: new Date() })
    await cloud.stop()
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('restores a backup into a fresh platform that answers the same', async () => {
    const { extracts, registers } = readManifest(backup)
    expect(registers).toMatchObject([{ code: 'national' }])
    // Different pasts of six entries, not thirty times that there was none.
    expect(new Set(extracts.map(({ sha256 }) => sha256)).size).toBeGreaterThan(6)
    const steps = await drill(backup, { port: 0, log: () => undefined })
    expect(steps.flatMap(({ found }) => found)).toEqual([])
    expect(steps.map(({ name }) => name)).toContain('compare 30 extracts')
  })

  it('names a file that was changed, before it starts anything', async () => {
    const file = tableFile('registry')
    const copy = spoilt('changed', file, (text) => text.replaceAll('Old cluster 3', 'Odd cluster 3'))
    expect(await foundBy(copy)).toEqual([`${file} was changed since it was written`])
  })

  it('names the entry in which a value was changed and signed anew', async () => {
    const file = tableFile('registry')
    const copy = signedAnew(
      spoilt('forged', file, (text) => text.replaceAll('Old cluster 3', 'Odd cluster 3')),
      file,
    )
    const found = await foundBy(copy)
    expect(found).toContain('the register national has another hash: entries K-2019-3')
    expect(found.filter((one) => one.startsWith('the extract of'))).not.toEqual([])
    expect(found.filter((one) => one.startsWith('the extract of') && !one.includes('K-2019-3'))).toEqual([])
  })

  it('counts what is missing', async () => {
    const file = tableFile('governance')
    const copy = signedAnew(
      spoilt('lacking', file, (text) =>
        text
          .split('\n')
          .filter((line) => !line.includes('"entity":"position"'))
          .join('\n'),
      ),
      file,
    )
    expect(await foundBy(copy)).toEqual(['governance: 0 records "position" instead of 2'])
  })
})
