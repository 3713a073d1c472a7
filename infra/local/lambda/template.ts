import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { type LocalAssembly, type LocalResource, REGION } from '../assembly.ts'
import type { Iam } from '../iam.ts'
import { SESSION_TOKEN } from '../s3/signature.ts'
import { StartError } from '../start-error.ts'
import type { AsyncSettings } from './async-queue.ts'
import type { LocalFunction } from './function.ts'

/** Where the services are that functions call. */
export interface ServiceEndpoints {
  readonly dynamodb: string
  readonly s3: string
  readonly sqs: string
  readonly ssm: string
  readonly ses: string
  readonly lambda: string
}

const Function_ = z.object({
  Handler: z.string().regex(/^[\w-]+\.\w+$/),
  Runtime: z.string().startsWith('nodejs', 'is no Node.js runtime; the local cloud has no other'),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).default({ Variables: {} }),
})

/** The functions of the template with the environment that Lambda would give them, its endpoints replaced by those
 *  of this machine.
 *  @throws StartError for a function without a bundle, or of another runtime */
export const readFunctions = (
  assembly: LocalAssembly,
  iam: Iam,
  endpoints: ServiceEndpoints,
  noSuchFile: string,
): readonly LocalFunction[] =>
  assembly.ofType('AWS::Lambda::Function').map((resource) => {
    const properties = parse(Function_, resource)
    const [module = '', exportName = ''] = properties.Handler.split('.')
    const name = resource.physicalId
    const file = bundleOf(resource, module)
    return {
      name,
      arn: resource.arn ?? name,
      file,
      exportName,
      timeoutSeconds: properties.Timeout,
      memoryMegabytes: properties.MemorySize,
      environment: {
        ...properties.Environment.Variables,
        AWS_REGION: REGION,
        AWS_DEFAULT_REGION: REGION,
        AWS_EXECUTION_ENV: `AWS_Lambda_${properties.Runtime}`,
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties.MemorySize),
        AWS_ACCESS_KEY_ID: iam.ofFunction(name).credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: iam.ofFunction(name).credentials.secretAccessKey,
        AWS_SESSION_TOKEN: SESSION_TOKEN,
        AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
        AWS_ENDPOINT_URL_S3: endpoints.s3,
        AWS_ENDPOINT_URL_SQS: endpoints.sqs,
        AWS_ENDPOINT_URL_SSM: endpoints.ssm,
        AWS_ENDPOINT_URL_SESV2: endpoints.ses,
        AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
        // A person's own settings must not reach a function, as they cannot on AWS.
        AWS_CONFIG_FILE: noSuchFile,
        AWS_SHARED_CREDENTIALS_FILE: noSuchFile,
        LAMBDA_TASK_ROOT: dirname(file),
        _HANDLER: properties.Handler,
        TZ: ':UTC',
      },
    }
  })

const InvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
})

/** What the template says of asynchronous calls, by function name; Lambda's own defaults for all others.
 *  @throws StartError for a destination that the function's role may not write to, as AWS refuses it too */
export const readAsyncSettings = (
  assembly: LocalAssembly,
  iam: Iam,
): ((functionName: string) => AsyncSettings) => {
  const settings = new Map<string, AsyncSettings>()
  for (const resource of assembly.ofType('AWS::Lambda::EventInvokeConfig')) {
    const config = parse(InvokeConfig, resource)
    const onFailure = config.DestinationConfig?.OnFailure?.Destination
    if (onFailure !== undefined) mayDeliver(iam, config.FunctionName, onFailure, resource.path)
    settings.set(config.FunctionName, { retries: config.MaximumRetryAttempts, onFailure })
  }
  return (functionName) => settings.get(functionName) ?? { retries: 2 }
}

/** The key under which Lambda writes the record of a failed asynchronous event to a bucket. */
export const failureKey = (functionName: string, now: Date, id: string): string => {
  const [day = '', time = ''] = now.toISOString().split('T')
  const stamp = `${day}T${time.slice(0, 8).replaceAll(':', '.')}`
  return `aws/lambda/async/${functionName}/${day.replaceAll('-', '/')}/${stamp}-${id}`
}

const mayDeliver = (iam: Iam, functionName: string, destination: string, path: string): void => {
  const caller = iam.ofFunction(functionName)
  const [action, resource] = destination.startsWith('arn:aws:s3:::')
    ? ['s3:PutObject', `${destination}/${failureKey(functionName, new Date(0), 'x')}`]
    : ['sqs:SendMessage', destination]
  if (caller.allows(action, resource)) return
  throw new StartError(
    `${path}: the role of ${functionName} does not allow ${action} on ${resource}, its failure destination`,
  )
}

const bundleOf = (resource: LocalResource, module: string): string => {
  const { asset } = resource
  const file = asset && join(asset, `${module}.js`)
  if (!file || !existsSync(file)) {
    throw new StartError(
      `The bundle of ${resource.physicalId} is missing (${file ?? 'the template names no asset'})`,
    )
  }
  // The bundles are CommonJS, the project around them is not.
  const manifest = join(dirname(asset), 'package.json')
  if (!existsSync(manifest)) writeFileSync(manifest, '{"type":"commonjs"}\n')
  return file
}

const parse = <S extends z.ZodType>(schema: S, resource: LocalResource): z.output<S> => {
  const parsed = schema.safeParse(resource.properties)
  if (parsed.success) return parsed.data
  throw new StartError(
    `${resource.path} cannot be read: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
  )
}
