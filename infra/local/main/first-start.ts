import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../../paths.ts'
import type { LocalCloud } from './cloud.ts'

/** Fills a platform at its first start: always with what no platform can do without, and with the sample unless it
 *  is to stay empty. A load that was broken off is done again; it changes nothing that is there.
 *  @returns whether there was anything to do */
export const fillAtFirstStart = async (
  cloud: LocalCloud,
  empty: boolean,
  log: (line: string) => void,
): Promise<boolean> => {
  const marker = join(cloud.dataDir, 'loaded.json')
  if (existsSync(marker)) return false
  await load('infra/sample/seed.ts', 'seed', cloud, log)
  if (!empty) await load('infra/sample/load.ts', 'loadSample', cloud, log)
  writeFileSync(marker, `${JSON.stringify({ sample: !empty })}\n`)
  return true
}

/** Imported when needed only: most starts are not the first. */
const load = async (
  path: string,
  name: string,
  cloud: LocalCloud,
  log: (line: string) => void,
): Promise<void> => {
  if (!existsSync(join(ROOT, path))) return
  const module: unknown = await import(join(ROOT, path))
  const run: unknown = typeof module === 'object' && module !== null ? Reflect.get(module, name) : undefined
  if (typeof run !== 'function') throw new Error(`${path} exports no function ${name}`)
  await run(cloud, log)
}
