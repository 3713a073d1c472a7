import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalCloud } from './cloud.ts'

/** Fills a platform at its first start: always with what no platform can do without, and with the sample unless it
 *  is to stay empty. A load that was broken off is done again; it changes nothing that is there. */
export const fillAtFirstStart = async (
  cloud: LocalCloud,
  empty: boolean,
  log: (line: string) => void,
): Promise<void> => {
  const marker = join(cloud.dataDir, 'loaded.json')
  if (existsSync(marker)) return
  // Imported when needed only: most starts are not the first.
  const { seed } = await import('../../sample/seed.ts')
  await seed(cloud)
  if (!empty) {
    const { loadSample } = await import('../../sample/load.ts')
    await loadSample(cloud, log)
  }
  writeFileSync(marker, `${JSON.stringify({ sample: !empty })}\n`)
}
