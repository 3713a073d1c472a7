import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { exportRegister } from '../../../infra/commands/register/export-register.ts'
import { REGISTER_FILES } from '../../../infra/commands/register/files.ts'
import { importRegister } from '../../../infra/commands/register/import-register.ts'
import type { LocalCloud } from '../../../infra/local/main/cloud.ts'
import type { Platform } from '../../support/platform.ts'
import { analystOf, fillRegister, foundedCloud } from '../../support/small-register.ts'

const folder = mkdtempSync(join(tmpdir(), 'agglomera-register-'))
const clouds: LocalCloud[] = []

const founded = async (name: string) => {
  const given = await foundedCloud(join(folder, name))
  clouds.push(given.cloud)
  return given
}

/** What anybody reads of the clusters of a past. */
const past = async (platform: Platform, query: string) =>
  z
    .object({ items: z.array(z.record(z.string(), z.unknown())) })
    .parse(await (await platform.api(`/clusters?limit=200&${query}`)).json()).items

describe('a register that is exported and rebuilt on an empty platform', () => {
  let source: Awaited<ReturnType<typeof founded>>
  let target: Awaited<ReturnType<typeof founded>>
  const [first, second] = [join(folder, 'first'), join(folder, 'second')]
  let knownThen: string

  beforeAll(async () => {
    source = await founded('source')
    await fillRegister(source.platform)
    knownThen = new Date().toISOString()
    target = await founded('target')
  })

  afterAll(async () => {
    for (const cloud of clouds) await cloud.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('has the same hash, the same files, and knows what was known then', async () => {
    const exported = await exportRegister(first, 'national', analystOf(source.cloud))
    expect(exported.counts).toMatchObject({ entries: 6, steps: 19, clusters: 6 })
    const lines: string[] = []
    await importRegister(first, analystOf(target.cloud), (line) => lines.push(line))
    expect(lines).toEqual([
      '6 of 6 entries are there',
      `The register national is restored with the hash ${exported.hash}`,
    ])
    const again = await exportRegister(second, 'national', analystOf(target.cloud))
    expect(again.hash).toBe(exported.hash)
    for (const name of Object.keys(REGISTER_FILES))
      expect(readFileSync(join(second, `${name}.json`), 'utf8'), name).toBe(
        readFileSync(join(first, `${name}.json`), 'utf8'),
      )
    for (const query of ['asOf=2022-12-31', `asOf=2024-02-01&knownAt=${knownThen}`, 'asOf=2026-02-02']) {
      const told = await past(source.platform, query)
      expect(told.length, query).toBe(6)
      expect(await past(target.platform, query), query).toEqual(told)
    }
  })

  it('is on record as restored, and cannot be restored once more', async () => {
    const register = await (await target.platform.api('/registers/national')).json()
    expect(register).toMatchObject({ restoration: { entries: 6, completedAt: expect.any(String) } })
    await expect(importRegister(first, analystOf(target.cloud), () => undefined)).rejects.toThrow(
      'only an empty one can be restored',
    )
  })

  it('is not handed out to who keeps only a part of it', async () => {
    for (const [as, status] of [
      [undefined, 401],
      ['region', 403],
    ] as const)
      expect((await source.platform.api('/registers/national/records', { as })).status).toBe(status)
  })
})
