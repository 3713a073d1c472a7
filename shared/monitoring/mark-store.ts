import { randomInt } from 'node:crypto'
import type { Position } from '#kernel/call'
import { StaleVersionError } from '#kernel/errors'
import type { Item, Table, Write } from '#kernel/table'
import { asideItem, MARKS, type Mark, markItem, readMark } from './mark-keys.ts'

/** A mark as read: it is removed only while it is the same. */
export interface StoredMark {
  readonly mark: Mark
  readonly key: { readonly pk: string; readonly sk: string }
  readonly version: number
}

/** A record among the marks that tells nothing a job can work off. */
export interface UnreadableMark {
  readonly item: Item
  /** What is wrong with it. */
  readonly reason: string
}

/** Steps of one transaction. */
const AT_ONCE = 100

/** Marks: which figures have to be computed again. All lie in one partition, which DynamoDB splits by sort key when
 *  it grows; no two writers share a record. */
export class MarkStore {
  readonly #table: Table
  readonly #token: () => number

  constructor(table: Table, token: () => number = () => randomInt(2 ** 47)) {
    this.#table = table
    this.#token = token
  }

  /** Sets a mark; under the same name it takes the place of an earlier one. */
  async set(mark: Mark, name: string): Promise<void> {
    await this.#table.write([this.step(mark, name)])
  }

  /** The step that sets a mark in a transaction of the caller. */
  step(mark: Mark, name: string): { put: Item } {
    return { put: markItem(mark, name, this.#token()) }
  }

  /** Marks in the order of their keys, strongly consistent: what they mark is older than this reading. What cannot be
   *  read among them is given apart, and spoils no other. */
  async read(
    limit: number,
    after?: Position,
  ): Promise<{ marks: StoredMark[]; unreadable: UnreadableMark[]; next?: Position }> {
    const page = await this.#table.query({ pk: MARKS, limit, after, consistent: true })
    const marks: StoredMark[] = []
    const unreadable: UnreadableMark[] = []
    for (const item of page.items) {
      const found = readMark(item)
      if ('reason' in found) unreadable.push({ item, reason: found.reason })
      else marks.push({ ...found, key: { pk: item.pk, sk: item.sk } })
    }
    return { marks, unreadable, ...(page.next && { next: page.next }) }
  }

  /** Removes marks that were not set anew since they were read: a newer one stands for a newer change. */
  async remove(marks: readonly StoredMark[]): Promise<void> {
    for (let start = 0; start < marks.length; start += AT_ONCE) {
      const some = marks.slice(start, start + AT_ONCE)
      if (await this.#removed(some)) continue
      for (const mark of some) await this.#removed([mark])
    }
  }

  async #removed(marks: readonly StoredMark[]): Promise<boolean> {
    try {
      await this.#table.write(marks.map(({ key, version }) => ({ delete: key, if: { version } })))
      return true
    } catch (error) {
      if (error instanceof StaleVersionError) return false
      throw error
    }
  }
}

/** The steps that take an unreadable mark out of the way and keep it where it can be looked at. One that was set anew
 *  since stays. */
export const setAside = (
  { item, reason }: UnreadableMark,
  { run, at }: { readonly run: string; readonly at: Date },
): Write[] => {
  const version = Number(item['version'])
  const key = { pk: item.pk, sk: item.sk }
  return [
    { delete: key, ...(Number.isSafeInteger(version) && { if: { version } }) },
    { put: asideItem(item, { reason, run, at }) },
  ]
}
