import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { Agent, createServer, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'

/** Where objects lie: buckets are folders. It knows no callers and no rules, so nothing but the proxy may reach it. */
export interface ObjectBackend {
  /** Sends a request; the answer's body is still to be read.
   *  @param path `/bucket/key?query`, percent-encoded */
  send(method: string, path: string, headers: OutgoingHttpHeaders, body?: Buffer): Promise<IncomingMessage>
  stop(): Promise<void>
}

/** Starts s3rver behind a socket of its own, which is a file or a named pipe and not an address.
 *  @param folder keeps the objects
 *  @param buckets that exist */
export const startBackend = async (folder: string, buckets: readonly string[]): Promise<ObjectBackend> => {
  mkdirSync(folder, { recursive: true })
  const store = new S3rver({
    silent: true,
    directory: folder,
    vhostBuckets: false,
    configureBuckets: buckets.map((name) => ({ name })),
  })
  await store.configureBuckets()
  const id = `agglomera-${process.pid}-${randomUUID().slice(0, 8)}`
  const socketPath = process.platform === 'win32' ? `\\\\.\\pipe\\${id}` : join(tmpdir(), `${id}.sock`)
  const server = createServer(store.callback())
  server.listen(socketPath)
  await once(server, 'listening')
  const agent = new Agent({ keepAlive: true })
  return {
    send: async (method, path, headers, body) => {
      const outgoing = request({ socketPath, agent, method, path, headers: { host: 's3.local', ...headers } })
      outgoing.end(body)
      const [incoming]: IncomingMessage[] = await once(outgoing, 'response')
      if (!incoming) throw new Error('The object store gave no answer')
      return incoming
    },
    stop: async () => {
      agent.destroy()
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      rmSync(socketPath, { force: true })
    },
  }
}
