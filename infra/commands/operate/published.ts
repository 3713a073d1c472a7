import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm'
import { StartError } from '../../local/start-error.ts'

/** Reads what the stacks of an environment published, such as `buckets/failures`.
 *  @throws StartError for what is not there, since the environment was not deployed, and when AWS cannot be asked */
export const publishedBy =
  (client: SSMClient, environment: string) =>
  async (name: string): Promise<string> => {
    const parameter = `/agglomera/${environment}/${name}`
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter }))
      if (Parameter?.Value !== undefined) return Parameter.Value
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw unreachable(environment, error)
    }
    throw new StartError(`There is no parameter ${parameter}: deploy the environment first (npm run deploy).`)
  }

/** Without a region or credentials, or of another account, nothing of an environment can be read. */
const unreachable = (environment: string, error: unknown): StartError =>
  new StartError(
    `AWS cannot be asked about the environment ${environment}: ${error instanceof Error ? error.message : String(error)}. Check the region and the credentials of the AWS CLI.`,
  )
