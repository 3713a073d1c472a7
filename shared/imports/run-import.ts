import type { RowResult } from '#kernel/bulk'
import type { Language } from '#kernel/localised-text'
import { parentsFirst } from './arrange.ts'
import { isRefusal, isUnanswered, reasonOf } from './bulk-result.ts'
import type { Kind } from './kind.ts'
import type { Mapping, Row } from './mapping.ts'
import { type RecordOf, valueAt, without } from './record.ts'
import type { Send } from './send.ts'

/** What became of the rows of a file. */
export interface Outcome {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** In the order of the file. */
  readonly rejected: readonly { readonly row: Row; readonly reason: string }[]
  /** What ended it before every row was answered; the rows without an answer are among those rejected. */
  readonly brokenOff?: Error
}

/** A row of the file on its way. */
interface Item {
  readonly index: number
  readonly row: Row
  readonly record: RecordOf
}

/** The most that one call may carry: the API takes 1 MB. */
export const BYTES_PER_CALL = 900_000

const NO_ANSWER = {
  en: 'the platform gave no answer, so that it may be there: import the row again, what is there stays unchanged',
  ru: 'платформа не ответила, запись могла сохраниться: загрузите строку снова, сохранённое останется без изменений',
} as const
const NOT_SENT = {
  en: 'not sent, since the import was broken off before: import the row again',
  ru: 'не отправлено, так как загрузка прервалась раньше: загрузите строку снова',
} as const

/** Whether a refusal is of who sends, and so of every row alike. */
const isOfSender = (error: unknown): boolean =>
  isRefusal(error) && (error.status === 401 || error.status === 403)

/** Sends the rows that are wanted and in order; rows that are not are rejected here, with all that is wrong.
 *  @param language in which rows are told what is wrong with them here
 *  @param progress told the number of rows that are done, out of those wanted
 *  What is refused as a whole, a call that is too large, rejects its rows. A call that took the platform too long is sent
 *  again in halves, if need be down to one row: what was taken before is found unchanged. A call without an answer breaks the
 *  import off: what was answered stays, the rest is rejected as not sent, and importing these rows goes on there.
 *  @throws the error of the first call when it ends all: nothing was taken */
export const runImport = async (
  kind: Kind,
  mapping: Mapping,
  rows: readonly Row[],
  send: Send,
  progress: (done: number, of: number) => void,
  language: Language = 'en',
): Promise<Outcome> => {
  const wanted = rows.filter((row) => mapping.wants(row))
  const rejected = new Map<number, string>()
  const items: Item[] = []
  wanted.forEach((row, index) => {
    const result = mapping.record(row)
    if ('record' in result) items.push({ index, row, record: result.record })
    else rejected.set(index, result.reason[language])
  })
  const counts = { created: 0, updated: 0, unchanged: 0 }
  let done = rejected.size
  progress(done, wanted.length)

  const work = batches(kind, arranged(kind, items))
  let next = 0
  let answered = 0
  let brokenOff: Error | undefined
  const worker = async () => {
    for (let batch = work[next++]; batch !== undefined; batch = work[next++]) await sendBatch(batch)
  }
  const sendBatch = async (batch: Batch): Promise<void> => {
    if (brokenOff === undefined) {
      const halves = await answerBatch(batch)
      if (halves !== undefined) {
        for (const half of halves) await sendBatch(half)
        return
      }
    } else for (const { index } of batch.items) rejected.set(index, NOT_SENT[language])
    done += batch.items.length
    progress(done, wanted.length)
  }
  /** Sends one call. @returns what to send instead where it took too long */
  const answerBatch = async (batch: Batch): Promise<readonly Batch[] | undefined> => {
    const records = batch.items.map(({ record }) =>
      kind.address === undefined ? record : without(record, kind.address),
    )
    try {
      const { rows: results } = await send(records, batch.address)
      for (const [place, item] of batch.items.entries()) count(item, results[place])
      answered += 1
    } catch (error) {
      if (isUnanswered(error) && batch.items.length > 1) return halvesOf(batch)
      const isOver = !isRefusal(error) || isOfSender(error)
      const reason = isRefusal(error) ? reasonOf(error) : NO_ANSWER[language]
      for (const { index } of batch.items) rejected.set(index, reason)
      if (isOver) brokenOff ??= error instanceof Error ? error : new Error(String(error))
    }
    return undefined
  }
  const count = (item: Item, result: RowResult | undefined) => {
    if (result === undefined || result.outcome === 'rejected')
      rejected.set(item.index, result?.reason ?? NO_ANSWER[language])
    else counts[result.outcome] += 1
  }
  await Promise.all(Array.from({ length: kind.callsAtOnce }, worker))
  if (brokenOff !== undefined && answered === 0) throw brokenOff
  return {
    ...counts,
    ...(brokenOff !== undefined && { brokenOff }),
    rejected: wanted.flatMap((row, index) => {
      const reason = rejected.get(index)
      return reason === undefined ? [] : [{ row, reason }]
    }),
  }
}

const arranged = ({ tree, fields }: Kind, items: readonly Item[]): readonly Item[] => {
  if (tree === undefined) return items
  const path = (column: string) => fields.find((field) => field.column === column)?.path ?? [column]
  const text = (item: Item, column: string) => {
    const value = valueAt(item.record, path(column))
    return value === undefined ? undefined : String(value)
  }
  return parentsFirst(items, {
    own: (item) => text(item, tree.own) ?? '',
    parent: (item) => text(item, tree.parent),
  })
}

interface Batch {
  readonly address: string | undefined
  readonly items: readonly Item[]
}

const halvesOf = ({ address, items }: Batch): readonly Batch[] => {
  const middle = Math.ceil(items.length / 2)
  return [items.slice(0, middle), items.slice(middle)].map((half) => ({ address, items: half }))
}

/** Cuts rows into calls: at most so many, of one address, and within what a call may carry. */
const batches = ({ address, rowsPerCall }: Kind, items: readonly Item[]): Batch[] => {
  const cut: { address: string | undefined; items: Item[]; bytes: number }[] = []
  for (const item of items) {
    const to = address === undefined ? '' : valueAt(item.record, [address])?.toString()
    const bytes = new TextEncoder().encode(JSON.stringify(item.record)).length
    const last = cut.at(-1)
    if (
      last !== undefined &&
      to !== undefined &&
      last.address === to &&
      last.items.length < rowsPerCall &&
      last.bytes + bytes <= BYTES_PER_CALL
    ) {
      last.items.push(item)
      last.bytes += bytes
    } else cut.push({ address: to, items: [item], bytes })
  }
  return cut
}
