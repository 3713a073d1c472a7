import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { FreshCloud } from '../../sample/operator.ts'
import type { Records } from '../dynamodb/records.ts'
import { StartError } from '../start-error.ts'

/** How a platform is started for the first time in a data folder. */
export interface FirstStart {
  /** What its tables hold from the start; absent: nothing. */
  readonly beginning?: () => Promise<Records>
  /** Brings in the rest, once it runs: with the sample its documents and its report, else what no platform can do
   *  without. What was broken off is done again; it changes nothing that is there. */
  finish(cloud: FreshCloud): Promise<void>
}

/** @returns undefined when the folder was filled before */
export const firstStart = (dataDir: string, empty: boolean): FirstStart | undefined => {
  const marker = join(dataDir, 'loaded.json')
  if (existsSync(marker)) return undefined
  const done = () => writeFileSync(marker, `${JSON.stringify({ sample: !empty })}\n`)
  // Imported when needed only: most starts are not the first.
  if (empty)
    return {
      finish: async (cloud) => {
        const { seed } = await import('../../sample/seed.ts')
        await seed(cloud)
        done()
      },
    }
  return {
    beginning: async () => (await import('../../sample/beginning.ts')).sampleBeginning(),
    finish: async (cloud) => {
      if (!(await hasClusters(cloud)))
        throw new StartError(`The folder ${dataDir} was begun without the sample; start over with --reset`)
      const { publishSample } = await import('../../sample/publish.ts')
      await publishSample(cloud)
      done()
    },
  }
}

const hasClusters = async ({ url }: FreshCloud): Promise<boolean> => {
  const answer = await fetch(`${url}/api/v1/clusters?limit=1`)
  return Clusters.parse(await answer.json()).items.length > 0
}

const Clusters = z.object({ items: z.array(z.unknown()) })
