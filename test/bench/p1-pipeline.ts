import { gunzipSync } from 'node:zlib'
import * as z from 'zod'
import { atMost, type Group, type Line } from './group.ts'
import { type Contestant, type Figures, figuresText, measure } from './measure.ts'
import { bareChange, bareRead } from './p1/bare.ts'
import { handled as express } from './p1/express.ts'
import { fastify } from './p1/fastify.ts'
import { hono } from './p1/hono.ts'
import { platform } from './p1/platform.ts'
import { powertools } from './p1/powertools.ts'
import { type BenchEvent, changeEvent, cluster, readEvent } from './p1/routes.ts'

const OPERATIONS = 3000
const MOST_OF_BARE = 4

const ALL_OMIT =
  'problem details, ETag and If-Match, security headers, gzip, languages, refusal of unknown parameters'

type Handle = (event: BenchEvent) => Promise<unknown>

interface Framework {
  readonly name: string
  readonly read: Handle
  readonly change: Handle
  readonly omits?: string
}

const frameworks: readonly Framework[] = [
  { name: 'agglomera', read: platform, change: platform },
  {
    name: 'bare handler',
    read: bareRead,
    change: bareChange,
    omits: `routing, authentication, authorisation, errors, ${ALL_OMIT}`,
  },
  { name: 'hono + zod', read: hono, change: hono, omits: ALL_OMIT },
  { name: 'powertools', read: powertools, change: powertools, omits: ALL_OMIT },
  { name: 'fastify', read: fastify, change: fastify, omits: ALL_OMIT },
  { name: 'express', read: express, change: express, omits: ALL_OMIT },
]

const Answer = z.object({
  statusCode: z.literal(200),
  body: z.string(),
  isBase64Encoded: z.boolean().optional(),
})

/** A contestant that answers something else measures something else. */
const prove = async ({ name }: Framework, handle: Handle, event: BenchEvent) => {
  const { body, isBase64Encoded } = Answer.parse(await handle(event))
  const text = isBase64Encoded ? gunzipSync(Buffer.from(body, 'base64')).toString() : body
  if (text !== JSON.stringify(cluster)) throw new Error(`${name} answers something else: ${text}`)
}

const routeFigures = async (
  route: 'read' | 'change',
  makeEvent: () => BenchEvent,
): Promise<readonly Figures[]> => {
  for (const framework of frameworks) await prove(framework, framework[route], makeEvent())
  const contestants = frameworks.map((framework): Contestant => {
    const handle = framework[route]
    // Adapters write into the event: each operation gets its own, as on Lambda.
    return { name: framework.name, operation: () => handle(makeEvent()) }
  })
  return measure(contestants, { operations: OPERATIONS, rounds: 15 })
}

const linesOf = (route: string, figures: readonly Figures[]): Line[] => {
  const [own, bare] = figures
  if (own === undefined || bare === undefined) throw new Error('nothing was measured')
  const others = figures.slice(2)
  const ratio = own.cpu.median / bare.cpu.median
  return [
    {
      figure: `${route}: µs min / median`,
      value: figuresText(own),
      comparedWith: `bare handler ${figuresText(bare)}`,
      ratio: `${ratio.toFixed(2)} ×`,
      target: `≤ ${MOST_OF_BARE} × bare`,
      verdict: atMost(ratio, MOST_OF_BARE),
    },
    ...others.map((other): Line => {
      const against = own.cpu.median / other.cpu.median
      return {
        figure: '',
        value: '',
        comparedWith: `${other.name} ${figuresText(other)}`,
        ratio: `${against.toFixed(2)} ×`,
        target: 'fastest',
        verdict: atMost(against, 1),
      }
    }),
  ]
}

/** P1: CPU per request through the whole pipeline. */
export const p1Pipeline: Group = {
  id: 'p1',
  question: 'CPU per request through the whole pipeline; ratios by median CPU time',
  run: async () => {
    const read = await routeFigures('read', readEvent)
    const change = await routeFigures('change', changeEvent)
    return {
      lines: [...linesOf('GET one record', read), ...linesOf('PUT one record', change)],
      notes: [
        'Same schemas, same stubbed storage, same known token, same log line of the same logger for all.',
        ...frameworks.flatMap(({ name, omits }) => (omits === undefined ? [] : [`${name} omits ${omits}`])),
      ],
      raw: { read, change },
    }
  },
}
