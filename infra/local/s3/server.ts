import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startBackend } from './backend.ts'
import type { LocalBucket } from './buckets.ts'
import { S3Front, type S3FrontOptions } from './front.ts'
import { type CreatedObject, ObjectStore } from './store.ts'

/** S3 on this machine. */
export interface LocalS3 {
  /** For `AWS_ENDPOINT_URL_S3`; an address of numbers makes every SDK use path style. */
  readonly endpoint: string
  /** Writes an object past all rules of access: what AWS services themselves do. */
  putObject(bucket: string, key: string, body: string): Promise<void>
  stop(): Promise<void>
}

interface S3Options extends S3FrontOptions {
  readonly folder: string
  readonly buckets: readonly LocalBucket[]
  /** Told of every object written to a bucket that publishes events, before the writer gets its answer. */
  readonly onCreated: (object: CreatedObject) => void
  /** 0 or absent: any free one. */
  readonly port?: number
}

/** Starts S3: the store, and before it the rules of access. */
export const startS3 = async (options: S3Options): Promise<LocalS3> => {
  const backend = await startBackend(
    join(options.folder),
    options.buckets.map(({ name }) => name),
  )
  const store = new ObjectStore(backend, options.buckets, options.onCreated)
  const front = new S3Front(options, store)
  const server = createServer((request, response) => void front.handle(request, response))
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  // The cast: a server that listens on a port has this address.
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    putObject: async (bucket, key, body) => {
      const type = { 'content-type': 'application/json' }
      await store.put(bucket, key, Buffer.from(body), type, {}, { reason: 'PutObject' })
    },
    stop: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      await backend.stop()
    },
  }
}
