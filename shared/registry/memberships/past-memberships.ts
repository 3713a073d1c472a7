import type { CalendarDate, Instant } from '#kernel/clock'
import { assertionsOf } from '../assertions.ts'
import { pointInTime } from '../at-time.ts'
import { membershipKey, membershipSubject } from '../keys.ts'
import { type Membership, membershipAt, type PointInTime } from '../model.ts'
import type { MembershipStore } from './membership-store.ts'

/** Days of memberships are told in UTC: their cluster may stand in several registers. */
export const pastAsked = (
  query: { readonly asOf?: CalendarDate; readonly knownAt?: Instant },
  now: Date,
): Promise<PointInTime | undefined> => pointInTime(query, async () => 'UTC', now)

/** Memberships as they are, or those in force in a past as they were then. */
export const asTheyWere = async (
  { table }: MembershipStore,
  found: readonly Membership[],
  when: PointInTime | undefined,
): Promise<readonly Membership[]> => {
  if (when === undefined) return found
  const past = await Promise.all(
    found.map(async (membership) => {
      const { cluster, organisation, from } = membership
      const assertions = await assertionsOf(table, membershipSubject(cluster, organisation, from))
      return membershipAt(membership, assertions, when) ?? []
    }),
  )
  return past.flat()
}

/** Where a page begins and ends: behind the first place, up to the second; open at either end of the list. */
interface Stretch {
  readonly after?: string | undefined
  readonly upTo?: string | undefined
}

/** A page with those that went over to another record by a merger later than what is asked for, at the places where
 *  they stood. */
export const withFormer = (
  page: readonly Membership[],
  former: readonly Membership[],
  placeOf: (membership: Membership) => string,
  { after, upTo }: Stretch,
): readonly Membership[] => {
  const here = former.filter((membership) => {
    const place = placeOf(membership)
    return (after === undefined || place > after) && (upTo === undefined || place <= upTo)
  })
  if (here.length === 0) return page
  return [...page, ...here].toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
}

/** The place of a membership among those of its cluster. */
export const placeInCluster = ({ cluster, organisation, from }: Membership): string =>
  membershipKey(cluster, organisation, from).sk
