import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { CalendarDate } from '#kernel/clock'
import { NotFoundError } from '#kernel/errors'
import { Seal } from './model.ts'
import type { Seals } from './ports.ts'

/** The key of a day's seal in its bucket. */
export const sealKey = (day: CalendarDate): string => `days/${day}.json`

/** Seals in a locked bucket. */
export class S3SealStore implements Seals {
  readonly #client = new S3Client({})
  readonly #bucket: string

  constructor(bucket: string) {
    this.#bucket = bucket
  }

  async keep(seal: Seal): Promise<Seal> {
    try {
      await this.#client.send(
        new PutObjectCommand({
          Bucket: this.#bucket,
          Key: sealKey(seal.day),
          Body: JSON.stringify(seal),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      )
      return seal
    } catch (error) {
      if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412)
        return this.of(seal.day)
      throw error
    }
  }

  async of(day: CalendarDate): Promise<Seal> {
    try {
      const { Body } = await this.#client.send(
        new GetObjectCommand({ Bucket: this.#bucket, Key: sealKey(day) }),
      )
      return Seal.parse(JSON.parse((await Body?.transformToString()) ?? ''))
    } catch (error) {
      if (!(error instanceof NoSuchKey)) throw error
      throw new NotFoundError({ en: `${day} has no seal.`, ru: `Печати за ${day} нет.` })
    }
  }
}
