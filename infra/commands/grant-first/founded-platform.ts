import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'

/** A platform to found: where its powers are kept, and who its accounts are. */
export interface FoundedPlatform {
  readonly description: string
  readonly documents: DynamoDBDocumentClient
  readonly governanceTable: string
  /** The account with this e-mail; undefined when there is none. */
  account(email: string): Promise<{ readonly subject: string; readonly name: string | undefined } | undefined>
}
