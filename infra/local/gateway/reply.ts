import type { ServerResponse } from 'node:http'
import * as z from 'zod'

const Structured = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
})

/** What a function's payload makes of the response. An answer without `statusCode` is the body itself.
 *  @returns false where the gateway could not read it and would answer 500 */
export const writePayload = (response: ServerResponse, payload: unknown): boolean => {
  if (typeof payload !== 'object' || payload === null || !('statusCode' in payload)) {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload)
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    return true
  }
  const parsed = Structured.safeParse(payload)
  if (!parsed.success) return false
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded = false } = parsed.data
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
  for (const [name, value] of Object.entries(headers)) {
    if (!HOP_BY_HOP.has(name.toLowerCase())) response.setHeader(name, String(value))
  }
  if (cookies.length > 0) response.setHeader('set-cookie', cookies)
  const bodyless = statusCode === 204 || statusCode === 304
  if (!bodyless && !response.hasHeader('content-type'))
    response.setHeader('content-type', 'text/plain;charset=utf-8')
  if (!bodyless) response.setHeader('content-length', bytes.length)
  response.writeHead(statusCode).end(bodyless ? undefined : bytes)
  return true
}

/** An error that the gateway itself answers. */
export const writeMessage = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }))
}

const HOP_BY_HOP = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding', 'upgrade'])
