import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { TableName } from '../../services.ts'

/** What a function answered, or the error that it ended with. */
export type FunctionAnswer =
  | { readonly payload: unknown; readonly error?: undefined }
  | { readonly payload?: undefined; readonly error: string }

/** The error of a function as Lambda tells it, as one text. */
export const FunctionFault = z
  .object({ errorType: z.string().default('Error'), errorMessage: z.string() })
  .transform(({ errorType, errorMessage }) => `${errorType}: ${errorMessage}`)

/** A platform as its operator reaches it: past the API, by the tables, buckets and functions themselves. */
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
  /** Calls a function and waits for its answer. */
  invoke(functionArn: string, event: unknown): Promise<FunctionAnswer>
  /** The account with this e-mail; undefined when there is none. */
  account(email: string): Promise<{ readonly subject: string; readonly name: string | undefined } | undefined>
}
