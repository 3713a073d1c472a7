import { randomUUID } from 'node:crypto'
import * as z from 'zod'

/** One operation of the API with its theoretical least (docs/data-model.md, architecture: read one 0.5; list
 *  0.5 per 4 KB; transactional write 2 per KB of each record, 1 per index entry). */
export interface Operation {
  readonly name: string
  readonly kind: 'read' | 'write'
  readonly least: number
  /** How the least comes about. */
  readonly because: string
  /** @returns the status */
  run(): Promise<number>
}

/** Asks the API as a persona or as nobody. */
export type Ask = (
  path: string,
  request?: {
    readonly method?: string
    readonly as?: 'ministry' | 'manager' | 'region' | 'analyst'
    readonly body?: unknown
    readonly headers?: Readonly<Record<string, string>>
  },
) => Promise<Response>

const Listed = z.object({ items: z.array(z.object({ id: z.string() })).min(1) })
const Observations = z.object({
  items: z
    .array(
      z.object({
        universe: z.string(),
        subject: z.string(),
        indicator: z.string(),
        breakdown: z.string(),
        period: z.string(),
      }),
    )
    .min(1),
})
const Indicators = z.object({ items: z.array(z.object({ code: z.string() })).min(1) })

const json = async <S extends z.ZodType>(schema: S, response: Promise<Response>): Promise<z.output<S>> =>
  schema.parse(await (await response).json())

/** The operations that people and programs do most, on the sample data. */
export const operationsOn = async (ask: Ask): Promise<readonly Operation[]> => {
  const cluster = (await json(Listed, ask('/clusters?limit=1'))).items[0]?.id ?? ''
  const organisation =
    (await json(Listed, ask('/organisations?limit=1', { as: 'ministry' }))).items[0]?.id ?? ''
  const indicator = (await json(Indicators, ask('/indicators'))).items[0]?.code ?? ''
  const observed = await json(
    Observations,
    ask(`/observations?universe=cluster&subject=${cluster}&limit=1`, { as: 'ministry' }),
  )
  const { universe, subject, indicator: of, breakdown, period } = observed.items[0] ?? {}
  const observation = `/observations/${universe}/${subject}/${of}/${breakdown}/${period}`

  const reading = (
    name: string,
    path: string,
    least: number,
    because: string,
    as?: 'ministry',
  ): Operation => ({
    name,
    kind: 'read',
    least,
    because,
    run: async () => (await ask(path, as && { as })).status,
  })
  const creating = (
    name: string,
    path: string,
    body: () => unknown,
    least: number,
    because: string,
  ): Operation => ({
    name,
    kind: 'write',
    least,
    because,
    run: async () =>
      (
        await ask(path, {
          method: 'POST',
          as: 'ministry',
          body: body(),
          headers: { 'idempotency-key': randomUUID() },
        })
      ).status,
  })
  return [
    reading('GET one cluster', `/clusters/${cluster}`, 0.5, 'one record'),
    reading('GET one organisation', `/organisations/${organisation}`, 0.5, 'one record', 'ministry'),
    reading('GET one code', '/code-lists/regions/DE', 0.5, 'one record'),
    reading('GET one indicator', `/indicators/${indicator}`, 0.5, 'one record'),
    reading('GET one observation', observation, 1, 'observation and its indicator', 'ministry'),
    reading('GET 20 clusters', '/clusters?limit=20', 2.5, '20 records of 1 KB in one query'),
    creating(
      'POST organisation',
      '/organisations',
      () => ({
        names: { en: `Measured ${randomUUID()}` },
        kind: 'firm',
        size: 'small',
        flags: [],
        identifiers: [],
        noIdentifierReason: 'measured',
        seat: { region: 'DE-BY', town: 'Munich' },
      }),
      18,
      'record and guard 4, statement 2, two listings 4 with two index entries each 4, one key of its name 2, idempotency 2',
    ),
    creating(
      'POST cluster',
      '/clusters',
      () => ({ names: { en: `Measured ${randomUUID()}` }, primaryCategory: 'AERO', regions: ['DE-BY'] }),
      12,
      'record 2, statement 2, listing 2 with two index entries 2, one key of its name 2, idempotency 2',
    ),
  ]
}
