import { bucketUrl, presignGet, presignPost, type SigningIdentity } from '#kernel/presign'
import type { FileGate } from './ports.ts'

/** Seconds for which a form lets a file in, and for which an address gives it. */
const FORM_SECONDS = 15 * 60
const ADDRESS_SECONDS = 5 * 60

/** Signs for the bucket with the function's own keys: whoever holds a form or an address may do what the function
 *  may, and nothing else.
 *  @param endpoint where S3 is; left out: where AWS has it */
export const signedFileGate = (options: {
  readonly bucket: string
  readonly endpoint?: string | undefined
  readonly identity: () => Promise<SigningIdentity>
}): FileGate => {
  const { bucket, endpoint, identity } = options
  const addressOf = ({ region }: SigningIdentity): string => bucketUrl(bucket, endpoint, region)
  return {
    form: async (key, { mediaType, size, sha256 }, now) => {
      const signer = await identity()
      const checksum = Buffer.from(sha256, 'hex').toString('base64')
      return presignPost(signer, {
        // S3 takes forms at the bucket itself; in path style its name has no slash behind it.
        url: endpoint === undefined ? addressOf(signer) : addressOf(signer).slice(0, -1),
        bucket,
        key,
        bytes: size,
        fields: {
          'Content-Type': mediaType,
          'x-amz-checksum-algorithm': 'SHA256',
          'x-amz-checksum-sha256': checksum,
        },
        seconds: FORM_SECONDS,
        now,
      })
    },
    address: async (key, { mediaType, disposition }, now) => {
      const signer = await identity()
      const url = presignGet(signer, {
        url: `${addressOf(signer)}${key}`,
        query: { 'response-content-disposition': disposition, 'response-content-type': mediaType },
        seconds: ADDRESS_SECONDS,
        now,
      })
      return { url, expiresAt: new Date(now.getTime() + ADDRESS_SECONDS * 1000) }
    },
  }
}
