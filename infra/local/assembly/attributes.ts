import { createHash } from 'node:crypto'

/** The account, region, partition and domain that the local cloud pretends to be. */
export const ACCOUNT = '000000000000'
export const REGION = 'eu-central-1'
export const PARTITION = 'aws'
export const URL_SUFFIX = 'amazonaws.com'

/** What is known of a resource when its attributes are asked for. */
export interface ResourceName {
  readonly stack: string
  readonly logicalId: string
  readonly type: string
  /** Its explicit name, else `<stack>-<logicalId>`. */
  readonly physicalId: string
}

/** Answers with a local value in place of the AWS-like one, or `undefined` to keep that. The attribute `Ref` is
 *  what the intrinsic of this name gives. */
export type AttributeHook = (resource: ResourceName, attribute: string) => string | undefined

/** The property that holds a type's explicit name. */
export const NAME_PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::Events::Rule': 'Name',
  'AWS::IAM::Policy': 'PolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SES::ConfigurationSet': 'Name',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::Cognito::UserPoolDomain': 'Domain',
}

/** Types whose id AWS makes up; the name that the template gives them is a label. */
const OPAQUE_IDS: ReadonlySet<string> = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::ResponseHeadersPolicy',
])

/** The id of a resource that has no explicit name: always the same one, and valid for its type. */
export const generatedId = (stack: string, logicalId: string, type: string): string => {
  const name = `${stack}-${logicalId}`
  if (type === 'AWS::S3::Bucket') return name.toLowerCase()
  if (type === 'AWS::Cognito::UserPool') return `${REGION}_${digest(name).slice(0, 9)}`
  if (type === 'AWS::Cognito::UserPoolClient') return digest(name).slice(0, 26)
  if (OPAQUE_IDS.has(type)) return digest(name).slice(0, 10)
  return name
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The ARN of a resource in the form AWS gives it; `undefined` for types without one. */
export const arnOf = ({
  type,
  physicalId: id,
}: Pick<ResourceName, 'type' | 'physicalId'>): string | undefined => {
  const arn = (service: string, resource: string) =>
    `arn:${PARTITION}:${service}:${REGION}:${ACCOUNT}:${resource}`
  const global = (service: string, resource: string) => `arn:${PARTITION}:${service}::${ACCOUNT}:${resource}`
  switch (type) {
    case 'AWS::ApiGatewayV2::Api':
      return `arn:${PARTITION}:apigateway:${REGION}::/apis/${id}`
    case 'AWS::CloudFront::Distribution':
      return global('cloudfront', `distribution/${id}`)
    case 'AWS::CloudFront::Function':
      return global('cloudfront', `function/${id}`)
    case 'AWS::CloudWatch::Alarm':
      return arn('cloudwatch', `alarm:${id}`)
    case 'AWS::Cognito::UserPool':
      return arn('cognito-idp', `userpool/${id}`)
    case 'AWS::DynamoDB::GlobalTable':
      return arn('dynamodb', `table/${id}`)
    case 'AWS::Events::Rule':
      return arn('events', `rule/${id}`)
    case 'AWS::IAM::Role':
      return global('iam', `role/${id}`)
    case 'AWS::Lambda::Function':
      return arn('lambda', `function:${id}`)
    case 'AWS::Logs::LogGroup':
      return arn('logs', `log-group:${id}:*`)
    case 'AWS::S3::Bucket':
      return `arn:${PARTITION}:s3:::${id}`
    case 'AWS::SNS::Topic':
      return arn('sns', id)
    case 'AWS::SQS::Queue':
      return arn('sqs', id)
    case 'AWS::SSM::Parameter':
      return arn('ssm', `parameter/${id.replace(/^\//, '')}`)
    case 'AWS::Scheduler::Schedule':
      return arn('scheduler', `schedule/default/${id}`)
    default:
      return undefined
  }
}

/** What `Ref` gives: for most types the name. */
export const refOf = (resource: ResourceName): string => {
  switch (resource.type) {
    case 'AWS::SNS::Topic':
      return arnOf(resource) ?? resource.physicalId
    case 'AWS::SQS::Queue':
      return queueUrl(resource.physicalId)
    default:
      return resource.physicalId
  }
}

/** What `Fn::GetAtt` gives; `undefined` for an attribute that no counterpart has. */
export const attributeOf = (resource: ResourceName, attribute: string): string | undefined => {
  const { type, physicalId: id } = resource
  if (attribute === 'Arn') return arnOf(resource)
  switch (`${type} ${attribute}`) {
    case 'AWS::ApiGatewayV2::Api ApiEndpoint':
      return `https://${id}.execute-api.${REGION}.${URL_SUFFIX}`
    case 'AWS::ApiGatewayV2::Api ApiId':
    case 'AWS::CloudFront::Distribution Id':
    case 'AWS::CloudFront::OriginAccessControl Id':
    case 'AWS::CloudFront::ResponseHeadersPolicy Id':
    case 'AWS::Cognito::UserPool UserPoolId':
    case 'AWS::Cognito::UserPoolClient ClientId':
    case 'AWS::SNS::Topic TopicName':
    case 'AWS::SQS::Queue QueueName':
      return id
    case 'AWS::CloudFront::Distribution DomainName':
      return `${id}.cloudfront.net`
    case 'AWS::CloudFront::Function FunctionARN':
    case 'AWS::SNS::Topic TopicArn':
      return arnOf(resource)
    case 'AWS::Cognito::UserPool ProviderName':
      return `cognito-idp.${REGION}.${URL_SUFFIX}/${id}`
    case 'AWS::Cognito::UserPool ProviderURL':
      return `https://cognito-idp.${REGION}.${URL_SUFFIX}/${id}`
    case 'AWS::DynamoDB::GlobalTable StreamArn':
      return `${arnOf(resource)}/stream/${STREAM_LABEL}`
    case 'AWS::S3::Bucket DomainName':
      return `${id}.s3.${URL_SUFFIX}`
    case 'AWS::S3::Bucket RegionalDomainName':
      return `${id}.s3.${REGION}.${URL_SUFFIX}`
    case 'AWS::SQS::Queue QueueUrl':
      return queueUrl(id)
    default:
      return undefined
  }
}

/** AWS labels a stream with the moment it was made; here every table has the one stream it was made with. */
const STREAM_LABEL = '2020-01-01T00:00:00.000'

const queueUrl = (name: string): string => `https://sqs.${REGION}.${URL_SUFFIX}/${ACCOUNT}/${name}`
