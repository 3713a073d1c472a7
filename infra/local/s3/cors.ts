import type { IncomingMessage } from 'node:http'
import * as z from 'zod'

/** The rules of a bucket (`CorsConfiguration.CorsRules`). */
export const CorsRules = z.array(
  z.object({
    AllowedOrigins: z.array(z.string()),
    AllowedMethods: z.array(z.string()),
    AllowedHeaders: z.array(z.string()).default([]),
    ExposedHeaders: z.array(z.string()).default([]),
    MaxAge: z.number().optional(),
  }),
)
export type CorsRules = z.output<typeof CorsRules>

/** The headers that let a browser's page use an answer; none where no rule fits the page's origin and method.
 *  A preflight also needs all the headers it asks for. */
export const corsHeaders = (rules: CorsRules, request: IncomingMessage): Readonly<Record<string, string>> => {
  const origin = request.headers.origin
  if (origin === undefined) return {}
  const preflight = request.method === 'OPTIONS'
  const method = preflight ? request.headers['access-control-request-method'] : request.method
  const asked = preflight ? listed(request.headers['access-control-request-headers']) : []
  const rule = rules.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders }) =>
      AllowedOrigins.some((allowed) => fits(allowed, origin)) &&
      AllowedMethods.some((allowed) => allowed === method) &&
      asked.every((header) => AllowedHeaders.some((allowed) => fits(allowed.toLowerCase(), header))),
  )
  if (!rule) return {}
  return {
    'access-control-allow-origin': origin,
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    ...(rule.ExposedHeaders.length > 0 && {
      'access-control-expose-headers': rule.ExposedHeaders.join(', '),
    }),
    ...(preflight && {
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
      ...(rule.MaxAge !== undefined && { 'access-control-max-age': String(rule.MaxAge) }),
    }),
  }
}

const listed = (header: string | undefined): readonly string[] =>
  (header ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')

/** One `*` may stand for anything. */
const fits = (pattern: string, text: string): boolean => {
  const [before = '', after] = pattern.split('*')
  return after === undefined
    ? pattern === text
    : text.startsWith(before) && text.endsWith(after) && text.length >= pattern.length - 1
}
