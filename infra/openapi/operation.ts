import * as z from 'zod'
import type { ZodOpenApiOperationObject, ZodOpenApiResponsesObject } from 'zod-openapi'
import type { Contract, Route } from '#kernel/contract'
import { querySchema } from '#kernel/http/compiled-route'
import { LANGUAGES } from '#kernel/localised-text'
import { problemResponses, TOO_MANY_REQUESTS } from './problems.ts'

/** One route as an OpenAPI operation. */
export const operationOf = (contract: Contract, name: string, route: Route): ZodOpenApiOperationObject => {
  const query = querySchema(route)
  return {
    operationId: name,
    tags: [contract.name],
    summary: route.summary,
    description: accessText(route),
    security: route.access === 'public' ? [{}, { bearer: [] }] : [{ bearer: [] }],
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(Object.keys(query.shape).length > 0 && { query: z.object(query.shape) }),
      header: z.object(requestHeaders(route)),
    },
    ...(route.body && {
      requestBody: { required: true, content: { 'application/json': { schema: route.body } } },
    }),
    responses: { ...successes(route), ...problemResponses(route), '429': TOO_MANY_REQUESTS },
  }
}

const accessText = ({ access }: Route): string => {
  if (access === 'public') return 'Open to everybody.'
  if (access === 'signed-in') return 'For everybody signed in.'
  return `Needs the power \`${access.power}\` over what is concerned.`
}

const AcceptLanguage = z
  .string()
  .exactOptional()
  .meta({
    description: `The language of problems and of sorting by name: ${LANGUAGES.join(' or ')}`,
    example: 'ru',
    param: { id: 'AcceptLanguage' },
  })
const IfMatch = z.string().meta({
  description: 'The ETag of the version that is changed',
  example: '"3"',
  param: { id: 'IfMatch' },
})
const IfNoneMatch = z
  .string()
  .exactOptional()
  .meta({
    description: 'The ETag of the version at hand: what is unchanged is answered by 304 without content',
    example: '"3"',
    param: { id: 'IfNoneMatch' },
  })
const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7E]{1,200}$/)
  .exactOptional()
  .meta({
    description:
      'Any text of the caller’s: the request is done once, and whoever repeats it within a day gets the first reply',
    example: '0b0c6a4e-6c0d-4a5a-9d3b-0f6f2f4d9a11',
    param: { id: 'IdempotencyKey' },
  })

/** A list has no version of its own; what is to be had as a table has a digest of its content instead. */
const hasETag = (route: Route): boolean =>
  route.method === 'GET' && (route.csv !== undefined || (!route.paged && route.params !== undefined))

const requestHeaders = (route: Route): z.ZodRawShape => ({
  'Accept-Language': AcceptLanguage,
  ...(route.concurrency === 'if-match' && { 'If-Match': IfMatch }),
  ...(hasETag(route) && { 'If-None-Match': IfNoneMatch }),
  ...(route.idempotent && { 'Idempotency-Key': IdempotencyKey }),
})

const ETag = z
  .string()
  .exactOptional()
  .meta({
    description: 'The version of the record, or a digest of the content',
    example: '"3"',
    header: { id: 'ETag' },
  })
const Link = z
  .string()
  .exactOptional()
  .meta({
    description: 'The next page, if there is one',
    example: '</api/v1/clusters?cursor=eyJ…>; rel="next"',
    header: { id: 'Link' },
  })
const Location = z
  .string()
  .exactOptional()
  .meta({ description: 'Where the created record is', header: { id: 'Location' } })

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Taken up; it will be done',
  204: 'Done; there is nothing to say',
}

const successes = (route: Route): ZodOpenApiResponsesObject => {
  const answers = Object.entries(route.responses).map(([status, schema]) => {
    const headers = {
      ...((!route.paged || route.csv) && { ETag }),
      ...(route.paged && { Link }),
      ...(status === '201' && { Location }),
    }
    return [
      status,
      {
        description: DESCRIPTIONS[Number(status)] ?? 'Done',
        headers: z.object(headers),
        ...(!(schema instanceof z.ZodNull) && {
          content: {
            [route.mediaType ?? 'application/json']: { schema },
            ...(status === '200' && route.csv && { 'text/csv': { example: route.csv.header.join(',') } }),
          },
        }),
      },
    ] as const
  })
  const unchanged = { '304': { description: 'It is still what the caller has' } }
  return Object.fromEntries([...answers, ...(hasETag(route) ? Object.entries(unchanged) : [])])
}
