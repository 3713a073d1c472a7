import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import * as z from 'zod'
import { ROOT } from '../../../infra/paths.ts'

/** A JSON schema as the document has it; `true` and `false` are schemas too. */
export type Schema = Readonly<Record<string, unknown>> | boolean

const SchemaShape: z.ZodType<Schema> = z.union([z.boolean(), z.record(z.string(), z.unknown())])
const Media = z.record(z.string(), z.object({ schema: SchemaShape.optional() }))
const Reference = z.object({ $ref: z.string() })
const Parameter = z.object({
  in: z.enum(['path', 'query', 'header']),
  name: z.string(),
  required: z.boolean().default(false),
  schema: SchemaShape,
})
export type Parameter = z.output<typeof Parameter>
const Reply = z.object({ content: Media.optional() })
const OperationShape = z.object({
  operationId: z.string(),
  parameters: z.array(z.union([Reference, Parameter])).default([]),
  requestBody: z.object({ content: Media }).optional(),
  responses: z.record(z.string(), z.union([Reference, Reply])),
})
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), OperationShape)),
  components: z.record(z.string(), z.record(z.string(), z.unknown())),
})

/** One operation of the document with everything that it refers to. */
export interface Operation {
  readonly id: string
  readonly method: string
  /** Below the base path, with parameters in braces. */
  readonly path: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
  /** By status and media type; undefined is a status without content. */
  readonly replies: ReadonlyMap<number, ReadonlyMap<string, ValidateFunction | undefined>>
}

/** The published document, readable: its operations, and its schemas by reference. */
export const readDocument = () => {
  const document = Document.parse(JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')))
  const lookUp = (reference: string): unknown => {
    const [, , group = '', name = ''] = reference.split('/')
    return document.components[group]?.[name]
  }
  // Formats are what the platform itself checks; the document's patterns say the same.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false })
  ajv.addSchema({ $id: 'https://document.invalid/', components: document.components })
  const compile = (schema: Schema): ValidateFunction => ajv.compile(anchored(schema))

  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const { operationId, parameters, requestBody, responses } = operation
      return {
        id: operationId,
        method: method.toUpperCase(),
        path,
        parameters: parameters.map((one) => ('$ref' in one ? Parameter.parse(lookUp(one.$ref)) : one)),
        body: requestBody?.content['application/json']?.schema,
        replies: new Map(
          Object.entries(responses).map(([status, one]) => {
            const { content = {} } = '$ref' in one ? Reply.parse(lookUp(one.$ref)) : one
            const types = Object.entries(content).map(
              ([type, { schema }]) =>
                [type.split(';')[0] ?? type, schema === undefined ? undefined : compile(schema)] as const,
            )
            return [Number(status), new Map(types)]
          }),
        ),
      }
    }),
  )
  return { operations, schemaAt: (reference: string): Schema => SchemaShape.parse(lookUp(reference)) }
}

/** References of the document made to lead into the registered copy of it. */
const anchored = (schema: Schema): Schema => {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"https://document.invalid/#/')
  return SchemaShape.parse(JSON.parse(text))
}
