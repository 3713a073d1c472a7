import * as z from 'zod'
import { type Compared, ComparisonOfValues, compare } from './comparison.ts'
import { add, Decimal, subtract } from './decimal.ts'
import { isActive, type MembershipFacts } from './facts.ts'
import { referenceDate } from './period.ts'

/** Beyond this share of its members that joined or left, a cluster's values are not of the same cluster: one tenth. */
const MOST_TURNOVER = { joinedOrLeft: 1, of: 10 } as const

/** How a cluster's members changed between two reference dates. */
export const Turnover = z
  .object({
    /** Members on the earlier date. */
    before: z.int(),
    joined: z.int(),
    left: z.int(),
  })
  .register(z.globalRegistry, { id: 'MemberTurnover' })

const Part = z.object({ members: z.int(), value: Decimal })

/** What a change of a cluster's sum is made of: after − before = the difference of those throughout + joined − left +
 *  the difference of those with one value. */
export const ChangeSplit = z
  .object({
    /** With a value in both periods. */
    throughout: ComparisonOfValues.extend({ members: z.int() }),
    /** With a value in the later period, and no members on the earlier reference date. */
    joined: Part,
    /** With a value in the earlier period, and no members on the later reference date. */
    left: Part,
    /** Members on both dates that have a value in one of the periods only: neither came nor went. */
    withOneValue: z.object({ members: z.int(), before: Decimal, after: Decimal }),
  })
  .register(z.globalRegistry, { id: 'ChangeSplit' })
export type ChangeSplit = z.output<typeof ChangeSplit>

/** The members of one cluster on two reference dates. */
export interface Composition {
  readonly earlier: ReadonlySet<string>
  readonly later: ReadonlySet<string>
}

/** The organisations that count as members of a cluster on the reference dates of two periods. */
export const compositionOf = (
  cluster: string,
  memberships: readonly MembershipFacts[],
  { against, period }: Compared,
): Composition => {
  const on = (date: string) =>
    new Set(
      memberships
        .filter((membership) => membership.cluster === cluster && isActive(membership, date))
        .map(({ organisation }) => organisation),
    )
  return { earlier: on(referenceDate(against)), later: on(referenceDate(period)) }
}

export const turnoverOf = ({ earlier, later }: Composition): z.output<typeof Turnover> => ({
  before: earlier.size,
  joined: [...later].filter((one) => !earlier.has(one)).length,
  left: [...earlier].filter((one) => !later.has(one)).length,
})

/** Whether so many members joined or left that the values of the two periods are not of the same cluster. Where no
 *  members are known of the earlier date there is nothing to tell it by. */
export const breaksComposition = ({ before, joined, left }: z.output<typeof Turnover>): boolean =>
  before > 0 && (joined + left) * MOST_TURNOVER.of > before * MOST_TURNOVER.joinedOrLeft

/** A cluster's value in one period with what its members contributed. */
export interface ValueOfMembers {
  readonly value: Decimal | null
  readonly members: readonly { readonly enterprise: string; readonly value: Decimal | null }[]
}

/** The contributions of the members, where they are known of all and add up to the value. */
const contributions = ({ value, members }: ValueOfMembers): ReadonlyMap<string, Decimal> | undefined => {
  const known = members.flatMap(({ enterprise, value: own }) =>
    own === null ? [] : [[enterprise, own] as const],
  )
  if (value === null || known.length === 0 || known.length < members.length) return undefined
  const byMember = new Map(known)
  const isWhole = byMember.size === known.length && Number(subtract(sum([...byMember.values()]), value)) === 0
  return isWhole ? byMember : undefined
}

const sum = (values: readonly Decimal[]): Decimal => values.reduce(add, '0')

/** Splits the change of a cluster's sum into what those did who are in both values, who came and who went. None where
 *  the values of the members are not known in full in both periods. */
export const splitOf = (
  earlier: ValueOfMembers,
  later: ValueOfMembers,
  composition: Composition,
  compared: Compared,
): ChangeSplit | undefined => {
  const [then, now] = [contributions(earlier), contributions(later)]
  if (then === undefined || now === undefined) return undefined
  const valuesIn = (of: ReadonlyMap<string, Decimal>, names: readonly string[]) =>
    sum(names.map((name) => of.get(name) ?? '0'))
  const both = [...now.keys()].filter((name) => then.has(name))
  const [onlyNow, onlyThen] = [
    [...now.keys()].filter((name) => !then.has(name)),
    [...then.keys()].filter((name) => !now.has(name)),
  ]
  const joined = onlyNow.filter((name) => !composition.earlier.has(name))
  const left = onlyThen.filter((name) => !composition.later.has(name))
  const [late, early] = [
    onlyNow.filter((name) => composition.earlier.has(name)),
    onlyThen.filter((name) => composition.later.has(name)),
  ]
  const [before, after] = both.length === 0 ? [null, null] : [valuesIn(then, both), valuesIn(now, both)]
  return {
    throughout: { members: both.length, ...compare(before, after, compared) },
    joined: { members: joined.length, value: valuesIn(now, joined) },
    left: { members: left.length, value: valuesIn(then, left) },
    withOneValue: {
      members: late.length + early.length,
      before: valuesIn(then, early),
      after: valuesIn(now, late),
    },
  }
}
