import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { environmentNames, LOCAL } from '../config.ts'
import { StartError } from '../local/start-error.ts'
import { deployedPlatform } from './operate/deployed.ts'
import { type Failure, readFailures, replay } from './operate/failures.ts'
import { localPlatform } from './operate/local.ts'
import type { OperatedPlatform } from './operate/operated-platform.ts'

const USAGE = `Usage: npm run redrive -- [--replay] [--environment <name>] [--data DIR]
Lists what could not be processed and is kept in the failures bucket. With --replay it is given to its functions once more,
what was given up first first, and removed where all of it was handled. Without --environment it does so on the platform that
runs on this machine; environments: ${environmentNames()
  .filter((name) => name !== LOCAL)
  .join(', ')}`

/** Tells of everything in the failures bucket and, if asked to, replays it. Consumers bear repetition, so that it can
 *  be broken off and run again at any time.
 *  @returns how many objects are left */
export const redrive = async (
  platform: OperatedPlatform,
  wishes: { readonly replay: boolean },
  log: (line: string) => void,
): Promise<number> => {
  const { failures, foreign } = await readFailures(platform)
  for (const key of foreign) log(`not a record of a failure: ${key}`)
  let left = foreign.length
  for (const failure of failures) {
    const reason = wishes.replay ? await replay(platform, failure) : undefined
    const handled = wishes.replay && reason === undefined
    if (!handled) left++
    log(
      described(failure, handled ? 'handled' : reason === undefined ? undefined : `failed again: ${reason}`),
    )
  }
  log(
    wishes.replay
      ? `${failures.length + foreign.length - left} handled and removed, ${left} left on ${platform.description}`
      : `${left} kept on ${platform.description}${left > 0 ? '; --replay gives them to their functions again' : ''}`,
  )
  return left
}

const described = (failure: Failure, outcome: string | undefined): string => {
  const { key, facts, message } = failure
  const { at, condition, attempts, records, error = 'Error' } = facts
  const what = `${at}  ${facts.function}  ${records} ${records === 1 ? 'record' : 'records'}, ${condition} after ${attempts} attempts`
  return [
    what,
    ...(message === undefined ? [] : [`error: ${error}: ${message}`]),
    key,
    ...(outcome === undefined ? [] : [outcome]),
  ].join('\n    ')
}

/** Runs the command. @returns the exit status: 1 when something that was replayed is left */
const run = async (words: readonly string[], log: (line: string) => void): Promise<number> => {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        replay: { type: 'boolean', default: false },
        environment: { type: 'string', default: LOCAL },
        data: { type: 'string' },
      },
    })
    const { environment, data, replay } = values
    const platform = environment === LOCAL ? localPlatform(data) : await deployedPlatform(environment)
    const left = await redrive(platform, { replay }, log)
    return replay && left > 0 ? 1 : 0
  } catch (error) {
    if (error instanceof StartError) log(error.message)
    else if (isBadOption(error)) log(`${error.message}\n${USAGE}`)
    else throw error
    return 1
  }
}

const isBadOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await run(process.argv.slice(2), (line) => console.log(line))
