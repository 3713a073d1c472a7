import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Position } from '#kernel/call'
import { FAILURES_PREFIX, failureIdOf, objectKeyOf } from './keys.ts'
import { type FailureId, failureIn } from './model.ts'
import type { FailureStore, FoundFailure } from './ports.ts'

/** How many are read at the same time: each may have 6 MB. */
const AT_ONCE = 8

/** The failures bucket. */
export class S3FailureStore implements FailureStore {
  readonly #client = new S3Client({})
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async page(limit: number, after: Position | undefined) {
    const { Contents = [], IsTruncated } = await this.#client.send(
      new ListObjectsV2Command({
        Bucket: this.#bucket,
        Prefix: FAILURES_PREFIX,
        MaxKeys: limit,
        ...(after?.['key'] !== undefined && { StartAfter: after['key'] }),
      }),
    )
    const keys = Contents.flatMap(({ Key }) => Key ?? [])
    const items: FoundFailure[] = []
    for (let start = 0; start < keys.length; start += AT_ONCE) {
      const read = await Promise.all(keys.slice(start, start + AT_ONCE).map((key) => this.#read(key)))
      items.push(...read.flatMap((failure) => failure ?? []))
    }
    const last = keys.at(-1)
    return { items, next: IsTruncated && last !== undefined ? { key: last } : undefined }
  }

  async find(id: FailureId): Promise<FoundFailure | undefined> {
    const key = objectKeyOf(id)
    return key === undefined ? undefined : this.#read(key)
  }

  async remove(id: FailureId): Promise<void> {
    const key = objectKeyOf(id)
    if (key !== undefined)
      await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }))
  }

  async #read(key: string): Promise<FoundFailure | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
      const failure = failureIn((await Body?.transformToString()) ?? '')
      return failure && { ...failure, id: failureIdOf(key) }
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }
}
