import * as z from 'zod'
import { type Ask, aName, answered, firstOf, Listed, type Operation, reading, writing } from './operation.ts'

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

/** An organisation without identifiers. */
export const anOrganisation = () => ({
  names: aName(),
  kind: 'firm',
  size: 'small',
  flags: [],
  identifiers: [],
  noIdentifierReason: 'measured',
  seat: { region: 'DE-BY', town: 'Munich' },
})

/** A cluster of one Land. */
export const aCluster = () => ({ names: aName(), primaryCategory: '_U', regions: ['DE-BY'] })

/** What an organisation writes, one level below the root. */
export const ORGANISATION = {
  record: 2,
  guard: 2,
  statement: 2,
  'two listings': 4,
  'their index entries': 4,
  'key of its name': 2,
}
/** What a draft of a cluster writes. */
export const DRAFT = { record: 2, statement: 2, listing: 2, 'its index entries': 2, 'key of its name': 2 }

/** Single records and lists, that people and programs ask most. */
export const recordOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const as = { as: 'ministry' } as const
  const cluster = firstOf(await answered(Listed, ask('/clusters?limit=1')))
  const organisation = firstOf(await answered(Listed, ask('/organisations?limit=1', as)))
  const indicator = (await answered(Indicators, ask('/indicators'))).items[0]?.code ?? ''
  const observed = await answered(
    Observations,
    ask(`/observations?universe=cluster&subject=${cluster}&limit=1`, as),
  )
  const { universe, subject, indicator: of, breakdown, period } = observed.items[0] ?? {}
  const observation = `/observations/${universe}/${subject}/${of}/${breakdown}/${period}`
  return [
    reading(ask, 'GET one cluster', `/clusters/${cluster}`, { record: 0.5 }),
    reading(ask, 'GET one organisation', `/organisations/${organisation}`, { record: 0.5 }, as),
    reading(ask, 'GET one code', '/code-lists/regions/DE', { record: 0.5 }),
    reading(ask, 'GET one indicator', `/indicators/${indicator}`, { record: 0.5, 'its metadata': 0.5 }),
    reading(ask, 'GET one observation', observation, { record: 0.5, 'its indicator': 0.5 }, as),
    reading(ask, 'GET 20 clusters', '/clusters?limit=20', { '20 records of 1 KB in one query': 2.5 }),
    writing(ask, 'POST organisation', '/organisations', anOrganisation, { reply: 2, ...ORGANISATION }),
    writing(ask, 'POST cluster', '/clusters', aCluster, { reply: 2, ...DRAFT }),
  ]
}
