import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { PORTAL, ROOT } from '../../paths.ts'
import { runScript } from './script.ts'

const BUILD = 'web/build.ts'

/** The folder of the portal, built by its own script, which does nothing when nothing has changed.
 *  @throws StartError with what the build said when it fails */
export const builtPortal = async (): Promise<string> => {
  if (existsSync(join(ROOT, BUILD))) await runScript(BUILD)
  return PORTAL
}
