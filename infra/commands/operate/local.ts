import { resolve } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { SSMClient } from '@aws-sdk/client-ssm'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { LOCAL } from '../../config.ts'
import { DEFAULT_DATA } from '../../local/main/options.ts'
import { readRuntime } from '../../local/main/runtime.ts'
import { PERSONAS } from '../../local/personas.ts'
import { StartError } from '../../local/start-error.ts'
import type { OperatedPlatform } from './operated-platform.ts'
import { publishedBy } from './published.ts'

/** The platform that runs on this machine; its accounts are the sample's.
 *  @param data its data folder
 *  @throws StartError when none runs */
export const localPlatform = (data: string = DEFAULT_DATA): OperatedPlatform => {
  const runtime = readRuntime(resolve(data))
  const { endpoints, operator, tables, personas } = runtime
  const { region, accessKeyId, secretAccessKey } = operator
  const credentials = { accessKeyId, secretAccessKey }
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials })
  const published = publishedBy(new SSMClient({ endpoint: endpoints.ssm, region, credentials }), LOCAL)
  return {
    description: 'the platform on this machine',
    url: runtime.url,
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    objects: new S3Client({ endpoint: endpoints.s3, region, credentials, forcePathStyle: true }),
    bucketName: (bucket) => published(`buckets/${bucket}`),
    tableName: async (context) => {
      const name = tables[`${context.toUpperCase().replaceAll('-', '_')}_TABLE`]
      if (name === undefined) throw new StartError(`The running platform has no table ${context}.`)
      return name
    },
    account: async (email) => {
      const persona = personas.find((one) => one.email === email.toLowerCase())
      const title = PERSONAS.find(({ name }) => name === persona?.name)?.title
      return persona && { subject: persona.sub, name: title && `${title.en} / ${title.ru}` }
    },
  }
}
