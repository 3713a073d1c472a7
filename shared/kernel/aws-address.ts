import { signingIdentity } from './aws.ts'
import { bucketUrl, presignGet } from './presign.ts'

/** Seconds for which an address gives a file. */
const SECONDS = 5 * 60

/** Signs addresses of files in a bucket with the function's own keys: what it may read, it lets others read.
 *  @param endpoint where S3 is, when it is not where AWS has it */
export const addressesIn =
  (bucket: string, endpoint: string | undefined) =>
  async (
    {
      key,
      fileName,
      disposition = 'attachment',
    }: { readonly key: string; readonly fileName: string; readonly disposition?: 'attachment' | 'inline' },
    now: Date,
  ): Promise<{ readonly url: string; readonly expiresAt: Date }> => {
    const identity = await signingIdentity()
    const url = presignGet(identity, {
      url: `${bucketUrl(bucket, endpoint, identity.region)}${key}`,
      query: { 'response-content-disposition': `${disposition}; filename="${fileName}"` },
      seconds: SECONDS,
      now,
    })
    return { url, expiresAt: new Date(now.getTime() + SECONDS * 1000) }
  }
