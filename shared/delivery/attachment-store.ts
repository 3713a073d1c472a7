import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import { type Attachment, type AttachmentBucket, PermanentFault } from './model.ts'
import type { AttachmentStore } from './ports.ts'

/** Attachments in buckets, by what messages call them. */
export class S3AttachmentStore implements AttachmentStore {
  readonly #client = new S3Client({})
  readonly #buckets: Readonly<Partial<Record<AttachmentBucket, string>>>

  constructor(buckets: Readonly<Partial<Record<AttachmentBucket, string>>>) {
    this.#buckets = buckets
  }

  async read({ bucket, key }: Attachment): Promise<Uint8Array> {
    const Bucket = this.#buckets[bucket]
    if (Bucket === undefined) throw new PermanentFault('attachment-unusable')
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket, Key: key }))
      if (Body === undefined) throw new Error(`S3 gave no content for ${key}`)
      return await Body.transformToByteArray()
    } catch (error) {
      if (error instanceof NoSuchKey) throw new PermanentFault('attachment-unusable', { cause: error })
      throw error
    }
  }
}
