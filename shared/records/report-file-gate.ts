import { addressesIn } from '#kernel/aws-address'
import { bucketUrl, presignPut, type SigningIdentity } from '#kernel/presign'
import type { ReportFileGate } from './ports.ts'

/** Seconds for which an address takes a file. */
const SECONDS = 15 * 60

/** Signs for the bucket of reports with the function's own keys.
 *  @param endpoint where S3 is; undefined: where AWS has it */
export const signedReportFileGate = (
  bucket: string,
  endpoint: string | undefined,
  identity: () => Promise<SigningIdentity>,
): ReportFileGate => {
  const addressOf = addressesIn(bucket, endpoint)
  return {
    address: (key, now) => addressOf({ key, fileName: key.slice(key.lastIndexOf('/') + 1) }, now),
    writing: async (key, sha256, now) => {
      const signer = await identity()
      // The bucket takes each key once, and only with the word for it.
      const headers = {
        'if-none-match': '*',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
      }
      const url = presignPut(signer, {
        url: `${bucketUrl(bucket, endpoint, signer.region)}${key}`,
        headers,
        seconds: SECONDS,
        now,
      })
      return { url, headers, expiresAt: new Date(now.getTime() + SECONDS * 1000) }
    },
  }
}
