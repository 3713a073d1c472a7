import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunSummary } from '#monitoring/model'
import { synthesise } from '../../infra/local/main/assembly-folder.ts'
import { startLocalCloud } from '../../infra/local/main/cloud.ts'
import { PORTAL, ROOT } from '../../infra/paths.ts'
import { seed } from '../../infra/sample/seed.ts'
import { empowerAnalyst } from '../support/founding.ts'
import { type Platform, platformOn } from '../support/platform.ts'
import { seededChance } from '../support/random.ts'
import { importUntilKilled, LANDS } from './support/import-load.ts'
import { type KillablePlatform, startKillable, VICTIMS } from './support/killable-platform.ts'
import { halfWritten } from './support/registry-scan.ts'
import { lossesOf } from './support/round-check.ts'

// The platform is killed at chance moments of imports and started again on the same data. What it acknowledged has
// to be there; what it did not may be there or not, but whole. `KILLS=10 npm run test:deep -- kill` is a short run.

const KILLS = Number(process.env['KILLS'] ?? 100)
const SEED = Number(process.env['SEED'] ?? 20_261_123)
const POWERS = ['code-list.manage', 'organisation.edit', 'statistics.import', 'job.redrive'] as const

/** The kill comes after this many answers at most, and then within this time: also before the first answer. */
const MOST_ANSWERS = 12
const MOST_MILLISECONDS = 60

const run = promisify(execFile)

describe(`${KILLS} kills during imports (seed ${SEED})`, () => {
  let folder: string
  let dataDir: string
  let assembly: string
  let running: KillablePlatform | undefined

  const start = async (): Promise<KillablePlatform> => {
    running = await startKillable(dataDir, assembly, PORTAL)
    return running
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agglomera-kill-'))
    dataDir = join(folder, 'data')
    assembly = join(folder, 'assembly')
    // A copy: whoever synthesises again meanwhile does not change what is running here.
    await cp(await synthesise(), assembly, { recursive: true })
    const cloud = await startLocalCloud({ dataDir, assembly, portal: PORTAL, schedules: false })
    try {
      await seed(cloud)
      await prepare(platformOn(dataDir))
    } finally {
      await cloud.stop()
    }
  })

  const prepare = async (platform: Platform): Promise<void> => {
    const command = join(ROOT, 'infra/commands/grant-first.ts')
    await run('node', [command, 'ministry@sample.agglomera.invalid', '--data', dataDir])
    await empowerAnalyst(platform, POWERS)
    const names = (code: string) => ({ en: `Region ${code}`, ru: `Регион ${code}` })
    const regions = [
      { code: 'DE', parent: null, level: 'country', names: names('DE') },
      ...LANDS.map((code) => ({ code, parent: 'DE', level: 'land', names: names(code) })),
    ]
    const imported = await platform.api('/code-lists/regions', {
      method: 'POST',
      as: 'analyst',
      body: { rows: regions },
    })
    expect(imported.ok, await imported.clone().text()).toBe(true)
  }

  afterAll(async () => {
    await running?.kill('platform and database')
    await rm(folder, { recursive: true, force: true })
  })

  it('loses nothing that was acknowledged and leaves nothing half written', async () => {
    const chance = seededChance(SEED)
    const below = (limit: number) => Math.floor(chance() * limit)
    const starts: number[] = []
    let answers = 0
    let rowsAcknowledged = 0

    let current = await start()
    for (let number = 1; number <= KILLS; number += 1) {
      const [after, milliseconds] = [below(MOST_ANSWERS + 1), below(MOST_MILLISECONDS)]
      const victim = VICTIMS[number % VICTIMS.length] ?? 'platform'
      const since = new Date().toISOString()
      const killed = Promise.withResolvers<void>()
      let aimed = false
      const aim = (count: number): void => {
        if (aimed || count < after) return
        aimed = true
        setTimeout(() => current.kill(victim).then(killed.resolve, killed.reject), milliseconds)
      }
      // Tokens are fetched before, so that an early kill meets imports.
      await current.platform.tokenFor('analyst')
      aim(0)
      const round = await importUntilKilled(current.platform, number, (state) => aim(state.answers))
      await killed.promise

      current = await start()
      starts.push(current.startMilliseconds)
      const label = `kill ${number} of the ${victim}, ${milliseconds} ms after answer ${after}`
      expect(round.faults, label).toEqual([])
      expect(await lossesOf(current.platform, round, since), label).toEqual([])
      answers += round.answers
      rowsAcknowledged += round.bulk.reduce((sum, { answer }) => sum + (answer?.rows.length ?? 0), 0)
    }

    expect(answers).toBeGreaterThan(KILLS)
    expect(await halfWritten(dataDir)).toEqual([])
    const aggregated = RunSummary.parse(await current.platform.runJob('aggregate-kpis'))
    expect(aggregated.outcome).toBe('done')
    // What is kept as aggregates equals what is computed anew: no mark of a changed value was lost.
    const rebuilt = RunSummary.parse(await current.platform.runJob('rebuild-kpis'))
    expect(rebuilt).toMatchObject({ outcome: 'done', differing: [], pending: 0 })

    const sorted = starts.toSorted((a, b) => a - b)
    const median = Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)
    process.stderr.write(
      `${KILLS} kills, seed ${SEED}: ${answers} answers and ${rowsAcknowledged} rows of lists acknowledged, ` +
        `none lost; start again in ${median} ms (median), ${Math.round(sorted.at(-1) ?? 0)} ms (longest)\n`,
    )
  })
})
