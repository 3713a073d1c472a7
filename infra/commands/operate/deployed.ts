import { CognitoIdentityProviderClient, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SSMClient } from '@aws-sdk/client-ssm'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { environmentConfig } from '../../config.ts'
import { StartError } from '../../local/start-error.ts'
import type { OperatedPlatform } from './operated-platform.ts'
import { publishedBy } from './published.ts'

/** A platform on AWS, found by what its stacks published. Credentials come from where the AWS CLI has them.
 *  @throws StartError when there is no such environment, or it was not deployed */
export const deployedPlatform = async (environment: string): Promise<OperatedPlatform> => {
  const { region, portalUrl } = configOf(environment)
  const settings = region === undefined ? {} : { region }
  const published = publishedBy(new SSMClient(settings), environment)
  const issuer = await published('identity/issuer')
  const people = new CognitoIdentityProviderClient(settings)
  return {
    description: `the environment ${environment}`,
    url: portalUrl,
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    objects: new S3Client(settings),
    bucketName: (bucket) => published(`buckets/${bucket}`),
    tableName: (context) => published(`tables/${context}/name`),
    account: (email) => accountOf(people, poolOf(issuer), email),
  }
}

const configOf = (environment: string) => {
  try {
    return environmentConfig(environment)
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error))
  }
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
