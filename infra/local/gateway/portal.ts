import { createReadStream, type Stats, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod'
import { cacheControlOf } from '../../portal-cache.ts'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
}

/** Serves the built portal as CloudFront does: every page address gets the application, and each answer the security
 *  headers of the template.
 *  @param settings what `/config.json` answers
 *  @param folder the built files; while it does not exist every address answers 404 in plain words */
export const createPortal = (
  folder: string,
  headers: Readonly<Record<string, string>>,
  settings: unknown,
): ((request: IncomingMessage, response: ServerResponse) => Promise<void>) => {
  return async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end()
      return
    }
    if (request.url?.split('?')[0] === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache' })
      response.end(JSON.stringify(settings))
      return
    }
    const file = fileOf(folder, request.url ?? '/')
    const stats = file && statOf(file)
    if (!file || !stats) {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n')
      return
    }
    const etag = `"${stats.size.toString(16)}-${stats.mtimeMs.toString(16)}"`
    response.setHeader('etag', etag)
    response.setHeader('cache-control', cacheControlOf(relative(folder, file)))
    if (request.headers['if-none-match'] === etag) {
      response.writeHead(304).end()
      return
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream')
    response.setHeader('content-length', stats.size)
    response.writeHead(200)
    if (request.method === 'HEAD') response.end()
    else await sent(file, response)
  }
}

/** Sends a file; who goes away before its end, as browsers do, is no error. */
const sent = async (file: string, response: ServerResponse): Promise<void> => {
  try {
    await pipeline(createReadStream(file), response)
  } catch (error) {
    if (!response.destroyed) throw error
  }
}

/** The file of an address, always inside the folder. */
const fileOf = (folder: string, url: string): string | undefined => {
  let path: string
  try {
    path = decodeURIComponent(url.split('?')[0] ?? '/')
  } catch {
    return undefined
  }
  if (path.lastIndexOf('.') < path.lastIndexOf('/')) path = '/index.html'
  const file = normalize(join(folder, path))
  return file.startsWith(normalize(folder) + sep) && !file.includes('\0') ? file : undefined
}

const statOf = (file: string): Stats | undefined => {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats?.isFile() ? stats : undefined
}

const Policy = z.object({
  ResponseHeadersPolicyConfig: z.object({
    CustomHeadersConfig: z
      .object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) })
      .optional(),
    SecurityHeadersConfig: z
      .object({
        ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }).optional(),
        ContentTypeOptions: z.object({}).optional(),
        FrameOptions: z.object({ FrameOption: z.string() }).optional(),
        ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }).optional(),
      })
      .optional(),
  }),
})

/** The headers that a CloudFront response headers policy adds, with the hosts of AWS replaced by those here. Those
 *  that are about TLS are left out: there is none on this machine.
 *  @param properties of an `AWS::CloudFront::ResponseHeadersPolicy` */
export const portalHeaders = (
  properties: unknown,
  origins: { readonly s3: string; readonly identity: string },
): Readonly<Record<string, string>> => {
  const { CustomHeadersConfig, SecurityHeadersConfig: security } =
    Policy.parse(properties).ResponseHeadersPolicyConfig
  const headers = Object.fromEntries(
    (CustomHeadersConfig?.Items ?? []).map(({ Header, Value }) => [Header, Value]),
  )
  if (security?.ContentSecurityPolicy) {
    headers['content-security-policy'] = security.ContentSecurityPolicy.ContentSecurityPolicy.replaceAll(
      /https:\/\/[^\s;]+\.s3\.[^\s;]+/g,
      origins.s3,
    )
      .replaceAll(/https:\/\/[^\s;]+\.amazoncognito\.com/g, origins.identity)
      .replace(/;\s*upgrade-insecure-requests/, '')
  }
  if (security?.ContentTypeOptions) headers['x-content-type-options'] = 'nosniff'
  if (security?.FrameOptions) headers['x-frame-options'] = security.FrameOptions.FrameOption
  if (security?.ReferrerPolicy) headers['referrer-policy'] = security.ReferrerPolicy.ReferrerPolicy
  return headers
}
