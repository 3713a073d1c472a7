import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { StartError } from '../start-error.ts'

const VERSION = '1.2.1'

/** Where Dynoxide's program for this machine lies.
 *  @throws StartError that names the install command when it is missing */
export const dynoxideBinary = (platform: string = process.platform, arch: string = process.arch): string => {
  const name = `@dynoxide/${platform}-${arch}`
  const missing = new StartError(
    `The local database has no program for ${platform}-${arch} in node_modules; run: npm install --no-save ${name}@${VERSION} (or set DYNAMODB_ENDPOINT to a DynamoDB that runs elsewhere)`,
  )
  let manifest: string
  try {
    manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  } catch {
    throw missing
  }
  const binary = join(dirname(manifest), platform === 'win32' ? 'dynoxide.exe' : 'dynoxide')
  if (!existsSync(binary)) throw missing
  return binary
}
