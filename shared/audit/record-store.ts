import { isDeepStrictEqual } from 'node:util'
import type { Page, Position } from '#kernel/call'
import { addDays, type CalendarDate } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { fromItem, toItem, valuesOf } from '#kernel/entity'
import type { Filter, Item, Table, TableQuery } from '#kernel/table'
import {
  actorPartition,
  auditRecordEntity,
  BEGINNING,
  DAYS,
  dayPartitions,
  recordPartition,
  sealedDayEntity,
} from './keys.ts'
import { type AuditRecord, leafOf, type SealedDay } from './model.ts'

/** How a list is read. */
export interface Paging {
  readonly limit: number
  readonly after: Position | undefined
  readonly descending: boolean
}

/** The same record is already there. */
class AlreadyThere extends Error {
  override readonly name = 'AlreadyThere'
}

/** Two different records claim to be the same change. */
class ForeignRecordError extends Error {
  override readonly name = 'ForeignRecordError'
}

/** The trail in its table: appended to and read, never changed. */
export class RecordStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** Notes the day on which the trail begins: the one before its first change arrives, which may be a late one.
   *  Done again it changes nothing. */
  async begin(now: Date): Promise<void> {
    const day = addDays(now.toISOString().slice(0, 10), -1)
    await this.#append({ ...BEGINNING, entity: 'beginning', schemaVersion: 1, day }, () => true)
  }

  /** The day on which the trail begins; undefined while nothing has arrived. */
  async beginning(): Promise<CalendarDate | undefined> {
    const item = await this.#table.get(BEGINNING, { consistent: true })
    return item === undefined ? undefined : String(item['day'])
  }

  /** Appends a record; one that is there already stays as it is.
   *  @throws ForeignRecordError when another one is there under its key */
  async append(record: AuditRecord): Promise<void> {
    await this.#append(toItem(auditRecordEntity, record), (item) => isDeepStrictEqual(item['data'], record))
  }

  /** Whether a change is in the trail on a day before this one. The index may not know yet of what was appended a
   *  moment ago: of the day right before the table itself is asked. */
  async hasBefore(day: CalendarDate, record: Omit<AuditRecord, 'day'>): Promise<boolean> {
    const { pk, sk } = auditRecordEntity.keys({ ...record, day: addDays(day, -1) })
    if ((await this.#table.get({ pk, sk }, { consistent: true })) !== undefined) return true
    const { items } = await this.#table.query({
      index: 'gsi1',
      pk: recordPartition(record.record),
      sk: { from: sk, to: sk },
      filter: [{ attribute: 'data.day', below: day }],
      limit: 1,
    })
    return items.length > 0
  }

  /** The changes of one stored record, on a day or ever. */
  ofRecord(record: string, day: CalendarDate | undefined, paging: Paging): Promise<Page<AuditRecord>> {
    return this.#page({ index: 'gsi1', pk: recordPartition(record), filter: onDay(day) }, paging)
  }

  /** What one actor changed, on a day or ever. */
  ofActor(actor: string, day: CalendarDate | undefined, paging: Paging): Promise<Page<AuditRecord>> {
    return this.#page({ index: 'gsi2', pk: actorPartition(actor), filter: onDay(day) }, paging)
  }

  /** The changes of a day in the order of its chain, or the other way round. Each partition gives its next few; they
   *  are a page up to where the first of the partitions that have more would go on, so a page may be short and have a
   *  next one. */
  async ofDay(day: CalendarDate, { limit, after, descending }: Paging): Promise<Page<AuditRecord>> {
    const partitions = dayPartitions(day)
    const few = Math.ceil((2 * limit) / partitions.length)
    const parts = await Promise.all(
      partitions.map((pk) => this.#table.query({ pk, limit: few, after, descending })),
    )
    const comesBefore = (a: string, b: string) => (descending ? a > b : a < b)
    const [end] = parts
      .flatMap(({ items, next }) => (next === undefined ? [] : (items.at(-1)?.sk ?? [])))
      .sort((a, b) => (comesBefore(a, b) ? -1 : 1))
    const known = parts
      .flatMap(({ items }) => items)
      .filter(({ sk }) => end === undefined || !comesBefore(end, sk))
      .sort((a, b) => (comesBefore(a.sk, b.sk) ? -1 : 1))
    const page = known.slice(0, limit)
    const last = page.at(-1)
    const isMore = last !== undefined && (end !== undefined || known.length > page.length)
    return { items: valuesOf(auditRecordEntity, page), next: isMore ? { sk: last.sk } : undefined }
  }

  /** The hashes of a day's lines in the order of their places. Nothing but a hash and a place is kept of each, so that
   *  a day of a million changes fits into a function. */
  async leaves(day: CalendarDate): Promise<readonly string[]> {
    const places: { readonly place: string; readonly leaf: string }[] = []
    for (const pk of dayPartitions(day)) {
      let after: TableQuery['after']
      do {
        const page = await this.#table.query({ pk, limit: 1000, after, consistent: true })
        for (const { sk, data } of page.items) places.push({ place: sk, leaf: leafOf(canonicalJson(data)) })
        after = page.next
      } while (after !== undefined)
    }
    return places.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ leaf }) => leaf)
  }

  /** Notes that a day was sealed; done again it changes nothing. */
  async addDay(sealed: SealedDay): Promise<void> {
    await this.#append(toItem(sealedDayEntity, sealed), (item) => isDeepStrictEqual(item['data'], sealed))
  }

  async lastDay(): Promise<SealedDay | undefined> {
    const { items } = await this.#table.query({ pk: DAYS, limit: 1, descending: true, consistent: true })
    return fromItem(sealedDayEntity, items[0])?.value
  }

  async day(day: CalendarDate): Promise<SealedDay | undefined> {
    return fromItem(sealedDayEntity, await this.#table.get({ pk: DAYS, sk: day }))?.value
  }

  /** Sealed days, the last one first. */
  async days(limit: number, after: Position | undefined): Promise<Page<SealedDay>> {
    const page = await this.#table.query({ pk: DAYS, limit, after, descending: true })
    return { items: valuesOf(sealedDayEntity, page.items), next: page.next }
  }

  async #page(query: Omit<TableQuery, 'limit'>, paging: Paging): Promise<Page<AuditRecord>> {
    const page = await this.#table.query({ ...query, ...paging })
    return { items: valuesOf(auditRecordEntity, page.items), next: page.next }
  }

  async #append(put: Item, isSame: (there: Item) => boolean): Promise<void> {
    try {
      await this.#table.write([
        {
          put,
          if: 'absent',
          otherwise: (there) => (there && isSame(there) ? new AlreadyThere() : foreign(put)),
        },
      ])
    } catch (error) {
      if (!(error instanceof AlreadyThere)) throw error
    }
  }
}

const foreign = ({ pk, sk }: Item) => new ForeignRecordError(`another record stands at ${pk} / ${sk}`)

const onDay = (day: CalendarDate | undefined): readonly Filter[] =>
  day === undefined ? [] : [{ attribute: 'data.day', equals: day }]
