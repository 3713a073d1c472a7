import type { Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { changeBy, type Stored, toDeleted, toItem } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { assertionWrites, recorded } from '../assertions.ts'
import {
  formerMembershipEntity,
  heldEntity,
  membershipEntity,
  membershipKey,
  membershipSubject,
} from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import {
  changesBetween,
  type HeldMemberships,
  type Mapping,
  type Membership,
  movedMembership,
  type OrganisationId,
} from '../model.ts'

/** By which name the changes of a merger are on record. */
export const MERGING = 'merge-records'

/** Moves one membership to where a merger puts it, in one transaction: the former one leaves a last version and its
 *  statements, and what it said is stated of the new ones. Gone already, nothing happens. */
export const moveMembership = (
  memberships: MembershipStore,
  { cluster, organisation, from }: Pick<Membership, 'cluster' | 'organisation' | 'from'>,
  mapping: Mapping,
  context: Context,
): Promise<void> =>
  untilWon(async () => {
    const before = await memberships.find(cluster, organisation, from)
    if (before === undefined) return
    const target = { cluster: mapping.cluster(cluster), organisation: mapping.organisation(organisation) }
    const own = await storedIn(memberships, target)
    const today = dateIn('UTC', context.at)
    const there = own.map(({ value }) => value)
    const { added, widened } = movedMembership(before.value, there, mapping, today)
    const kept = own.find(({ value }) => widened !== undefined && value.from === widened.from)
    await memberships.table.write([
      ...departure(before, target, context),
      ...added.flatMap((membership) => arrival(membership, before.value, context)),
      ...(widened && kept ? widening(kept, widened, today, context) : []),
      ...(await heldWrites(memberships, before.value, added, target.organisation)),
    ])
  })

/** All memberships of an organisation in a cluster. */
const storedIn = async (
  memberships: MembershipStore,
  { cluster, organisation }: Pick<Membership, 'cluster' | 'organisation'>,
): Promise<readonly Stored<Membership>[]> => {
  const { value } = await memberships.held(organisation)
  const own = value.held.filter((one) => one.cluster === cluster)
  const found = await Promise.all(own.map(({ from }) => memberships.find(cluster, organisation, from)))
  return found.filter((one) => one !== undefined)
}

const subjectOf = ({ cluster, organisation, from }: Membership) =>
  membershipSubject(cluster, organisation, from)

const departure = (
  { value, version }: Stored<Membership>,
  target: Pick<Membership, 'cluster' | 'organisation'>,
  context: Context,
): readonly Write[] => {
  const statement = { validFrom: value.from, changes: { 'merged:into': target } }
  return [
    {
      put: toDeleted(membershipEntity, value, {
        version: version + 1,
        change: changeBy(context, MERGING),
        at: context.at,
      }),
      if: { version },
      otherwise: lostRace,
    },
    {
      put: toItem(formerMembershipEntity, { membership: value, until: context.at.toISOString() }),
      if: 'absent',
      otherwise: lostRace,
    },
    ...assertionWrites(recorded(subjectOf(value), version + 1, [statement], context), context, MERGING),
  ]
}

const arrival = (membership: Membership, former: Membership, context: Context): readonly Write[] => {
  const { roles, tasks, to, level, from } = membership
  const { cluster, organisation } = former
  const changes = { roles, tasks, to, ...(level && { level }), 'merged:from': { cluster, organisation } }
  const after = { ...membership, recordedAt: context.at.toISOString() }
  const change = changeBy(context, MERGING)
  return [
    {
      put: toItem(membershipEntity, after, { version: 1, change }),
      if: 'absent',
      otherwise: lostRace,
    },
    ...assertionWrites(
      recorded(subjectOf(after), 1, [{ validFrom: from, changes }], context),
      context,
      MERGING,
    ),
  ]
}

const widening = (
  { value, version }: Stored<Membership>,
  widened: Membership,
  today: string,
  context: Context,
): readonly Write[] => {
  const changes = changesBetween(value, widened)
  const assertions = recorded(subjectOf(value), version + 1, [{ validFrom: today, changes }], context)
  if (assertions.length === 0) return [{ check: keyOf(value), if: { version }, otherwise: lostRace }]
  const after = { ...widened, recordedAt: context.at.toISOString() }
  return [
    {
      put: toItem(membershipEntity, after, { version: version + 1, change: changeBy(context, MERGING) }),
      if: { version },
      otherwise: lostRace,
    },
    ...assertionWrites(assertions, context, MERGING),
  ]
}

const keyOf = ({ cluster, organisation, from }: Membership) => membershipKey(cluster, organisation, from)

/** What both organisations hold afterwards; they are one where a cluster is merged. */
const heldWrites = async (
  memberships: MembershipStore,
  gone: Membership,
  added: readonly Membership[],
  into: OrganisationId,
): Promise<readonly Write[]> => {
  const former = await memberships.held(gone.organisation)
  const rest = former.value.held.filter((one) => one.cluster !== gone.cluster || one.from !== gone.from)
  const fresh = added.map(({ cluster, from, to }) => ({ cluster, from, to }))
  if (into === gone.organisation) return [heldWrite(former, [...rest, ...fresh])]
  const other = await memberships.held(into)
  return [heldWrite(former, rest), heldWrite(other, [...other.value.held, ...fresh])]
}

const heldWrite = ({ value, version }: Stored<HeldMemberships>, held: HeldMemberships['held']): Write => ({
  put: toItem(heldEntity, { organisation: value.organisation, held }, { version: version + 1 }),
  if: version === 0 ? 'absent' : { version },
  otherwise: lostRace,
})
