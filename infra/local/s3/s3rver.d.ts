declare module '@20minutes/s3rver' {
  import type { RequestListener } from 'node:http'

  /** A Koa application that keeps buckets as folders. */
  class S3rver {
    constructor(options: {
      readonly silent?: boolean
      readonly directory: string
      readonly vhostBuckets?: boolean
      readonly configureBuckets?: readonly { readonly name: string }[]
    })
    configureBuckets(): Promise<unknown>
    callback(): RequestListener
  }
  export = S3rver
}
