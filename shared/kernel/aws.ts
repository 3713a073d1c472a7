import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { DynamoTable } from './dynamo/dynamo-table.ts'
import type { SigningIdentity } from './presign.ts'
import type { Table } from './table.ts'

let client: DynamoDBClient | undefined
let documents: DynamoDBDocumentClient | undefined

const clientOfProcess = (): DynamoDBClient => {
  client ??= new DynamoDBClient({})
  return client
}

/** The table of that name, through the process's one document client. */
export const tableNamed = (name: string): Table => {
  documents ??= DynamoDBDocumentClient.from(clientOfProcess(), {
    marshallOptions: { removeUndefinedValues: true },
  })
  return new DynamoTable(documents, name)
}

/** The keys that the process has at the moment, and its region: what it may do, it can sign for others. */
export const signingIdentity = async (): Promise<SigningIdentity> => {
  const { config } = clientOfProcess()
  const [{ accessKeyId, secretAccessKey, sessionToken }, region] = await Promise.all([
    config.credentials(),
    config.region(),
  ])
  return { accessKeyId, secretAccessKey, sessionToken, region }
}
