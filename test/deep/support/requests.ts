import fc from 'fast-check'
import type { PersonaName } from '../../../infra/local/personas.ts'
import { CONTENT_TYPES, HEADERS, NASTY_TEXTS, nastyValue, RAW_BODIES } from './nasty.ts'
import type { Operation, Parameter, Schema } from './openapi-document.ts'

/** One generated request. */
export interface Generated {
  readonly as: PersonaName | undefined
  /** With the query, percent-encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

interface Sources {
  /** Of the document's references. */
  readonly schemaAt: (reference: string) => Schema
  /** Ids and codes that the platform knows. */
  readonly known: readonly string[]
}

const CALLERS: readonly (PersonaName | undefined)[] = [
  undefined,
  'participant',
  'analyst',
  'ministry',
  'ministry',
  'region',
  'region',
  'manager',
]

/** Parameters that no operation has, and a second one of those that many have. */
const ODD_NAMES = ['x', '__proto__', 'limit', 'cursor', 'a[b]', '']

/** Requests of an operation: as it wants them, a little off, and anything. */
export const requestsOf = (operation: Operation, sources: Sources): fc.Arbitrary<Generated> => {
  const fitting = (schema: Schema) => valid(schema, sources, 0)
  const value = (parameter: Parameter): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 20, arbitrary: fitting(parameter.schema).map((one) => textOf(one)) },
      { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    )
  const path = operation.parameters.filter((one) => one.in === 'path')
  const query = operation.parameters.filter((one) => one.in === 'query')
  const address = fc
    .tuple(...path.map((one) => value(one).map(segment)))
    .map((values) =>
      path.reduce(
        (text, { name }, index) => text.replace(`{${name}}`, () => values[index] ?? ''),
        operation.path,
      ),
    )
  const named = query.map((one) =>
    fc.option(
      value(one).map((text): [string, string] => [one.name, text]),
      {
        nil: undefined,
        // What is needed is left out now and then only.
        freq: one.required ? 9 : 1,
      },
    ),
  )
  const odd = fc.tuple(fc.constantFrom(...ODD_NAMES), fc.constantFrom(...NASTY_TEXTS))
  const search = fc.tuple(fc.tuple(...named), fc.nat({ max: 7 }), odd).map(([pairs, dice, extra]) => {
    const given = pairs.filter((pair) => pair !== undefined)
    const all = dice === 7 ? [...given, extra] : given
    return all.map(([name, text]) => `${encoded(name)}=${encoded(text)}`).join('&')
  })
  const bodies = operation.body === undefined ? undefined : bodyOf(operation.body, sources)
  return fc
    .record({
      as: fc.constantFrom(...CALLERS),
      address,
      search,
      headers: headersOf(operation),
      type: fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom(...CONTENT_TYPES) },
      ),
      body: bodies === undefined ? fc.constant(undefined) : bodies,
    })
    .map(({ as, address: where, search: what, headers, type, body }) => ({
      as,
      path: what === '' ? where : `${where}?${what}`,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
      body,
    }))
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/** A lone half of a character has no encoding; it becomes the replacement character. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())

/** One segment of a path. Empty ones, dots and slashes would lead to another operation. */
const segment = (text: string): string => {
  const plain = text.replaceAll('/', '_')
  return /^(|\.|\.\.)$/.test(plain)
    ? '_'
    : encoded(plain)
        .slice(0, 3_000)
        .replace(/%[0-9A-F]?$/, '')
}

const headersOf = ({ parameters }: Operation): fc.Arbitrary<Record<string, string>> => {
  const entries = Object.entries(HEADERS).map(([name, values]) => {
    const declared = parameters.find((one) => one.in === 'header' && one.name === name)
    // Tokens are mostly the callers' own; other headers are sent where they mean something, and else seldom.
    const often = declared?.required ? 400 : declared ? 20 : 0
    return fc
      .tuple(fc.nat({ max: often + 39 }), fc.constantFrom(...values))
      .map(([dice, text]) => (dice < often || dice === often + 39 ? ([[name, text]] as const) : []))
  })
  return fc.tuple(...entries).map((lists) => Object.fromEntries(lists.flat()))
}

const bodyOf = (schema: Schema, sources: Sources): fc.Arbitrary<string> => {
  const fitting = valid(schema, sources, 0)
  return fc.oneof(
    { weight: 10, arbitrary: fitting.map((value) => JSON.stringify(value)) },
    { weight: 8, arbitrary: spoilt(fitting).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: nastyValue().map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: fc.constantFrom(...RAW_BODIES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 100 }) },
  )
}

/** A fitting value with one place replaced, left out, or added to. */
const spoilt = (fitting: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fitting,
      fc.nat({ max: 1_000 }),
      fc.constantFrom('replace', 'replace', 'remove', 'add'),
      nastyValue(),
    )
    .map(([value, place, how, nasty]) => {
      const copy: unknown = structuredClone(value)
      const places = placesIn(copy)
      const at = places[place % Math.max(places.length, 1)]
      if (at === undefined) return nasty
      if (how === 'remove') Reflect.deleteProperty(at.holder, at.key)
      else Reflect.set(at.holder, how === 'add' ? 'unexpected' : at.key, nasty)
      return copy
    })

const placesIn = (value: unknown): { readonly holder: object; readonly key: string }[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => [{ holder: value, key }, ...placesIn(inner)])
    : []

const MOST_DEPTH = 8

/** Values that a schema of the document allows, as far as it says so itself. */
const valid = (schema: Schema, sources: Sources, depth: number): fc.Arbitrary<unknown> => {
  if (typeof schema === 'boolean' || depth > MOST_DEPTH) return fc.jsonValue({ maxDepth: 1 })
  const inner = (part: unknown): fc.Arbitrary<unknown> => valid(schemaFrom(part), sources, depth + 1)
  const { $ref, anyOf, oneOf, enum: choices, const: constant, type } = schema
  if (typeof $ref === 'string') return inner(sources.schemaAt($ref))
  const either = anyOf ?? oneOf
  if (Array.isArray(either)) return fc.oneof(...either.map(inner))
  if (Array.isArray(choices)) return fc.constantFrom<unknown>(...choices)
  if (constant !== undefined) return fc.constant(constant)
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return objectOf(schema, inner)
    case 'array': {
      const { items = true, minItems, maxItems } = schema
      const minLength = numberOf(minItems, 0)
      return fc.array(inner(items), { minLength, maxLength: Math.min(numberOf(maxItems, 3), minLength + 3) })
    }
    case 'string':
      return textFor(schema, sources.known)
    case 'integer':
      return fc.integer({
        min: Math.max(numberOf(schema['minimum'], -1_000), Number.MIN_SAFE_INTEGER),
        max: Math.min(numberOf(schema['maximum'], 1_000), Number.MAX_SAFE_INTEGER),
      })
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

const objectOf = (
  { properties, required, additionalProperties, propertyNames }: Readonly<Record<string, unknown>>,
  inner: (part: unknown) => fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> => {
  if (isRecord(properties)) {
    const fields = Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part)]))
    const needed = Array.isArray(required)
      ? required.filter((name): name is string => typeof name === 'string')
      : []
    return fc.record(fields, { requiredKeys: needed.filter((name) => name in fields) })
  }
  const names = propertyNames === undefined ? fc.string({ maxLength: 10 }) : inner(propertyNames).map(textOf)
  const values = inner(additionalProperties ?? true)
  return fc
    .array(fc.tuple(names, values), { maxLength: 3 })
    .map((pairs) => Object.fromEntries(pairs.filter(([name]) => name !== '__proto__')))
}

const textFor = (
  { pattern, format, example, minLength, maxLength }: Readonly<Record<string, unknown>>,
  known: readonly string[],
): fc.Arbitrary<string> => {
  const free = { minLength: numberOf(minLength, 0), maxLength: Math.min(numberOf(maxLength, 40), 40) }
  const choices: fc.Arbitrary<string>[] = []
  if (typeof example === 'string') choices.push(fc.constant(example))
  if (typeof pattern === 'string') {
    const expression = new RegExp(pattern, 'u')
    const fitting = known.filter((text) => expression.test(text))
    if (fitting.length > 0) choices.push(fc.constantFrom(...fitting))
    if (fitting.length > 0) choices.push(fc.constantFrom(...fitting))
    // The generator of texts does not know Unicode's properties.
    if (pattern.includes('\\p')) choices.push(fc.constantFrom('Name', 'Имя', 'Ünïted 5'))
    else choices.push(fc.stringMatching(new RegExp(pattern), { size: 'small' }))
  } else if (format === 'date') choices.push(fc.constantFrom('2020-01-01', '2024-02-29'))
  else if (format === 'uri') choices.push(fc.constantFrom('https://example.org/', 'http://example.org/a?b=c'))
  else choices.push(fc.string({ ...free, unit: 'grapheme' }), fc.string({ ...free, unit: 'grapheme-ascii' }))
  return fc.oneof(...choices)
}

const numberOf = (value: unknown, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const schemaFrom = (part: unknown): Schema => (isRecord(part) ? part : true)
