import * as z from 'zod'
import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi'
import { API_BASE } from '#kernel/api-base'
import type { Contract } from '#kernel/contract'
import { operationOf } from './operation.ts'

const TAGS: Readonly<Record<string, string>> = {
  platform: 'The platform itself',
  reference: 'Code lists: regions, industries, categories and the codes that come with the platform',
  registry: 'Registers, clusters, organisations and memberships',
  governance: 'People, authorities, positions, grants of power and API keys',
  monitoring: 'Indicators, observations, targets and key figures',
  knowledge: 'Documents',
}

const DESCRIPTION = `The digital platform of cluster cooperation.

- **Sign-in**: \`Authorization: Bearer <access token>\` of the deployment's OpenID Connect issuer, or \`Bearer agk_…\`, an API key of a machine. What is public needs none.
- **Rate**: an API key may send so many requests a minute; \`RateLimit-Policy\` and \`RateLimit\` tell how many and what is left, 429 with \`Retry-After\` that none is.
- **Errors** are problem details (RFC 9457) in English or Russian, by \`Accept-Language\`. \`code\` is stable.
- **Lists** come in pages of \`limit\` (50, at most 200); \`next\` is the cursor of the page after, and \`Link\` its address.
- **Tables**: where an answer is also \`text/csv\`, ask for it by \`Accept\` or \`format=csv\`; \`delimiter=%3B\` and \`bom=true\` suit some spreadsheets. It has a header and rows, nothing else.
- **Nothing is lost**: a member of a body that is not known there is refused with 422 (a row of \`rows\` alone is rejected), an unknown parameter with 400. Members that only answers have, such as \`id\` and \`createdAt\`, are not sent back.
- **Changes** need \`If-Match\` with the record's \`ETag\`.
- **Repeats**: send the same \`Idempotency-Key\` again and get the first reply.
- **Many at once**: routes that take \`rows\` answer each row on its own; rows that are there already are \`unchanged\`.
- A body may have 1 MB. Above 6 MB, and above the throttle's rate, the gateway answers by itself, with \`{"message"}\` only.`

/** Writes contracts as an OpenAPI 3.1 document.
 *  @throws Error when two routes share a name, or a method and a path */
export const openApiOf = (contracts: readonly Contract[], version: string): object => {
  const paths: Record<string, ZodOpenApiPathsObject[string]> = {}
  const names = new Set<string>()
  for (const contract of contracts) {
    for (const [name, route] of Object.entries(contract.routes)) {
      if (names.has(name)) throw new Error(`two routes are named ${name}`)
      names.add(name)
      const method = METHODS[route.method]
      const item = paths[route.path] ?? {}
      if (item[method]) throw new Error(`there are two routes ${route.method} ${route.path}`)
      paths[route.path] = { ...item, [method]: operationOf(contract, name, route) }
    }
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: 'Agglomera',
        version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: API_BASE }],
      tags: contracts.map(({ name }) => ({ name, description: TAGS[name] ?? name })),
      paths,
      components: {
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT or API key',
            description: 'An access token of the deployment’s OpenID Connect issuer, or an API key',
          },
        },
      },
    },
    {
      // Nothing that is sent is dropped without a word: what a body does not know is refused.
      override: ({ jsonSchema, zodSchema }) => {
        if (zodSchema instanceof z.core.$ZodObject) jsonSchema.additionalProperties ??= false
      },
    },
  )
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const
