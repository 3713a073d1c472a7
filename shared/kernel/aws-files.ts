import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3'
import type { FileStore } from './file-store.ts'

/** Files in a bucket that takes each key once. */
export class S3FileStore implements FileStore {
  readonly #client = new S3Client({})
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async keep(key: string, bytes: Uint8Array, mediaType: string): Promise<Uint8Array> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: key,
          Body: bytes,
          ContentType: mediaType,
          IfNoneMatch: '*',
        }),
      )
      return bytes
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)
        return this.#read(key)
      throw error
    }
  }

  async #read(key: string): Promise<Uint8Array> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
    if (Body === undefined) throw new Error(`S3 gave no content for ${key}`)
    return Body.transformToByteArray()
  }
}
