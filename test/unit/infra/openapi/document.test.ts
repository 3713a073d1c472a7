import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SwaggerParser from '@apidevtools/swagger-parser'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type Contract, pageOf, route } from '#kernel/contract'
import { CONTRACTS } from '../../../../infra/contracts.ts'
import { openApiOf } from '../../../../infra/openapi/document.ts'
import { ROOT } from '../../../../infra/paths.ts'
import { SERVICES } from '../../../../infra/services.ts'
import packageJson from '../../../../package.json' with { type: 'json' }

const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  parameters: z.array(z.record(z.string(), z.unknown())).default([]),
  responses: z.record(z.string(), z.record(z.string(), z.unknown())),
})
const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), Operation)) })

const operationsOf = (contracts: readonly Contract[]): ReadonlyMap<string, z.output<typeof Operation>> => {
  const { paths } = Document.parse(openApiOf(contracts, '1.0.0'))
  return new Map(
    Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    ),
  )
}

const Thing = z.object({ id: z.string() }).meta({ id: 'Thing' })
const answer = { access: 'public', summary: 'x', responses: { 200: Thing } } as const

describe('the OpenAPI document', () => {
  it('is committed as the contracts say', () => {
    const committed = readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')
    expect(committed === `${JSON.stringify(openApiOf(CONTRACTS, packageJson.version), null, 2)}\n`).toBe(true)
  })

  it('is valid', async () => {
    const document = structuredClone(openApiOf(CONTRACTS, '1.0.0'))
    await expect(SwaggerParser.validate(document as never)).resolves.toBeDefined()
  })

  it('says of every object that a body holds which members it may have', () => {
    const Objects = z.looseObject({ type: z.literal('object'), properties: z.looseObject({}) })
    const open = (part: unknown, place: string): readonly string[] => {
      if (typeof part !== 'object' || part === null) return []
      const object = Objects.safeParse(part)
      return [
        ...(object.success && !('additionalProperties' in object.data) ? [place] : []),
        ...Object.entries(part).flatMap(([name, inner]) => open(inner, `${place}/${name}`)),
      ]
    }
    const { paths, components } = z
      .looseObject({ components: z.looseObject({ schemas: z.looseObject({}) }) })
      .parse(openApiOf(CONTRACTS, '1.0.0'))
    expect(Object.keys(components.schemas).length).toBeGreaterThan(100)
    expect([...open(paths, ''), ...open(components.schemas, '#')]).toEqual([])
  })

  it('covers every route of every function', () => {
    const routes = SERVICES.flatMap(({ trigger }) =>
      trigger.kind === 'api' ? Object.values(trigger.contract.routes) : [],
    ).map(({ method, path }) => `${method} ${path}`)
    expect(routes.length).toBeGreaterThan(0)
    expect([...operationsOf(CONTRACTS).keys()]).toEqual(expect.arrayContaining(routes))
  })

  it('has exactly the routes of the contracts', () => {
    const routes = CONTRACTS.flatMap(({ routes }) => Object.values(routes)).map(
      ({ method, path }) => `${method} ${path}`,
    )
    expect([...operationsOf(CONTRACTS).keys()].sort()).toEqual(routes.sort())
  })
})

describe('an operation', () => {
  const contract = {
    name: 'things',
    routes: {
      listThings: route({
        ...answer,
        method: 'GET',
        path: '/things',
        responses: { 200: pageOf(Thing) },
        paged: true,
      }),
      createThing: route({
        method: 'POST',
        path: '/things',
        access: { power: 'cluster.edit' },
        summary: 'x',
        body: Thing,
        responses: { 201: Thing },
        problems: ['conflict'],
        idempotent: true,
      }),
      changeThing: route({
        ...answer,
        method: 'PUT',
        path: '/things/{thingId}',
        access: 'signed-in',
        params: z.object({ thingId: z.string() }),
        body: Thing,
        concurrency: 'if-match',
      }),
      removeThing: route({
        method: 'DELETE',
        path: '/things/{thingId}',
        access: { power: 'cluster.edit' },
        summary: 'x',
        params: z.object({ thingId: z.string() }),
        responses: { 204: z.null() },
        concurrency: 'if-match',
      }),
    },
  } as const satisfies Contract
  const operations = operationsOf([contract])
  const statuses = (key: string) => Object.keys(operations.get(key)?.responses ?? {})
  const headers = (key: string) =>
    (operations.get(key)?.parameters ?? []).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []))

  it('lists the problems that follow from its route', () => {
    expect(statuses('GET /things')).toEqual(['200', '400', '401', '429', '500', '503'])
    expect(statuses('POST /things')).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ])
    expect(statuses('PUT /things/{thingId}')).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '413',
      '415',
      '422',
      '428',
      '429',
      '500',
      '503',
    ])
    expect(statuses('DELETE /things/{thingId}')).toEqual([
      '204',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '428',
      '429',
      '500',
      '503',
    ])
  })

  it('takes the headers that its route needs', () => {
    expect(headers('POST /things')).toContain('#/components/parameters/IdempotencyKey')
    expect(headers('PUT /things/{thingId}')).toContain('#/components/parameters/IfMatch')
    expect(headers('GET /things')).toEqual(['#/components/parameters/AcceptLanguage'])
  })

  it('may be called without a token only where it is public', () => {
    expect(operations.get('GET /things')?.security).toEqual([{}, { bearer: [] }])
    expect(operations.get('PUT /things/{thingId}')?.security).toEqual([{ bearer: [] }])
  })

  it('says nothing where its route answers nothing', () => {
    expect(operations.get('DELETE /things/{thingId}')?.responses['204']).not.toHaveProperty('content')
  })

  it('cannot stand twice', () => {
    expect(() => openApiOf([contract, contract], '1')).toThrow('two routes are named listThings')
    const other = { name: 'other', routes: { otherName: contract.routes.listThings } } satisfies Contract
    expect(() => openApiOf([contract, other], '1')).toThrow('there are two routes GET /things')
  })
})
