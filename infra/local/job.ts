import { commandLine } from './main/command-line.ts'
import { ask } from './main/control.ts'
import { readRuntime } from './main/runtime.ts'
import { StartError } from './start-error.ts'

const parse = (input: string): unknown => {
  try {
    return JSON.parse(input)
  } catch {
    throw new StartError(`The input is not JSON: ${input}`)
  }
}

/** `npm run job -- <name> [json input]`: runs a job of the running platform now, once all that came before it is
 *  done, and prints what it returned as JSON. */
await commandLine(async (dataDir, [name, input = '{}']) => {
  if (name === undefined) {
    throw new StartError('Which job? npm run job -- <name> [input as JSON], for example aggregate-kpis')
  }
  const result = await ask(readRuntime(dataDir), { ask: 'job', name, input: parse(input) })
  console.log(JSON.stringify(result, null, 2))
})
