import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '../../services.ts'

/** A platform as its operator reaches it: past the API, by the tables and buckets themselves. */
export interface OperatedPlatform {
  readonly description: string
  /** Where it answers everybody. */
  readonly url: string
  readonly documents: DynamoDBDocumentClient
  readonly objects: S3Client
  /** The name of a context's table. */
  tableName(context: TableName): Promise<string>
  /** The name of a bucket: of documents, of what could not be processed, of the seals of the audit trail. */
  bucketName(bucket: 'documents' | 'extracts' | 'failures' | 'reports' | 'seals'): Promise<string>
  /** The account with this e-mail; undefined when there is none. */
  account(email: string): Promise<{ readonly subject: string; readonly name: string | undefined } | undefined>
}
