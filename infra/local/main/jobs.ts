import type { FunctionError } from '../lambda/function.ts'
import type { LambdaHost } from '../lambda/host.ts'
import { StartError } from '../start-error.ts'

/** A job ended with an error. */
class JobFailedError extends Error {
  override readonly name = 'JobFailedError'
  readonly code = 'job-failed'

  constructor(job: string, { errorType, errorMessage }: FunctionError) {
    super(`The job ${job} failed: ${errorType}: ${errorMessage}`)
  }
}

/** Runs a job now and waits for it.
 *  @param job the file's name in functions/jobs, such as `aggregate-kpis`
 *  @throws StartError for one that does not exist, naming those that do
 *  @throws JobFailedError when it throws */
export const runJob = async (host: LambdaHost, job: string, input: unknown): Promise<unknown> => {
  const jobs = new Map(
    [...host.functions.keys()].flatMap((name) => {
      const found = /-jobs-([a-z0-9-]+)$/.exec(name)?.[1]
      return found === undefined ? [] : [[found, name]]
    }),
  )
  const functionName = jobs.get(job)
  if (functionName === undefined) {
    throw new StartError(`There is no job "${job}" (there are ${[...jobs.keys()].join(', ') || 'none'})`)
  }
  const result = await host.invoke(functionName, input)
  if (result.error) throw new JobFailedError(job, result.error)
  return result.payload
}
