import { ListObjectsV2Command, type ListObjectsV2CommandOutput } from '@aws-sdk/client-s3'
import type { OperatedPlatform } from './operated-platform.ts'

/** The keys of all objects of a bucket. */
export const keysIn = async (
  { objects }: Pick<OperatedPlatform, 'objects'>,
  Bucket: string,
): Promise<readonly string[]> => {
  const keys: string[] = []
  let ContinuationToken: string | undefined
  do {
    const page: ListObjectsV2CommandOutput = await objects.send(
      new ListObjectsV2Command({ Bucket, ...(ContinuationToken !== undefined && { ContinuationToken }) }),
    )
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []))
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
  return keys
}
