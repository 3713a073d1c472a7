import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { type Assertion, stateOn } from './assertion.ts'
import type { PointInTime } from './cluster-at.ts'
import { type Membership, MembershipContent } from './membership.ts'
import { suspensionsOf } from './restriction.ts'

const Stated = MembershipContent.pick({ roles: true, level: true, tasks: true })
const End = z.object({ to: CalendarDate.nullable().default(null) })

/** After every day of which something can be stated. */
const LAST_DAY = '9999-12-31'

/** A membership as it was in force on a day and known at an instant; undefined when it did not hold that day, or
 *  nobody had recorded it yet. Its end is the one known at the instant, whatever day that was stated for. */
export const membershipAt = (
  membership: Membership,
  assertions: readonly Assertion[],
  { asOf, knownAt }: PointInTime,
): Membership | undefined => {
  const known = assertions.filter(({ recordedAt }) => recordedAt <= knownAt)
  const fields = Stated.safeParse(stateOn(known, asOf))
  const { to } = End.parse(stateOn(known, LAST_DAY))
  if (!fields.success || asOf < membership.from || (to !== null && to <= asOf)) return undefined
  const steps = membership.steps.filter(({ recordedAt }) => recordedAt <= knownAt)
  const { cluster, organisation, from, formerly, successor } = membership
  const succeeded = steps.some(({ step, on }) => step === 'succeeded' && on === successor?.from)
  return {
    cluster,
    organisation,
    from,
    ...fields.data,
    to,
    suspended: suspensionsOf(steps, from),
    ...(formerly && { formerly }),
    ...(successor && succeeded && { successor }),
    steps,
    recordedAt: known.reduce((latest, { recordedAt }) => (recordedAt > latest ? recordedAt : latest), ''),
  }
}
