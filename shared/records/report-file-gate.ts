import { addressesIn } from '#kernel/aws-address'
import { bucketUrl, presignPost, type SigningIdentity } from '#kernel/presign'
import type { ReportFileGate } from './ports.ts'

/** Seconds for which a form lets a file in. */
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
    form: async (key, { sha256, bytes }, now) => {
      const signer = await identity()
      // S3 takes forms at the bucket itself.
      const url = bucketUrl(bucket, endpoint, signer.region)
      return presignPost(signer, {
        url: endpoint === undefined ? url : url.slice(0, -1),
        bucket,
        key,
        bytes,
        fields: {
          'x-amz-checksum-algorithm': 'SHA256',
          'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        },
        seconds: SECONDS,
        now,
      })
    },
  }
}
