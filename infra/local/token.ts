import { commandLine } from './main/command-line.ts'
import { ask } from './main/control.ts'
import { readRuntime } from './main/runtime.ts'
import { PERSONA_NAMES } from './personas.ts'
import { StartError } from './start-error.ts'

/** `npm run --silent token -- <persona>`: prints an access token of the running platform and nothing else. */
await commandLine(async (dataDir, [persona]) => {
  if (persona === undefined) {
    throw new StartError(
      `Whose token? npm run --silent token -- <persona>, one of ${PERSONA_NAMES.join(', ')}`,
    )
  }
  console.log(await ask(readRuntime(dataDir), { ask: 'token', persona }))
})
