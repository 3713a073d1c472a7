import { exec } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunSummary } from '#monitoring/model'
import { banner } from '../../../infra/local/console.ts'
import { type LocalCloud, startLocalCloud } from '../../../infra/local/main/cloud.ts'
import { ROOT } from '../../../infra/paths.ts'
import { seed } from '../../../infra/sample/seed.ts'

// What the platform prints at its start, copied into a shell. Its data folder is not the usual one.

const run = promisify(exec)

describe('the commands that are printed at the start', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'agglomera hints '))
  let cloud: LocalCloud

  /** Runs the command that stands behind a label. @returns what it says */
  const copied = async (label: string): Promise<string> => {
    const command = banner(cloud, true, 1).split(`${label}:`)[1]?.split('\n')[0]?.trim() ?? ''
    return (await run(command, { cwd: ROOT })).stdout
  }

  beforeAll(async () => {
    cloud = await startLocalCloud({ dataDir, schedules: false })
    await seed(cloud)
  })

  afterAll(async () => {
    await cloud?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('give the first power', async () => {
    expect(await copied('The first power')).toContain('now holds power.grant')
  })

  it('give a token of this platform', async () => {
    const token = (await copied('A token for the command line')).trim()
    const me = await fetch(`${cloud.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })
    expect(await me.json()).toMatchObject({ powers: [{ power: 'power.grant' }] })
  })

  it('run a job of this platform', async () => {
    const said = await copied('Run a job now')
    expect(RunSummary.parse(JSON.parse(said.slice(said.indexOf('{')))).outcome).toBe('done')
  })
})
