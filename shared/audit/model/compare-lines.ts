import type { CalendarDate } from '#kernel/clock'
import { leafOf } from './chain.ts'
import type { Finding } from './finding.ts'

/** Compares a day's lines with the hashes that were sealed and says of each difference which line it is.
 *
 *  Lines that are both there and sealed hold the two lists together. What stands between the same two of them on
 *  either side is taken for the same line, changed; what is left over was removed, or added. */
export const compareLines = (
  day: CalendarDate,
  lines: readonly string[],
  sealed: readonly string[],
): readonly Finding[] => {
  const placeIn = new Map(sealed.map((leaf, place) => [leaf, place]))
  const found: Found[] = []
  const findings: Finding[] = []
  const seen = new Set<number>()
  for (const [index, line] of lines.entries()) {
    const place = placeIn.get(leafOf(line))
    if (place !== undefined && seen.has(place))
      findings.push({ kind: 'added', day, line: index + 1, detail: `it repeats line ${place + 1}` })
    else found.push({ index, place })
    if (place !== undefined) seen.add(place)
  }
  return [
    ...findings,
    ...reordered(day, found),
    ...between(day, found, sealed.length, (place) => seen.has(place)),
  ]
}

/** A line and the place that was sealed for it; none: it was not sealed. */
interface Found {
  readonly index: number
  readonly place: number | undefined
}

/** Lines that were sealed but stand in another order: those that are not where they rank. */
const reordered = (day: CalendarDate, found: readonly Found[]): readonly Finding[] => {
  const known = found.flatMap(({ index, place }) => (place === undefined ? [] : [{ index, place }]))
  const ranked = known.map(({ place }) => place).sort((a, b) => a - b)
  return known.flatMap(({ index, place }, rank) =>
    ranked[rank] === place
      ? []
      : [{ kind: 'reordered' as const, day, line: index + 1, detail: `it was sealed as line ${place + 1}` }],
  )
}

/** Lines that were not sealed, and sealed ones that are not there. */
const between = (
  day: CalendarDate,
  found: readonly Found[],
  count: number,
  isThere: (place: number) => boolean,
): readonly Finding[] => {
  const missing = new Set(Array.from({ length: count }, (_none, place) => place).filter((at) => !isThere(at)))
  const findings: Finding[] = []
  const next = nextPlaces(found, count)
  let before = -1
  for (const [at, { index, place }] of found.entries()) {
    if (place !== undefined) {
      before = place
      continue
    }
    const changed = firstBetween(missing, before, next[at] ?? count)
    if (changed === undefined)
      findings.push({ kind: 'added', day, line: index + 1, detail: 'it was not sealed' })
    else {
      missing.delete(changed)
      before = changed
      const detail = `it was sealed otherwise, as line ${changed + 1}`
      findings.push({ kind: 'changed', day, line: index + 1, detail })
    }
  }
  const end = found.reduce((furthest, { place = -1 }) => Math.max(furthest, place), before)
  const tail = [...missing].filter((place) => place > end)
  for (const place of missing)
    if (place <= end)
      findings.push({
        kind: 'removed',
        day,
        line: place + 1,
        detail: 'the line that was sealed here is missing',
      })
  const [first] = tail
  if (first !== undefined) {
    const detail = `the last ${tail.length} of ${count} lines are missing`
    findings.push({ kind: 'cut', day, line: first + 1, detail })
  }
  return findings
}

/** For each line the sealed place of the next one that was sealed. */
const nextPlaces = (found: readonly Found[], count: number): readonly number[] => {
  const places: number[] = []
  let next = count
  for (const [at, { place }] of [...found.entries()].reverse()) {
    places[at] = next
    next = place ?? next
  }
  return places
}

/** The place right behind the one before, when nothing is there and it lies before the next. */
const firstBetween = (missing: ReadonlySet<number>, before: number, next: number): number | undefined => {
  for (let place = before + 1; place < next; place++) if (missing.has(place)) return place
  return undefined
}
