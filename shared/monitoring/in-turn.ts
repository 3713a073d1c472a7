import type { Page, Position } from '#kernel/call'
import { InvalidCursorError } from '#kernel/errors'

/** A part of a list: what one Query reads. */
export interface Part<T> {
  /** Unlike that of every other part. */
  readonly name: string
  readonly read: (limit: number, after: Position | undefined) => Promise<Page<T>>
}

/** Parts that one page looks at: where many hold little, it is short and says where the next begins. */
const MOST_PARTS = 25

/** Reads a page of a list that consists of parts, one after the other.
 *  @throws InvalidCursorError when a page is to begin in a part that is not there */
export const readInTurn = async <T>(
  parts: readonly Part<T>[],
  limit: number,
  after: Position | undefined,
): Promise<Page<T>> => {
  const { part: begun, ...within } = after ?? {}
  const first = begun === undefined ? 0 : parts.findIndex(({ name }) => name === begun)
  if (first < 0) throw new InvalidCursorError()
  let inside: Position | undefined = Object.keys(within).length > 0 ? within : undefined
  const items: T[] = []
  for (const [index, part] of parts.entries()) {
    if (index < first) continue
    if (items.length === limit || index === first + MOST_PARTS) return { items, next: { part: part.name } }
    const page: Page<T> = await part.read(limit - items.length, inside)
    items.push(...page.items)
    if (page.next !== undefined) return { items, next: { part: part.name, ...page.next } }
    inside = undefined
  }
  return { items }
}
