import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { startLocalCloud } from '../../infra/local/main/cloud.ts'
import { ROOT } from '../../infra/paths.ts'
import { seed } from '../../infra/sample/seed.ts'
import { empowerAnalyst } from './founding.ts'
import { type Platform, platformOn } from './platform.ts'

/** Official statistics and the fifteen leading-edge clusters of Germany. */
export const REAL_DATA = resolve(ROOT, process.env['REFERENCE_DATA'] ?? '../shared/data')
export const hasRealData = existsSync(REAL_DATA)

const run = promisify(execFile)

const POWERS = [
  'code-list.manage',
  'cluster.register',
  'cluster.edit',
  'statistics.import',
  'job.redrive',
] as const

const file = (name: string) => join(REAL_DATA, `${name}.csv`)

/** The words after `npm run import`, as a user types them, in their order. */
export const REAL_IMPORTS = {
  regions: ['regions', file('de-regions')],
  industries: ['industries', file('de-industries')],
  clusters: [
    'clusters',
    file('de-leading-edge-clusters'),
    '--map',
    'region_codes=regions,industry_codes=industries,selected_in=registeredOn',
    '--recode',
    'registeredOn:2008=2008-12-31,registeredOn:2010=2010-12-31,registeredOn:2012=2012-12-31',
    '--set',
    'register=national,category=_U,act=Leading-Edge Cluster Competition',
  ],
  employment: [
    'observations',
    file('de-states-employment-2008-2014'),
    '--map',
    'region_code=region,industry_code=breakdown,year=period,employees=value',
    '--recode',
    'breakdown:TOTAL=_T',
    '--set',
    'indicator=employment,level=land,source=Federal Employment Agency',
  ],
} as const

/** A platform of its own that holds nothing yet. */
export interface EmptyPlatform extends Platform {
  /** Lets ministry and analyst hold the powers that importing takes. */
  found(): Promise<void>
  /** Runs `npm run <name>` on it. @returns what it says */
  command(name: string, ...words: readonly string[]): Promise<string>
  stop(): Promise<void>
}

export const startEmptyPlatform = async (): Promise<EmptyPlatform> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'agglomera-real-'))
  const cloud = await startLocalCloud({ dataDir, schedules: false })
  await seed(cloud)
  const platform = platformOn(dataDir)
  const command: EmptyPlatform['command'] = async (name, ...words) => {
    const path = join(ROOT, `infra/commands/${name}.ts`)
    const { stdout } = await run('node', [path, ...words, '--data', dataDir])
    return stdout
  }
  return {
    ...platform,
    command,
    found: async () => {
      await command('grant-first', 'ministry@sample.agglomera.invalid')
      await empowerAnalyst(platform, POWERS)
    },
    stop: async () => {
      await cloud.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
