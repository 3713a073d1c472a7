import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import * as z from 'zod'
import { bundle } from '../../infra/bundle.ts'
import { environmentConfig } from '../../infra/config.ts'
import { nextRunOf } from '../../infra/local/scheduler/expression.ts'
import { DIST, ROOT } from '../../infra/paths.ts'
import { apiEvent, lambdaContext } from '../support/api-event.ts'
import { startDynoxide } from '../support/dynoxide.ts'
import { atMost, type Group, type Line } from './group.ts'
import { measure } from './measure.ts'
import { ALWAYS_FREE, PRICES } from './p8/prices.ts'

/** What the reference agency asks for, of a hundred requests; read by its people and its public. */
const MIX = [
  { name: 'read one record', share: 0.62, operation: 'GET one cluster' },
  { name: 'read a list of 20', share: 0.33, operation: 'GET 20 clusters' },
  { name: 'create with guard and listings', share: 0.05, operation: 'POST organisation' },
] as const

const MEMORY_MEGABYTES = 512
/** Memory at which a function has one whole processor. */
const WHOLE_PROCESSOR_MEGABYTES = 1769
/** Not measured: one round trip to DynamoDB from inside its region. */
const ROUND_TRIP_MILLISECONDS = 5
/** Not measured: bytes of log for a request, the platform's line (some 300 on the local platform), the gateway's by its
 *  format, and what CloudWatch adds to each. */
const LOG_BYTES = 620

/** What creating one thing adds to the audit trail: the thing and its first statement, each a write and two index
 *  entries; counted from the keys, the size of a record is held by a test. */
const AUDIT_WRITES = 2 * 3
/** Not measured: the consumer is called once for each such request, which is the dearest case, and works so long. */
const AUDIT_MILLISECONDS = 20

/** Not measured: a start of a job that finds nothing to do reads so much, and works so long. */
const START_READS = 4
const START_MILLISECONDS = 200

const MOST_FOR_A_MILLION = 3
const MOST_FOR_A_MONTH = 3

const AGENCY = {
  requests: 200_000,
  /** 500 clusters, 20,000 organisations, their guards and listings, five years of figures, replies of a day. */
  storedGigabytes: 0.25,
  documentGigabytes: 5,
  /** What the jobs work off in a month: 200 slices of 19 units read and their differing cells written, 30 times. */
  jobReads: 200 * 19 * 30,
  jobWrites: 2_000 * 30,
} as const

const Measured = z.object({
  raw: z.array(z.object({ name: z.string(), status: z.int(), reads: z.number(), writes: z.number() })),
})

/** P8: what a million requests and a month of the reference agency cost. */
export const p8Cost: Group = {
  id: 'p8',
  question: `cost by list prices of ${PRICES.asOf} (${PRICES.source})`,
  run: async () => {
    const units = averageUnits()
    const processor = await processorMilliseconds()
    const billed = (processor * WHOLE_PROCESSOR_MEGABYTES) / MEMORY_MEGABYTES + ROUND_TRIP_MILLISECONDS
    const million = costOf(1_000_000, units, billed)
    const month = monthOf(units, billed)
    return {
      lines: [
        ...million.map(partLine),
        sumLine(
          'one million requests',
          million,
          MOST_FOR_A_MILLION,
          'always-on server with database ≥ $15 a month',
        ),
        ...month.map(partLine),
        sumLine(
          'a month of the reference agency',
          month,
          MOST_FOR_A_MONTH,
          'always-on server with database ≥ $15 a month',
        ),
        { ...sumLine('a month idle', idle(), Number.POSITIVE_INFINITY, ''), target: 'storage and schedules' },
      ],
      notes: [
        `a request: ${units.reads.toFixed(2)} RRU and ${units.writes.toFixed(2)} WRU (measured by p3, ${MIX.map(({ name, share }) => `${share * 100} % ${name}`).join(', ')})`,
        `a request: ${processor.toFixed(2)} ms of processor measured here, so ${billed.toFixed(1)} ms billed at ${MEMORY_MEGABYTES} MB with a round trip of ${ROUND_TRIP_MILLISECONDS} ms that was not measured; no run on AWS`,
        `not measured: ${LOG_BYTES} bytes of log a request, sizes of what the agency stores, its share of writes`,
        `not measured: ${AUDIT_WRITES} WRU and ${AUDIT_MILLISECONDS} ms of the consumer in the audit trail for each thing created`,
        `${startsOfMonth().toLocaleString('en')} starts of jobs by the schedules in a month of 31 days, counted; ${START_READS} RRU and ${START_MILLISECONDS} ms each, not measured`,
        'not counted: the read of the caller’s powers, once a minute and person',
        `free every month: ${ALWAYS_FREE.join('; ')}`,
        'the price of the always-on comparison is that of the smallest managed database alone; it was not run',
      ],
      raw: { prices: PRICES, units, processor, billed, million, month, idle: idle() },
    }
  },
}

interface Part {
  readonly name: string
  readonly dollars: number
}

interface Units {
  readonly reads: number
  readonly writes: number
}

/** The units of an average request.
 *  @throws Error when p3 has not measured them */
const averageUnits = (): Units => {
  const file = join(ROOT, '.local', 'bench', 'p3.json')
  if (!existsSync(file))
    throw new Error('p8 needs the units that p3 measures: run "npm run bench -- p3" first')
  const { raw } = Measured.parse(JSON.parse(readFileSync(file, 'utf8')))
  const average = (of: (one: (typeof raw)[number]) => number) =>
    MIX.reduce((sum, { share, operation }) => {
      const one = raw.find(({ name }) => name === operation)
      if (one === undefined || one.status >= 300) throw new Error(`p3 has no figure for ${operation}`)
      return sum + share * of(one)
    }, 0)
  return { reads: average(({ reads }) => reads), writes: average(({ writes }) => writes) }
}

/** Processor time of a warm request through the bundle, the SDK and its connection included. */
const processorMilliseconds = async (): Promise<number> => {
  await bundle()
  const dynoxide = await startDynoxide()
  try {
    const table = await dynoxide.createTable()
    Object.assign(process.env, environmentOf(dynoxide.endpoint, table))
    const loaded = Bundle.parse(createRequire(import.meta.url)(join(DIST, 'api-registry', 'index.js')))
    const event = apiEvent({
      route: '/clusters/{clusterId}',
      params: { clusterId: 'clu_01JD3Z5V9QK8M2N4P6R8S0T2V4' },
    })
    const operation = () => loaded.handler(event, lambdaContext)
    const [figures] = await measure([{ name: 'request', operation }], { operations: 200 })
    return (figures?.cpu.median ?? Number.NaN) / 1000
  } finally {
    await dynoxide.stop()
  }
}

const Bundle = z.object({
  handler: z.custom<(...given: unknown[]) => Promise<unknown>>((it) => typeof it === 'function'),
})

const environmentOf = (endpoint: string, table: string) => ({
  REGISTRY_TABLE: table,
  REFERENCE_TABLE: table,
  GOVERNANCE_TABLE: table,
  USAGE_TABLE: table,
  OIDC_ISSUER: 'http://127.0.0.1:9/issuer',
  OIDC_CLIENT_ID: 'bench',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL_DYNAMODB: endpoint,
})

/** The audit trail of the requests that create something. */
const auditOf = (requests: number): number => {
  const created = requests * (MIX.find(({ operation }) => operation.startsWith('POST'))?.share ?? 0)
  return (
    (created / 1_000_000) * (AUDIT_WRITES * PRICES.writeUnit + PRICES.lambdaRequest) +
    created * (AUDIT_MILLISECONDS / 1000) * (MEMORY_MEGABYTES / 1024) * PRICES.lambdaGigabyteSecond
  )
}

const costOf = (requests: number, units: Units, billedMilliseconds: number): Part[] => {
  const millions = requests / 1_000_000
  const seconds = (billedMilliseconds / 1000) * requests
  return [
    { name: 'HTTP API', dollars: millions * PRICES.httpApi },
    { name: 'Lambda requests', dollars: millions * PRICES.lambdaRequest },
    { name: 'Lambda time', dollars: seconds * (MEMORY_MEGABYTES / 1024) * PRICES.lambdaGigabyteSecond },
    { name: 'DynamoDB reads', dollars: millions * units.reads * PRICES.readUnit },
    { name: 'DynamoDB writes', dollars: millions * units.writes * PRICES.writeUnit },
    { name: 'Audit trail', dollars: auditOf(requests) },
    { name: 'Logs', dollars: ((requests * LOG_BYTES) / 1024 ** 3) * PRICES.logs },
  ]
}

/** How often the schedules start a job in a month of 31 days. */
const startsOfMonth = (): number => {
  const { timeZone, ...expressions } = environmentConfig('prod').schedules
  const start = new Date('2026-01-01T00:00:00Z')
  const end = new Date('2026-02-01T00:00:00Z')
  let starts = 0
  for (const [name, expression] of Object.entries(expressions)) {
    const next = nextRunOf(expression, timeZone, start, name)
    for (let at = next(start); at !== undefined && at < end; at = next(at)) starts += 1
  }
  return starts
}

const schedulesCost = (): number => {
  const starts = startsOfMonth()
  return (
    (starts / 1_000_000) * (PRICES.lambdaRequest + START_READS * PRICES.readUnit) +
    starts * (START_MILLISECONDS / 1000) * (MEMORY_MEGABYTES / 1024) * PRICES.lambdaGigabyteSecond +
    ((starts * LOG_BYTES) / 1024 ** 3) * PRICES.logs
  )
}

const idle = (): Part[] => [
  { name: 'Starts of jobs', dollars: schedulesCost() },
  { name: 'Point-in-time recovery', dollars: AGENCY.storedGigabytes * PRICES.recovery },
  { name: 'Documents in S3', dollars: AGENCY.documentGigabytes * PRICES.objectStorage },
]

const monthOf = (units: Units, billed: number): Part[] => [
  ...costOf(AGENCY.requests, units, billed),
  {
    name: 'What jobs compute',
    dollars: (AGENCY.jobReads * PRICES.readUnit + AGENCY.jobWrites * PRICES.writeUnit) / 1_000_000,
  },
  ...idle(),
]

const partLine = ({ name, dollars }: Part): Line => ({
  figure: `  ${name}`,
  value: `$${dollars.toFixed(3)}`,
  comparedWith: '',
  ratio: '',
  target: '',
  verdict: '',
})

const sumLine = (figure: string, parts: readonly Part[], most: number, comparedWith: string): Line => {
  const dollars = parts.reduce((sum, part) => sum + part.dollars, 0)
  return {
    figure,
    value: `$${dollars.toFixed(2)}`,
    comparedWith,
    ratio: '',
    target: `≤ $${most.toFixed(2)}`,
    verdict: atMost(dollars, most),
  }
}
