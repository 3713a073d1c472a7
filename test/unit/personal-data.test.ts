import { describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import type { Route } from '#kernel/contract'
import { logger } from '#kernel/logger'
import { PERSONAL, PERSONAL_FIELDS, personal } from '#kernel/personal'
import { CONTRACTS } from '../../infra/contracts.ts'
import { persistedEntities } from '../support/schema-digests.ts'

/** Fields by which a person could be known or reached. */
const TELLING = /^(subject|e-?mail|phone|telephone|fullName|firstName|lastName|birth\w*|passport|address)$/i

/** Such fields that say nothing of a person. */
const NOT_A_PERSONS: readonly RegExp[] = [
  // What is observed: a cluster or a region. What a statement or a step is about: a record.
  /^(monitoring|alerts)[./].*\bsubject$/,
  // The subject line of a message.
  /^delivery[./].*\bsubject$/,
  /^registry\/(assertion|step)\.subject$/,
  // The office that manages a cluster; where an organisation works; where a facility stands.
  /\bcontact\.(email|phone)$/,
  /^(registry|registers)\b.*\baddress$/,
]

interface Found {
  /** Names of the fields on the way, the outermost first. */
  readonly path: readonly string[]
  readonly declared: boolean
}

/** Every field of a schema. */
const fieldsOf = (schema: z.ZodType): readonly Found[] => {
  const found: Found[] = []
  const root: unknown = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', cycles: 'ref' })
  const definitions = isNode(root) ? root['$defs'] : undefined
  const visit = (node: unknown, path: readonly string[], open: ReadonlySet<string>): void => {
    if (Array.isArray(node)) for (const one of node) visit(one, path, open)
    if (!isNode(node)) return
    const reference = node['$ref']
    if (typeof reference === 'string' && !open.has(reference) && isNode(definitions)) {
      const name = reference.replace('#/$defs/', '')
      visit(definitions[name], path, new Set([...open, reference]))
    }
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties' && isNode(value))
        for (const [field, inner] of Object.entries(value)) {
          found.push({ path: [...path, field], declared: isDeclared(inner) })
          visit(inner, [...path, field], open)
        }
      else if (key !== '$defs' && key !== 'properties') visit(value, path, open)
    }
  }
  visit(root, [], new Set())
  return found
}

const isNode = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether the field itself, or what it may be besides null, bears the mark. */
const isDeclared = (node: unknown): boolean => {
  if (!isNode(node)) return false
  if (node[PERSONAL] === true) return true
  return [node['anyOf'], node['allOf']].flat().some(isDeclared)
}

const declaredIn = (schema: z.ZodType): readonly string[] =>
  fieldsOf(schema).flatMap(({ path, declared }) => (declared ? [path.join('.')] : []))

const routes = CONTRACTS.flatMap(({ name, routes: of }) =>
  Object.entries<Route>(of).map(([route, definition]): [string, Route] => [`${name}.${route}`, definition]),
)
const entities = await persistedEntities()
const responsesOf = ({ responses }: Route) => Object.values(responses)

describe('personal data', () => {
  it('are found wherever they are declared', () => {
    const shape = z.object({ email: personal('email', z.email()) })
    expect(declaredIn(shape)).toEqual(['email'])
    expect(declaredIn(z.object({ people: z.array(shape.partial()) }))).toEqual(['people.email'])
    expect(declaredIn(shape.extend({ email: shape.shape.email.nullable() }))).toEqual(['email'])
    expect(declaredIn(z.union([z.null(), shape.meta({ id: 'PersonOfThisTest' })]))).toEqual(['email'])
    const answers = routes.filter(([, route]) => responsesOf(route).some((one) => declaredIn(one).length > 0))
    expect(answers.map(([name]) => name)).toEqual([
      'governance.me',
      'governance.listPersons',
      'governance.getPerson',
      'governance.correctPerson',
      'governance.exportPersonalData',
    ])
  })

  it.each(routes)(
    'are in no answer of %s that anybody gets, and in none that is kept for repeats',
    (_name, route) => {
      const declared = responsesOf(route).flatMap(declaredIn)
      if (route.access === 'public' || route.idempotent === true) expect(declared).toEqual([])
    },
  )

  it.each([...entities])('are not legible in a stored %s', (_name, { schema }) => {
    expect(declaredIn(schema)).toEqual([])
  })

  it('have names by which the log knows them', () => {
    for (const [, route] of routes)
      for (const path of responsesOf(route).flatMap(declaredIn))
        expect(PERSONAL_FIELDS).toContain(path.split('.').at(-1))
  })
})

describe('what could tell who somebody is', () => {
  const undeclared = (schema: z.ZodType, owner: string) =>
    fieldsOf(schema).flatMap(({ path, declared }) => {
      const place = `${owner}.${path.join('.')}`
      const told = declared || !TELLING.test(path.at(-1) ?? '')
      return told || NOT_A_PERSONS.some((known) => known.test(place)) ? [] : [place]
    })

  it.each(routes)('is declared in the answers of %s', (name, route) => {
    expect(responsesOf(route).flatMap((schema) => undeclared(schema, name))).toEqual([])
  })

  it.each([...entities])('is in no stored %s', (name, { schema }) => {
    expect(undeclared(schema, name)).toEqual([])
  })
})

it('no log shows a value under a name that is declared personal, however deep', () => {
  const written: unknown[] = []
  const line = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(text) > 0)
  const person = { subject: 'sub-1', name: 'Anna Muster', email: 'anna@sample.agglomera.invalid' }
  logger.error('failed', { requestId: 'request-1', body: { rows: [person] }, ...person })
  line.mockRestore()
  const text = String(written)
  expect(text).toContain('request-1')
  for (const value of Object.values(person)) expect(text).not.toContain(value)
})
