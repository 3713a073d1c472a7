import { ApiProblem } from '#kernel/client'
import { StartError } from '../../local/start-error.ts'
import { UsageError } from '../import/arguments.ts'

/** Runs a command and tells expected failures in one sentence. @returns the exit status */
export const told = async (command: () => Promise<number>, usage: string): Promise<number> => {
  try {
    return await command()
  } catch (error) {
    if (error instanceof UsageError || error instanceof StartError) console.error(error.message)
    else if (error instanceof ApiProblem)
      console.error(`The platform refused (${error.status} ${error.code}): ${error.message}`)
    else if (isBadOption(error)) console.error(`${error.message}\n${usage}`)
    else throw error
    return 1
  }
}

const isBadOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
