import { commandLine } from './main/command-line.ts'
import { ask } from './main/control.ts'
import { readRuntime } from './main/runtime.ts'
import { PERSONA_NAMES } from './personas.ts'
import { StartError } from './start-error.ts'

/** `npm run --silent token -- <persona>`: prints an access token of the running platform and nothing else. With
 *  `one-factor` behind it the token is as of a sign-in without a second factor. */
await commandLine(async (dataDir, [persona, signIn]) => {
  if (persona === undefined || (signIn !== undefined && signIn !== 'one-factor')) {
    throw new StartError(
      `Whose token? npm run --silent token -- <persona> [one-factor], one of ${PERSONA_NAMES.join(', ')}`,
    )
  }
  console.log(await ask(readRuntime(dataDir), { ask: 'token', persona, ...(signIn && { signIn }) }))
})
