import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3'
import type { ObjectStore } from './ports.ts'

/** Files in a bucket. */
export class S3ObjectStore implements ObjectStore {
  readonly #client = new S3Client({})
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async read(key: string) {
    try {
      const { Body, ETag } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
      if (Body === undefined || ETag === undefined) throw new Error(`S3 gave no content for ${key}`)
      // On Node the body is a readable stream of bytes.
      return { content: Body as unknown as AsyncIterable<Uint8Array>, etag: ETag }
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }

  async copy(from: string, etag: string, to: string): Promise<void> {
    await this.#client.send(
      new CopyObjectCommand({
        Bucket: this.#bucket,
        CopySource: `${this.#bucket}/${from}`,
        CopySourceIfMatch: etag,
        Key: to,
      }),
    )
  }

  async remove(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }))
  }
}
