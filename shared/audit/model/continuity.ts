import type { CalendarDate } from '#kernel/clock'
import { canonicalJson, keyedHash } from '#kernel/digest'
import type { Finding } from './finding.ts'
import { type AuditRecord, placeOf } from './record.ts'

/** A record of the trail and where its line stands. */
export interface LocatedRecord {
  readonly day: CalendarDate
  readonly line: number
  readonly record: AuditRecord
}

/** Of every stored record the changes in the order in which they were made. */
const byRecord = (trail: readonly LocatedRecord[]): ReadonlyMap<string, readonly LocatedRecord[]> => {
  const inOrder = trail
    .map((located) => ({ located, place: placeOf(located.record) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ located }) => located)
  return Map.groupBy(inOrder, ({ record }) => record.record)
}

/** What every change found was what the one before it left: else a change between the two is not in the trail. Needs
 *  no key, for equal records have equal hashes. */
export const gapsIn = (trail: readonly LocatedRecord[]): readonly Finding[] =>
  [...byRecord(trail).values()].flatMap((changes) =>
    changes.slice(1).flatMap(({ day, line, record }, index) => {
      const earlier = changes[index]
      if (earlier === undefined || earlier.record.after === record.before) return []
      return [
        {
          kind: 'gap' as const,
          day,
          line,
          detail: `between this change of ${record.record} and the one of ${earlier.day}, line ${earlier.line}, the record changed without a line`,
        },
      ]
    }),
  )

/** A stored record as its keyed hash has it: everything that is stored, keys included. */
export const hashOfStored = (key: string, item: Readonly<Record<string, unknown>>): string =>
  keyedHash(key, canonicalJson(item))

/** Whether stored records are what the last change in the trail left. Records without a change in the trail are left
 *  out.
 *  @param stored by context and key, as the trail names them */
export const strangersAmong = (
  trail: readonly LocatedRecord[],
  stored: ReadonlyMap<string, Readonly<Record<string, unknown>>>,
  key: string,
): readonly Finding[] => {
  const changes = byRecord(trail)
  return [...stored].flatMap(([name, item]) => {
    const last = changes.get(name)?.at(-1)
    if (last === undefined || last.record.after === hashOfStored(key, item)) return []
    const detail = `${name} as it is stored is not what this change, the last one in the trail, left`
    return [{ kind: 'other-record' as const, day: last.day, line: last.line, detail }]
  })
}
