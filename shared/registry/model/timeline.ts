import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'

/** A value with the days on which it holds: [from, to), `to: null` = still so. */
export interface Dated<T> {
  readonly from: CalendarDate
  readonly to: CalendarDate | null
  readonly value: T
}

/** Dated values in order, without overlap; a gap is a time without value. */
export type Timeline<T> = readonly Dated<T>[]

/** Schema of one dated value. */
export const dated = <S extends z.ZodType>(value: S) =>
  z.object({ from: CalendarDate, to: CalendarDate.nullable(), value })

/** States a value for the days [from, to) over whatever the timeline said of them; `undefined` states that there
 *  was none. Neighbours of equal value become one. */
export const stated = <T>(
  timeline: Timeline<T>,
  {
    from,
    to,
    value,
  }: { readonly from: CalendarDate; readonly to: CalendarDate | null; readonly value: T | undefined },
): Timeline<T> => {
  const before = timeline.flatMap((part) =>
    part.from < from ? [{ ...part, to: part.to === null || part.to > from ? from : part.to }] : [],
  )
  const after =
    to === null
      ? []
      : timeline.flatMap((part) =>
          part.to === null || part.to > to ? [{ ...part, from: part.from > to ? part.from : to }] : [],
        )
  return merged([...before, ...(value === undefined ? [] : [{ from, to, value }]), ...after])
}

/** The value on a day. */
export const valueOn = <T>(timeline: Timeline<T>, day: CalendarDate): T | undefined =>
  timeline.find(({ from, to }) => from <= day && (to === null || day < to))?.value

const merged = <T>(parts: Timeline<T>): Timeline<T> => {
  const result: Dated<T>[] = []
  for (const part of parts) {
    const last = result.at(-1)
    if (last?.to === part.from && canonicalJson(last.value) === canonicalJson(part.value))
      result.splice(-1, 1, { ...last, to: part.to })
    else result.push(part)
  }
  return result
}
