import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StartError } from '../start-error.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Who answers which paths. */
interface FrontHandlers {
  /** `/api/*` */
  readonly api: Handler
  /** Everything below a path. */
  readonly below: readonly { readonly path: string; readonly handle: Handler }[]
  /** All else. */
  readonly portal: Handler
}

/** The one port that people see: portal, API, sign-in and mailbox. */
export interface Front {
  readonly port: number
  readonly url: string
  /** Begins to answer; until then every request gets 503. */
  serve(handlers: FrontHandlers): void
  /** Takes no more requests and resolves when those in hand are answered. */
  close(): Promise<void>
  /** Ends the connections that are still open. */
  cut(): void
}

/** Longer heads than the gateway's own limit must reach it, so that it can answer them as on AWS. */
const LONGEST_HEAD = 64 * 1024

/** Listens on a port of the loopback interface.
 *  @param port 0: any free one
 *  @throws StartError when it is taken */
export const openFront = async (port: number): Promise<Front> => {
  let handlers: FrontHandlers | undefined
  const server = createServer({ maxHeaderSize: LONGEST_HEAD }, (request, response) => {
    void answer(request, response, handlers)
  })
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') throw new StartError(`Port ${port} is in use: choose another with --port`)
    throw new StartError(`Port ${port} cannot be opened: ${String(error)}`)
  }
  // The cast: a server that listens on a port has this address.
  const actual = (server.address() as AddressInfo).port
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    serve: (given) => {
      handlers = given
    },
    close: async () => {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeIdleConnections()
      await closed
    },
    cut: () => server.closeAllConnections(),
  }
}

const answer = async (
  request: IncomingMessage,
  response: ServerResponse,
  handlers: FrontHandlers | undefined,
): Promise<void> => {
  try {
    if (!isOwnHost(request.headers.host)) return refuse(request, response, 421, 'Misdirected Request')
    if (!handlers) return refuse(request, response, 503, 'Service Unavailable')
    const path = request.url?.split('?')[0] ?? '/'
    if (path === '/api' || path.startsWith('/api/')) return await handlers.api(request, response)
    const own = handlers.below.find((one) => path.startsWith(`${one.path}/`))
    await (own?.handle ?? handlers.portal)(request, response)
  } catch {
    if (response.headersSent) response.destroy()
    else refuse(request, response, 500, 'Internal Server Error')
  }
}

const refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
): void => {
  request.resume()
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
}

/** A page of the internet whose name was pointed to this machine sends its own name. */
const isOwnHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '')
