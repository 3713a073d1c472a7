import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { DynamoTable } from './dynamo/dynamo-table.ts'
import type { Table } from './table.ts'

let documents: DynamoDBDocumentClient | undefined

/** The table of that name, through the process's one document client. */
export const tableNamed = (name: string): Table => {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  })
  return new DynamoTable(documents, name)
}
