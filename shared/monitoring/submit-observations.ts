import { type Actor, actorId, mayUse, type Resource } from '#kernel/access'
import { answerRows, type RowOutcome } from '#kernel/answer-rows'
import type { Call } from '#kernel/call'
import { changeBy, type LastChange } from '#kernel/entity'
import { ConflictError, ForbiddenError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { Item, Table } from '#kernel/table'
import type { Places } from './authority.ts'
import { BatchWriter } from './batch-writer.ts'
import type { monitoringContract } from './contract.ts'
import { type IndicatorStore, noSuchIndicator } from './indicator-store.ts'
import {
  type Indicator,
  type Observation,
  type ObservationContentBody,
  type ObservationKey,
  ObservationRow,
  type Slice,
  sameContent,
  sliceKey,
  sliceOf,
  TOTAL,
  type Workflow,
} from './model.ts'
import { type ObservationStore, placeOf } from './observation-store.ts'
import type { CodeLists } from './ports.ts'
import { refusedValue, reportedValue } from './reported-value.ts'
import { observationFrom } from './slice-keys.ts'
import type { SliceStore } from './slice-store.ts'

interface Ports {
  readonly table: Table
  readonly indicators: IndicatorStore
  readonly observations: ObservationStore
  readonly slices: SliceStore
  readonly places: Places
  readonly codeLists: CodeLists
}

type Routes = typeof monitoringContract.routes

/** How often a row is judged again when others write the same value at once. */
const ATTEMPTS = 5

/** Takes reports row by row: each is created, updated, unchanged or rejected by itself, and found again by its
 *  natural key. A corrected value keeps the earlier version; every change marks the figures that it touches in its
 *  own transaction. */
export const importObservations = (ports: Ports) => async (call: Call<Routes['importObservations']>) => {
  const { rows } = call.body
  const judge = await Judge.over(ports, rows)
  const writer = new BatchWriter(ports.table)
  const change = changeBy(call, 'submit-observation')
  const body = await answerRows({
    rows,
    schema: ObservationRow,
    language: call.language,
    // All at once, so that they share transactions.
    parallel: rows.length,
    handle: async (row, index): Promise<RowOutcome> => {
      const key = keyOf(row)
      const id = `${sliceKey(key)}#${key.subject}`
      judge.refuseRepeated(id, index)
      let before = judge.stored.get(placeOf(key))
      for (let attempt = 1; ; attempt += 1) {
        const earlier = before && observationFrom(before)
        const next = await judge.judge(call.actor, key, row, earlier, row.workflow)
        if (next === undefined) return { outcome: 'unchanged', id }
        try {
          await writer.add(ports.observations.put(next, before, change, judge.listed(key)))
          return { outcome: before === undefined ? 'created' : 'updated', id }
        } catch (error) {
          // Another request wrote the same value meanwhile: the report is judged against what stands now.
          if (!(error instanceof StaleVersionError) || attempt === ATTEMPTS) throw error
          before = (await ports.observations.items([key])).get(placeOf(key))
        }
      }
    },
  })
  return { status: 200 as const, body }
}

/** Corrects one value.
 *  @throws NotFoundError when nothing was reported there
 *  @throws ForbiddenError when the actor may not report for the unit
 *  @throws RuleFailedError when the value does not fit the indicator
 *  @throws StaleVersionError when it changed since the caller read it */
export const changeObservation = (ports: Ports) => async (call: Call<Routes['changeObservation']>) => {
  const stored = await ports.observations.get(call.params)
  const judge = await Judge.over(ports, [], [call.params])
  const before = judge.stored.get(placeOf(call.params))
  const next = await judge.judge(call.actor, call.params, call.body, stored.value)
  if (next === undefined || before === undefined)
    return { status: 200 as const, body: stored.value, version: stored.version }
  const observation = { ...next, version: (call.expectedVersion ?? 0) + 1 }
  const reply = { status: 200 as const, body: observation, version: observation.version }
  return commit(ports.table, call, reply, writesOf(ports, observation, before, call, judge))
}

const writesOf = (
  { observations }: Ports,
  observation: Observation,
  before: Item,
  call: Call<Routes['changeObservation']>,
  judge: Judge,
) => {
  const change: LastChange = changeBy(call, 'correct-observation')
  const [put, ...rest] = observations.put(observation, before, change, judge.listed(observation))
  // The caller's version decides, not the one just read.
  return put === undefined ? [] : [{ ...put, if: { version: observation.version - 1 } }, ...rest]
}

const keyOf = ({ cluster, region, indicator, breakdown, period }: ObservationRow): ObservationKey => ({
  universe: cluster === undefined ? 'region' : 'cluster',
  subject: cluster ?? region ?? '',
  indicator,
  breakdown,
  period,
})

/** Judges reports against the catalogue, the code lists, what is stored, and the actor's powers. */
class Judge {
  readonly stored: ReadonlyMap<string, Item>
  readonly #catalogue: ReadonlyMap<string, Indicator>
  readonly #breakdowns: ReadonlySet<string>
  readonly #listed: ReadonlySet<string>
  readonly #places: Places
  readonly #codeLists: CodeLists
  readonly #resources = new Map<string, Promise<Resource>>()
  readonly #seen = new Map<string, number>()

  private constructor(
    ports: Ports,
    known: {
      catalogue: ReadonlyMap<string, Indicator>
      breakdowns: ReadonlySet<string>
      stored: ReadonlyMap<string, Item>
      listed: ReadonlySet<string>
    },
  ) {
    this.stored = known.stored
    this.#catalogue = known.catalogue
    this.#breakdowns = known.breakdowns
    this.#listed = known.listed
    this.#places = ports.places
    this.#codeLists = ports.codeLists
  }

  /** Reads at once what judging the rows needs. */
  static async over(
    ports: Ports,
    rows: readonly unknown[],
    more: readonly ObservationKey[] = [],
  ): Promise<Judge> {
    const keys = rows.flatMap((raw) => {
      const row = ObservationRow.safeParse(raw)
      return row.success ? [keyOf(row.data)] : []
    })
    const unique = [...new Map([...more, ...keys].map((key) => [placeOf(key), key])).values()]
    const parts = new Set(unique.map(({ breakdown }) => breakdown).filter((code) => code !== TOTAL))
    const [catalogue, found, stored, listed] = await Promise.all([
      ports.indicators.catalogue(),
      Promise.all([...parts].map((code) => ports.codeLists.find('industries', code))),
      ports.observations.items(unique),
      listedSlices(ports.slices, unique),
    ])
    const breakdowns = new Set([TOTAL, ...found.flatMap((industry) => industry?.code ?? [])])
    return new Judge(ports, { catalogue, breakdowns, stored, listed })
  }

  listed(slice: Slice): boolean {
    return this.#listed.has(sliceKey(slice))
  }

  /** @throws ConflictError when an earlier row of the request is about the same value */
  refuseRepeated(id: string, index: number): void {
    const first = this.#seen.get(id)
    this.#seen.set(id, first ?? index)
    if (first !== undefined)
      throw new ConflictError({
        en: `Row ${first} of this request is about the same value.`,
        ru: `Строка ${first} этого запроса — о том же значении.`,
      })
  }

  /** The observation as it would be stored; undefined when the report brings nothing new. */
  async judge(
    actor: Actor,
    key: ObservationKey,
    content: ObservationContentBody,
    before: Observation | undefined,
    asked?: Workflow,
  ): Promise<Observation | undefined> {
    const indicator = this.#catalogue.get(key.indicator)
    if (indicator === undefined) throw noSuchIndicator(key.indicator)
    if (!this.#breakdowns.has(key.breakdown))
      throw refusedValue(`"${key.breakdown}" is not a code of the industries, nor ${TOTAL} for the total`)
    const resource = await this.#resource(key)
    const workflow = workflowFor(actor, resource, key, content, asked)
    const level = await this.#level(key, content.level)
    const made = { workflow, submittedBy: actorId(actor), level }
    const next = reportedValue(indicator, key, content, made, before)
    return before !== undefined && isSettled(before, next) ? undefined : next
  }

  #resource(key: ObservationKey): Promise<Resource> {
    const place = `${key.universe}#${key.subject}`
    const known = this.#resources.get(place) ?? this.#places.get(key)
    this.#resources.set(place, known)
    return known
  }

  /** The level of the data set: as given, where the region has parts of that level or is one; else its own. */
  async #level(key: ObservationKey, given: string | undefined): Promise<string | undefined> {
    if (key.universe === 'cluster') {
      if (given !== undefined) throw refusedValue('a level is only of regions')
      return undefined
    }
    const { regions } = await this.#codeLists.regionTree()
    const own = regions.find(({ code }) => code === key.subject)?.level
    if (given === undefined || given === own) return own
    if (regions.some(({ level, path }) => level === given && path.includes(key.subject))) return given
    throw refusedValue(`${key.subject} is of level "${own}" and has no regions of level "${given}" within`)
  }
}

const listedSlices = async (
  slices: SliceStore,
  keys: readonly ObservationKey[],
): Promise<ReadonlySet<string>> => {
  const series = new Set(
    keys.map(({ universe, indicator, breakdown }) => `${universe}#${indicator}#${breakdown}`),
  )
  const lists = await Promise.all(
    [...series].map((text) => {
      const { universe, indicator, breakdown } = sliceOf(`${text}#2000`)
      return slices.list(universe, indicator, breakdown)
    }),
  )
  return new Set(lists.flat().map(sliceKey))
}

/** Official statistics of a holder of `statistics.import` are published at once; what is reported by virtue of
 *  `kpi.submit` waits for verification. @throws ForbiddenError without either over the unit */
const workflowFor = (
  actor: Actor,
  resource: Resource,
  { universe }: ObservationKey,
  { source }: ObservationContentBody,
  asked: Workflow | undefined,
): Workflow => {
  const imports = mayUse(actor, 'statistics.import', resource)
  const place = resource.regions.map((path) => path.at(-1)).join(', ')
  if (asked !== undefined) {
    if (imports) return asked
    throw notYours('statistics.import', place)
  }
  if (source !== undefined && imports) return 'published'
  if (source !== undefined && universe === 'region') throw notYours('statistics.import', place)
  if (mayUse(actor, 'kpi.submit', resource)) return 'submitted'
  throw notYours('kpi.submit', place)
}

/** Whether a report repeats what already stands, at this step or further on its way. */
const isSettled = (before: Observation, next: Observation): boolean => {
  const ahead: Workflow[] =
    next.workflow === 'submitted' ? ['submitted', 'verified', 'published'] : [next.workflow]
  return sameContent(before, next) && ahead.includes(before.workflow)
}

const notYours = (power: string, place: string) =>
  new ForbiddenError({
    en: `This needs the power ${power} over ${place}, which none of your positions gives you today.`,
    ru: `Для этого нужно полномочие ${power} для территории ${place}; ни одна из ваших должностей его сегодня не даёт.`,
  })
