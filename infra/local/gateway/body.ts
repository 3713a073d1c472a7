import type { IncomingMessage } from 'node:http'

/** Reads a request's body.
 *  @returns undefined where it is longer than `limit` bytes; the rest is read and thrown away, so that the sender
 *  gets the answer and no broken connection */
export const readBody = async (request: IncomingMessage, limit: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    length += chunk.length
    if (length <= limit) chunks.push(chunk)
  }
  return length <= limit ? Buffer.concat(chunks) : undefined
}
