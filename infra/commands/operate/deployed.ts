import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { GetParameterCommand, ParameterNotFound, SSMClient } from '@aws-sdk/client-ssm'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { environmentConfig } from '../../config.ts'
import { StartError } from '../../local/start-error.ts'
import type { OperatedPlatform } from './operated-platform.ts'

/** A platform on AWS, found by what its stacks published. Credentials come from where the AWS CLI has them.
 *  @throws StartError when there is no such environment, or it was not deployed */
export const deployedPlatform = async (environment: string): Promise<OperatedPlatform> => {
  const region = regionOf(environment)
  const settings = region === undefined ? {} : { region }
  const parameters = new SSMClient(settings)
  const published = (name: string) => parameter(parameters, `/agglomera/${environment}/${name}`)
  const issuer = await published('identity/issuer')
  const people = new CognitoIdentityProviderClient(settings)
  return {
    description: `the environment ${environment}`,
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    tableName: (context) => published(`tables/${context}/name`),
    account: (email) => accountOf(people, poolOf(issuer), email),
  }
}

const regionOf = (environment: string): string | undefined => {
  try {
    return environmentConfig(environment).region
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error))
  }
}

const parameter = async (client: SSMClient, name: string): Promise<string> => {
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: name }))
    if (Parameter?.Value !== undefined) return Parameter.Value
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error
  }
  throw new StartError(`There is no parameter ${name}: deploy the environment first (npm run deploy).`)
}

/** `https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Ab1` → `eu-central-1_Ab1` */
const poolOf = (issuer: string): string => new URL(issuer).pathname.slice(1)

/** Cognito compares e-mail addresses of the pool without case; quotes would end the filter. */
const accountOf = async (client: CognitoIdentityProviderClient, pool: string, email: string) => {
  const { Users = [] } = await client.send(
    new ListUsersCommand({
      UserPoolId: pool,
      Filter: `email = "${email.replaceAll(/["\\]/g, '\\$&')}"`,
      Limit: 2,
    }),
  )
  if (Users.length > 1) throw new StartError(`There are several accounts with the e-mail ${email}.`)
  const attributes = new Map(Users[0]?.Attributes?.map(({ Name, Value }) => [Name, Value]))
  const subject = attributes.get('sub')
  return subject === undefined ? undefined : { subject, name: attributes.get('name') }
}
