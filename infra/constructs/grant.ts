import { ArnFormat, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import * as z from 'zod'
import type { INDEXES } from './service-table.ts'

/** What a store may ask of its table. No Scan: nothing behind a route may read a whole table. */
export type TableAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem'
  | 'BatchWriteItem'

/** Exactly what a function does with a table, and which of its indexes it queries. */
export interface TableAccess {
  readonly actions: readonly TableAction[]
  readonly indexes?: readonly (typeof INDEXES)[number][]
}

/** What a function does with the objects under one prefix of a bucket. */
export interface ObjectAccess {
  readonly prefix: string
  readonly actions: readonly ('GetObject' | 'PutObject' | 'DeleteObject')[]
  /** S3 tells that an object is not there only to those who may list the bucket; to others it says 403. */
  readonly missing?: 'told'
}

/** Allows the listed actions on the table and `Query` on the named indexes, and nothing else. The ready-made
 *  grants of the CDK would add Scan and every index there will ever be. */
export const grantTable = (role: Role, tableName: string, { actions, indexes }: TableAccess): void => {
  const table = Stack.of(role).formatArn({ service: 'dynamodb', resource: 'table', resourceName: tableName })
  allow(role, prefixed('dynamodb', actions), [table])
  const queried = (indexes ?? []).map((index) => `${table}/index/${index}`)
  if (queried.length > 0) allow(role, ['dynamodb:Query'], queried)
}

/** Allows the listed actions on all objects under the prefix of a bucket. */
export const grantObjects = (
  role: Role,
  bucket: string,
  { prefix, actions, missing }: ObjectAccess,
): void => {
  allowUnder(
    role,
    prefixed('s3', actions),
    `${bucketArn(role, bucket)}/${prefix}*`,
    'The keys of objects are made when they are written: only their prefix is known here.',
  )
  if (missing === 'told') allow(role, ['s3:ListBucket'], [bucketArn(role, bucket)])
}

/** Lets Lambda leave what a function could not process in the failures bucket, under Lambda's own prefix. */
export const grantFailureDestination = (role: Role, bucket: string): void => {
  allow(role, ['s3:ListBucket'], [bucketArn(role, bucket)])
  allowUnder(
    role,
    ['s3:PutObject'],
    `${bucketArn(role, bucket)}/aws/lambda/*`,
    'Lambda names each failure by its time and a random id: only the prefix is known here.',
  )
}

/** Allows calling these functions, by their names and whatever their latest code is. */
export const grantCall = (role: Role, functionNames: readonly string[]): void =>
  allow(
    role,
    ['lambda:InvokeFunction'],
    functionNames.map((resourceName) =>
      Stack.of(role).formatArn({
        service: 'lambda',
        resource: 'function',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ),
  )

/** Lets Lambda read one stream for a function. */
export const grantStream = (role: Role, streamArn: string): void =>
  allow(role, prefixed('dynamodb', ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams']), [
    streamArn,
  ])

/** The ARN of a bucket known by name. */
export const bucketArn = (scope: Construct, bucket: string): string =>
  Stack.of(scope).formatArn({
    service: 's3',
    region: '',
    account: '',
    resource: bucket,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  })

/** Adds one statement of exact actions on exact resources. */
export const allow = (role: Role, actions: readonly string[], resources: readonly string[]): void => {
  role.addToPrincipalPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }))
}

/** The one place where a resource ends in `*`: object keys. Each such grant says why. */
const allowUnder = (role: Role, actions: readonly string[], keys: string, reason: string): void => {
  allow(role, actions, [keys])
  Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${nagName(role, keys)}]`, reason })
}

/** An ARN as cdk-nag writes it in a finding: `arn:<AWS::Partition>:s3:::<Parameter>/incoming/*`. */
const nagName = (scope: Construct, arn: string): string =>
  JoinedArn.parse(Stack.of(scope).resolve(arn))
    ['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : `<${part.Ref}>`))
    .join('')

const JoinedArn = z.object({
  'Fn::Join': z.tuple([z.literal(''), z.array(z.union([z.string(), z.object({ Ref: z.string() })]))]),
})

const prefixed = (service: string, actions: readonly string[]): readonly string[] =>
  actions.map((action) => `${service}:${action}`)
