import * as z from 'zod'
import { addDays } from '#kernel/clock'
import type { Route } from '#kernel/contract'
import type { Power } from '#kernel/powers'
import { CONTRACTS } from '../../../infra/contracts.ts'

// Who may do what where and when: actors with one grant each, of every territory and time, against things that lie in
// every place. What is right is told by a table of a few regions, which knows nothing of the code that decides.

/** What a region has in it, itself included; `*` is the whole deployment, which nothing else contains. */
const WITHIN: Readonly<Record<string, readonly string[]>> = {
  '*': ['*', 'DE', 'DE-BY', 'DE-BY-M', 'DE-HE'],
  DE: ['DE', 'DE-BY', 'DE-BY-M', 'DE-HE'],
  'DE-BY': ['DE-BY', 'DE-BY-M'],
  'DE-BY-M': ['DE-BY-M'],
  'DE-HE': ['DE-HE'],
}

const TERRITORIES = {
  everywhere: ['*'],
  'the country': ['DE'],
  'one Land': ['DE-BY'],
  'a district of it': ['DE-BY-M'],
  'another Land': ['DE-HE'],
  'both Länder': ['DE-BY', 'DE-HE'],
} as const

/** Days before and after today between which a grant holds: from the first until before the second. */
const TIMES = {
  live: { from: -100, to: null, holds: true },
  'on its last day': { from: -100, to: 1, holds: true },
  'expired yesterday': { from: -100, to: 0, holds: false },
  'from tomorrow': { from: 1, to: null, holds: false },
} as const

/** Somebody with one grant. */
export interface Holder {
  readonly name: string
  readonly territory: readonly string[]
  readonly from: string
  readonly to: string | null
  readonly holds: boolean
}

/** Own, foreign and spanning territory, live, expired and to come: the part of the matrix that takes minutes over HTTP. */
export const mainHoldersOn = (today: string): readonly Holder[] =>
  holdersOn(today).filter(({ name }) =>
    /^(one Land|another Land|both Länder), (live|expired yesterday|from tomorrow)$/.test(name),
  )

/** Every territory at every time. */
const holdersOn = (today: string): readonly Holder[] =>
  Object.entries(TERRITORIES).flatMap(([where, territory]) =>
    Object.entries(TIMES).map(([when, { from, to, holds }]) => ({
      name: `${where}, ${when}`,
      territory,
      from: addDays(today, from),
      to: to === null ? null : addDays(today, to),
      holds,
    })),
  )

/** Where a thing lies, and where it is to lie next. */
export interface Case {
  readonly name: string
  readonly regions: readonly string[]
  readonly next: readonly string[]
}

const staying = (name: string, regions: readonly string[]): Case => ({ name, regions, next: regions })

/** A thing of one region. */
export const ONE_REGION = [staying('own', ['DE-BY']), staying('foreign', ['DE-HE'])]
/** A thing that may lie in several. */
export const PLACES = [...ONE_REGION, staying('spanning', ['DE-BY', 'DE-HE'])]
/** A thing of one region that is moved. */
export const MOVES_OF_ONE: readonly Case[] = [
  { name: 'moved out', regions: ['DE-BY'], next: ['DE-HE'] },
  { name: 'moved in', regions: ['DE-HE'], next: ['DE-BY'] },
]
/** A thing that is moved, widened or narrowed. */
export const MOVES: readonly Case[] = [
  ...MOVES_OF_ONE,
  { name: 'widened', regions: ['DE-BY'], next: ['DE-BY', 'DE-HE'] },
  { name: 'narrowed', regions: ['DE-BY', 'DE-HE'], next: ['DE-BY'] },
]
/** A thing of the whole deployment. */
export const WHOLE = [staying('whole', ['*'])]

/** What is right: the grant holds, and its territory has all regions in it, before and after. */
const isRight = ({ holds, territory }: Holder, { regions, next }: Case): boolean =>
  holds && [...regions, ...next].every((region) => territory.some((one) => WITHIN[one]?.includes(region)))

/** A request to the route of a probe. */
interface Asked {
  readonly params?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly version?: number
}

export interface Answer {
  readonly status: number | undefined
  readonly body: unknown
}

/** Whoever prepares: they may do everything, and are three people. */
export type Helper = 'preparer' | 'assessor' | 'decider'

/** A platform that the matrix is tried on. */
export interface World {
  readonly today: string
  /** Asks as a helper, or as a holder of a power. */
  ask(
    as: Helper | { readonly holder: Holder; readonly power: Power },
    method: string,
    path: string,
    rest?: Omit<Asked, 'params'>,
  ): Promise<Answer>
}

/** One route with things to use it on. */
export interface Probe {
  readonly route: string
  readonly power: Power
  readonly cases: readonly Case[]
  /** What somebody gets who may not even know of the thing; 403 unless said. */
  readonly refused?: 404
  /** Makes a thing where the case says, and the request about it. */
  prepare(world: World, of: Case): Promise<Asked>
}

const ROUTES: ReadonlyMap<string, Route> = new Map(CONTRACTS.flatMap(({ routes }) => Object.entries(routes)))

/** Routes by their names. */
const routeNamed = (name: string): Route => {
  const route = ROUTES.get(name)
  if (route === undefined) throw new Error(`there is no route ${name}`)
  return route
}
export const routes = [...ROUTES]

/** What came of a request: a row of a bulk route counts as the request. */
const Rows = z.object({ rows: z.array(z.object({ outcome: z.string(), code: z.string().optional() })) })
const outcomeOf = ({ status = 500, body }: Answer) => {
  const row = Rows.safeParse(body).data?.rows[0]
  const rejected = row?.outcome === 'rejected'
  return {
    admitted: status < 300 && !rejected,
    refused: rejected && row.code === 'forbidden' ? 403 : status,
  }
}

export interface Verdicts {
  readonly decisions: number
  readonly admitted: number
  /** What was decided otherwise than is right. */
  readonly wrong: readonly string[]
}

/** Tries a probe with the holders, all of them unless said, on every case. */
export const verdictsOn = async (
  world: World,
  probe: Probe,
  holders: readonly Holder[] = holdersOn(world.today),
): Promise<Verdicts> => {
  const { method, path } = routeNamed(probe.route)
  const wrong: string[] = []
  let [decisions, admitted] = [0, 0]
  for (const of of probe.cases) {
    let request = await probe.prepare(world, of)
    for (const holder of holders) {
      const { params = {}, ...rest } = request
      const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        encodeURIComponent(params[name] ?? ''),
      )
      const answer = await world.ask({ holder, power: probe.power }, method, address, rest)
      const outcome = outcomeOf(answer)
      const right = isRight(holder, of)
      const refusals = [403, probe.refused]
      if (right ? !outcome.admitted : outcome.admitted || !refusals.includes(outcome.refused))
        wrong.push(
          `${probe.route} (${of.name}) by ${probe.power} over ${holder.name}: ${right ? 'right' : 'not right'}, but ${answer.status} ${JSON.stringify(answer.body)}`,
        )
      decisions += 1
      if (outcome.admitted) admitted += 1
      // What was done cannot be done twice.
      if (outcome.admitted && method !== 'GET') request = await probe.prepare(world, of)
    }
  }
  return { decisions, admitted, wrong }
}

/** The answer to a helper's request. @throws Error when it was refused */
export const done = <S extends z.ZodType>(schema: S, { status = 500, body }: Answer): z.output<S> => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`)
  return schema.parse(body)
}

export const Made = z.object({ id: z.string() })
