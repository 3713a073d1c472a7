import { resolve } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { DEFAULT_DATA } from '../../local/main/options.ts'
import { readRuntime } from '../../local/main/runtime.ts'
import { PERSONAS } from '../../local/personas.ts'
import { StartError } from '../../local/start-error.ts'
import type { OperatedPlatform } from './operated-platform.ts'

/** The platform that runs on this machine; its accounts are the sample's.
 *  @param data its data folder
 *  @throws StartError when none runs */
export const localPlatform = (data: string = DEFAULT_DATA): OperatedPlatform => {
  const { endpoints, operator, tables, personas } = readRuntime(resolve(data))
  const { region, accessKeyId, secretAccessKey } = operator
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region,
    credentials: { accessKeyId, secretAccessKey },
  })
  return {
    description: 'the platform on this machine',
    documents: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    tableName: async (context) => {
      const name = tables[`${context.toUpperCase()}_TABLE`]
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
