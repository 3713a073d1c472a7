import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '../../services.ts'

/** A platform as its operator reaches it: past the API, by the tables themselves. */
export interface OperatedPlatform {
  readonly description: string
  readonly documents: DynamoDBDocumentClient
  /** The name of a context's table. */
  tableName(context: TableName): Promise<string>
  /** The account with this e-mail; undefined when there is none. */
  account(email: string): Promise<{ readonly subject: string; readonly name: string | undefined } | undefined>
}
