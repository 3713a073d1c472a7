import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from '../../paths.ts'
import { StartError } from '../start-error.ts'

/** Runs a script of the project in a process of its own and waits for it.
 *  @param path relative to the root
 *  @throws StartError with what the script said when it fails */
export const runScript = async (
  path: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<void> => {
  const child = spawn(process.execPath, [path], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk
    })
  }
  const [status] = await once(child, 'close')
  if (status !== 0) throw new StartError(`"node ${path}" failed:\n${said.trim()}`)
}
