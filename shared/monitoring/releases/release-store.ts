import { gunzipSync, gzipSync } from 'node:zlib'
import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toDeleted, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import { type Freshness, type Item, queryAll, type Table, TO_SHOW, type Write } from '#kernel/table'
import type { Group, Period } from '../model.ts'
import { groupOf, partsOfGroup } from '../model.ts'
import {
  basisFrom,
  basisItem,
  basisPartition,
  COUNTER,
  contentFrom,
  contentItem,
  contentsPartition,
  counterEntity,
  type NumberedEntry,
  numberEntity,
  numberKey,
  RELEASE_NUMBERS,
  RELEASES,
  RELEASES_DUE,
  type ReleaseCounter,
  releaseEntity,
  releaseKey,
  rowsFrom,
  rowsItem,
  type Shelf,
  vintagePartition,
} from './keys.ts'
import { type Basis, PackedBasis, packedBasis, unpackedBasis } from './model/basis.ts'
import type { Release, ReleaseContent, ReleaseId } from './model/release.ts'
import type { ReleasedRow } from './model/released-row.ts'
import type { BasisOf, Series } from './model/series.ts'
import type { ReleasedSlice } from './model/vintage.ts'

type Place = Pick<NumberedEntry, 'number' | 'attempt'>

/** Rows in one record: some 500 bytes each, with two changes up to 1,000. */
const ROWS_A_RECORD = 150
/** Characters of a compressed basis in one record; a record holds 400 KB. */
const BASIS_PART = 300_000

/** Releases, their numbers, and their contents. */
export class ReleaseStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** @throws NotFoundError when there is none */
  async get(release: ReleaseId, freshness: Freshness): Promise<Stored<Release>> {
    const found = fromItem(releaseEntity, await this.#table.get(releaseKey(release), freshness))
    if (found === undefined) throw noSuchRelease(release)
    return found
  }

  /** @throws NotFoundError when there is no release of that number */
  async byNumber(number: number): Promise<Stored<Release>> {
    const entry = fromItem(numberEntity, await this.#table.get(numberKey(number)))
    if (entry === undefined) throw noSuchRelease(String(number))
    return this.get(entry.value.release, TO_SHOW)
  }

  /** By the time of publication, the latest first. */
  async calendar(limit: number, after: Position | undefined): Promise<Page<Release>> {
    const page = await this.#table.query({ index: 'gsi2', pk: RELEASES, limit, after, descending: true })
    return { items: valuesOf(releaseEntity, page.items), next: page.next }
  }

  /** Those whose next step is due, the longest waiting first; an index may lag a moment behind. */
  async due(now: string): Promise<readonly ReleaseId[]> {
    const items = await queryAll(this.#table, {
      index: 'gsi1',
      pk: RELEASES_DUE,
      sk: { from: '0', to: `${now}~` },
    })
    return valuesOf(releaseEntity, items).map(({ release }) => release)
  }

  /** All that have a number, in order; strongly consistent where contents are decided. */
  async numbered(freshness: Freshness): Promise<readonly NumberedEntry[]> {
    return valuesOf(numberEntity, await queryAll(this.#table, { pk: RELEASE_NUMBERS, ...freshness }))
  }

  async counter(): Promise<Stored<ReleaseCounter>> {
    const found = fromItem(counterEntity, await this.#table.get(COUNTER, { consistent: true }))
    return found ?? { value: { last: 0, open: null }, version: 0 }
  }

  /** The write that takes the counter on; it loses the race when another took it meanwhile. */
  setCounter(to: ReleaseCounter, { version }: Stored<ReleaseCounter>): Write {
    return {
      put: toItem(counterEntity, to, { version: version + 1 }),
      if: version === 0 ? 'absent' : { version },
      otherwise: lostRace,
    }
  }

  /** A new release, or the next state of one. */
  put(release: Release, before: Stored<Release> | undefined, change: LastChange): Write {
    return {
      put: toItem(releaseEntity, release, { version: (before?.version ?? 0) + 1, change }),
      ...(before === undefined ? { if: 'absent' as const } : { if: { version: before.version } }),
    }
  }

  remove({ value, version }: Stored<Release>, change: LastChange, at: Date): Write {
    return {
      put: toDeleted(releaseEntity, value, { version: version + 1, change, at }),
      if: { version },
    }
  }

  putNumber(entry: NumberedEntry): Write {
    return { put: toItem(numberEntity, entry) }
  }

  /** The records of one slice's figures; written again they are the same. */
  contentItems(place: Place, { slice, rows }: ReleasedSlice, root: string): Item[] {
    const shelves = Map.groupBy(rows, ([group]) => shelfOf(group, root))
    return [...shelves].flatMap(([shelf, list]) =>
      inParts(list, ROWS_A_RECORD).map((part, index) =>
        rowsItem(
          place,
          slice,
          { shelf, period: slice.period, part: index },
          part.map(([group, row]) => [partsOfGroup(group).dimension, row]),
        ),
      ),
    )
  }

  contentItem(place: Place, content: ReleaseContent): Item {
    return contentItem(place, content)
  }

  async contents(place: Place): Promise<readonly ReleaseContent[]> {
    return (await queryAll(this.#table, { pk: contentsPartition(place) })).map(contentFrom)
  }

  /** All rows of a series, by period and group. */
  allRows(place: Place, series: Series): Promise<ReadonlyMap<Period, ReadonlyMap<Group, ReleasedRow>>> {
    return this.#rowsIn({ pk: vintagePartition(place, series) })
  }

  /** The rows of a shelf from one period to another, by period and group. */
  rows(
    place: Place,
    series: Series,
    { shelf, from, to }: { readonly shelf: Shelf; readonly from: Period; readonly to: Period },
  ): Promise<ReadonlyMap<Period, ReadonlyMap<Group, ReleasedRow>>> {
    return this.#rowsIn({
      pk: vintagePartition(place, series),
      sk: { from: `${shelf}#${from}#`, to: `${shelf}#${to}#~` },
    })
  }

  async #rowsIn(query: Parameters<typeof queryAll>[1]) {
    const items = await queryAll(this.#table, query)
    const found = new Map<Period, Map<Group, ReleasedRow>>()
    for (const { period, rows } of items.map(rowsFrom)) {
      const known = found.get(period) ?? new Map<Group, ReleasedRow>()
      for (const [dimension, row] of rows) known.set(groupOf(dimension, row.code), row)
      found.set(period, known)
    }
    return found
  }

  basisItems(place: Place, of: BasisOf, basis: Basis): Item[] {
    const text = gzipSync(JSON.stringify(packedBasis(basis))).toString('base64')
    return Array.from({ length: Math.ceil(text.length / BASIS_PART) }, (_, part) =>
      basisItem(place, of, part, text.slice(part * BASIS_PART, (part + 1) * BASIS_PART)),
    )
  }

  /** What a release told of an indicator; undefined where it holds none of it. */
  async basis(place: Place, of: BasisOf): Promise<Basis | undefined> {
    const items = await queryAll(this.#table, { pk: basisPartition(place, of), consistent: true })
    if (items.length === 0) return undefined
    const text = items.map(basisFrom).join('')
    return unpackedBasis(PackedBasis.parse(JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString())))
  }
}

const shelfOf = (group: Group, root: string): Shelf =>
  group === groupOf('region', root) || group === groupOf('region-seat', root)
    ? 'nation'
    : partsOfGroup(group).dimension

const inParts = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )

const noSuchRelease = (name: string) =>
  new NotFoundError({ en: `There is no release "${name}".`, ru: `Выпуска «${name}» нет.` })
