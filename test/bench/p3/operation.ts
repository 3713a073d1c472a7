import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import type { PersonaName } from '../../../infra/local/personas.ts'
import type { Parts } from '../../support/parts.ts'

/** One operation of the API with its theoretical least. */
export interface Operation {
  readonly name: string
  /** Reads are judged by what they read, writes by what they write. */
  readonly kind: 'read' | 'write'
  /** What it cannot do without: what is only shown 0.5 per record or 4 KB, what a decision rests on 1; a record in a
   *  transaction 2 per KB, as is one that is only checked; an index entry that changes 1, that moves 2. */
  readonly least: Parts
  /** Rows that it is about; units and least are of one of them. */
  readonly rows?: number
  /** It is about powers, so that what it uses of their table counts. */
  readonly powers?: true
  /** Prepares one request. */
  ready(): Promise<() => Promise<Response>>
}

/** A request beside its path. */
export interface Asked {
  readonly method?: string
  readonly as?: PersonaName
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks the API as a persona or as nobody. */
export type Ask = (path: string, request?: Asked) => Promise<Response>

/** A GET that needs no preparation. */
export const reading = (
  ask: Ask,
  name: string,
  path: string,
  least: Parts,
  request: Asked & { readonly powers?: true } = {},
): Operation => {
  const { powers, ...asked } = request
  return { name, kind: 'read', least, ...(powers && { powers }), ready: async () => () => ask(path, asked) }
}

/** A POST or PUT that anyone can do at any time. */
export const writing = (
  ask: Ask,
  name: string,
  path: string,
  body: () => unknown,
  least: Parts,
  rest: Asked & Pick<Operation, 'powers' | 'rows'> = {},
): Operation => {
  const { powers, rows, ...asked } = rest
  return {
    name,
    kind: 'write',
    least,
    ...(powers && { powers }),
    ...(rows !== undefined && { rows }),
    ready: async () => {
      const sent = body()
      return () => posted(ask, path, sent, asked)
    },
  }
}

/** A POST by the ministry, unless said otherwise, with an Idempotency-Key. */
export const posted = (ask: Ask, path: string, body: unknown, asked: Asked = {}): Promise<Response> =>
  ask(path, {
    method: 'POST',
    as: 'ministry',
    ...asked,
    body,
    headers: { 'idempotency-key': randomUUID(), ...asked.headers },
  })

/** At a version. */
export const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

/** The answer to a request that must succeed. @throws Error with the answer when it does not */
export const answered = async <S extends z.ZodType>(
  schema: S,
  response: Promise<Response>,
): Promise<z.output<S>> => {
  const { status, url } = await response
  const text = await (await response).text()
  if (status >= 300) throw new Error(`${url}: ${status} ${text}`)
  return schema.parse(JSON.parse(text))
}

export const Made = z.object({ id: z.string() })
export const Listed = z.object({ items: z.array(Made).min(1) })

/** The first of a list. */
export const firstOf = ({ items: [first] }: z.output<typeof Listed>): string => first?.id ?? ''

/** A name that nothing else has, of one word, so that it has one key among likely duplicates. */
export const aName = () => ({
  en: randomUUID()
    .replaceAll('-', '')
    .replaceAll(/\d/g, (digit) => 'ghijklmnop'.charAt(Number(digit))),
})
