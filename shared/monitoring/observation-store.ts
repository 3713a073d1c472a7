import { randomInt } from 'node:crypto'
import type { Page, Position } from '#kernel/call'
import type { LastChange, Stored } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { type Item, queryAll, type Table, type Write } from '#kernel/table'
import { observationMark } from './mark-keys.ts'
import { type Observation, type ObservationKey, type Slice, sliceKey, type Universe } from './model.ts'
import {
  changeOf,
  historyItem,
  historyPartition,
  observationFrom,
  observationItem,
  observationKeys,
  sliceListItem,
  slicePartition,
  subjectPartition,
  versionFrom,
} from './slice-keys.ts'

/** A version that an observation had or has, and who made it when. */
export interface ObservationVersion {
  readonly observation: Observation
  readonly by: string
  readonly at: string
}

const AT_ONCE = 100

/** Observations, their earlier versions, and the marks that their changes leave. */
export class ObservationStore {
  readonly #table: Table
  /** Gives a mark's version: chance, since two writers in the same instant must not agree on one. */
  readonly #token: () => number

  constructor(table: Table, token: () => number = () => randomInt(2 ** 47)) {
    this.#table = table
    this.#token = token
  }

  /** @throws NotFoundError when nothing was reported there */
  async get(key: ObservationKey, { consistent } = { consistent: true }): Promise<Stored<Observation>> {
    const item = await this.#table.get(observationKeys(key), { consistent })
    if (item === undefined) throw noSuchObservation(key)
    const value = observationFrom(item)
    return { value, version: value.version }
  }

  /** The stored records of observations, by the text of their keys; absent ones are left out. */
  async items(keys: readonly ObservationKey[]): Promise<ReadonlyMap<string, Item>> {
    const places = keys.map(observationKeys)
    const found: Item[] = []
    for (let start = 0; start < places.length; start += AT_ONCE)
      found.push(...(await this.#table.getAll(places.slice(start, start + AT_ONCE), { consistent: true })))
    return new Map(found.map((item) => [`${item.pk}#${item.sk}`, item]))
  }

  /** The steps that store an observation over what was there: the earlier version is kept, and the figures that it
   *  touches are marked, all in the caller's transaction.
   *  @param listed whether the slice is known to exist */
  put(observation: Observation, before: Item | undefined, change: LastChange, listed: boolean): Write[] {
    const earlier = before === undefined ? undefined : observationFrom(before)
    const moved = earlier !== undefined && earlier.level !== observation.level
    return [
      {
        put: observationItem(observation, change),
        if: earlier === undefined ? 'absent' : { version: earlier.version },
      },
      { put: observationMark(sliceKey(observation), observation.subject, moved, this.#token()) },
      ...(earlier === undefined ? [] : [{ put: historyItem(earlier, before?.['lastChange']) }]),
      ...(listed ? [] : [{ put: sliceListItem(observation) }]),
    ]
  }

  /** Observations of one slice by subject, page by page. */
  async ofSlice(slice: Slice, limit: number, after: Position | undefined): Promise<Page<Observation>> {
    const sk = { beginsWith: 'OBS#' }
    const page = await this.#table.query({ pk: slicePartition(slice), sk, limit, after })
    return { items: page.items.map(observationFrom), next: page.next }
  }

  /** Observations of one unit by indicator, breakdown and period, page by page. */
  async ofSubject(
    unit: {
      universe: Universe
      subject: string
      indicator?: string | undefined
      /** Of an indicator. */
      breakdown?: string | undefined
    },
    limit: number,
    after: Position | undefined,
  ): Promise<Page<Observation>> {
    const page = await this.#table.query({
      index: 'gsi1',
      pk: subjectPartition(unit),
      ...(unit.indicator !== undefined && {
        sk: { beginsWith: `${unit.indicator}#${unit.breakdown === undefined ? '' : `${unit.breakdown}#`}` },
      }),
      limit,
      after,
    })
    return { items: page.items.map(observationFrom), next: page.next }
  }

  /** All observations of one unit for an indicator and breakdown. */
  async series({
    universe,
    subject,
    indicator,
    breakdown,
  }: Omit<ObservationKey, 'period'>): Promise<readonly Observation[]> {
    const items = await queryAll(this.#table, {
      index: 'gsi1',
      pk: subjectPartition({ universe, subject }),
      sk: { beginsWith: `${indicator}#${breakdown}#` },
    })
    return items.map(observationFrom)
  }

  /** All versions, the newest first. @throws NotFoundError when nothing was reported there */
  async history(key: ObservationKey): Promise<readonly ObservationVersion[]> {
    const [current, earlier] = await Promise.all([
      this.#table.get(observationKeys(key), { consistent: true }),
      queryAll(this.#table, { pk: historyPartition(key), descending: true }),
    ])
    if (current === undefined) throw noSuchObservation(key)
    return [current, ...earlier].map((item) => ({ observation: versionFrom(key, item), ...changeOf(item) }))
  }
}

/** The text by which `items` finds a record. */
export const placeOf = (key: ObservationKey): string => {
  const { pk, sk } = observationKeys(key)
  return `${pk}#${sk}`
}

const noSuchObservation = ({ subject, indicator, breakdown, period }: ObservationKey) =>
  new NotFoundError({
    en: `Nothing was reported for ${subject}, ${indicator}, ${breakdown}, ${period}.`,
    ru: `Нет наблюдения: ${subject}, ${indicator}, ${breakdown}, ${period}.`,
  })
