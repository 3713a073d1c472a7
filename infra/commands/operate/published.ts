import { GetParameterCommand, ParameterNotFound, type SSMClient } from '@aws-sdk/client-ssm'
import { StartError } from '../../local/start-error.ts'

/** Reads what the stacks of an environment published, such as `buckets/failures`.
 *  @throws StartError for what is not there: the environment was not deployed */
export const publishedBy =
  (client: SSMClient, environment: string) =>
  async (name: string): Promise<string> => {
    const parameter = `/agglomera/${environment}/${name}`
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter }))
      if (Parameter?.Value !== undefined) return Parameter.Value
    } catch (error) {
      if (!(error instanceof ParameterNotFound)) throw error
    }
    throw new StartError(`There is no parameter ${parameter}: deploy the environment first (npm run deploy).`)
  }
