import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '../start-error.ts'
import { DEFAULT_DATA } from './options.ts'

/** Runs a command against the running platform: `[--data DIR] <arguments>`. A StartError is told in its one sentence;
 *  every error ends in status 1. */
export const commandLine = async (
  command: (dataDir: string, args: readonly string[]) => Promise<void>,
): Promise<void> => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string', default: DEFAULT_DATA } },
    })
    await command(resolve(values.data), positionals)
  } catch (error) {
    const known = error instanceof StartError || (error instanceof TypeError && 'code' in error)
    console.error(known ? error.message : error)
    process.exitCode = 1
  }
}
