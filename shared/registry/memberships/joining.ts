import type { Context } from '#kernel/call'
import { type CalendarDate, dateIn } from '#kernel/clock'
import type { Stored } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import type { Write } from '#kernel/table'
import { assertionsOf, recorded } from '../assertions.ts'
import { demandPast } from '../dates.ts'
import { membershipSubject } from '../keys.ts'
import {
  type ClusterRecord,
  changesFrom,
  type HeldMemberships,
  type Membership,
  type MembershipContent,
  type NamedMembership,
  type OrganisationRecord,
  overlaps,
} from '../model.ts'
import type { MembershipStore } from './membership-store.ts'

/** Both sides of a membership. */
export interface Sides {
  readonly cluster: ClusterRecord
  readonly organisation: Stored<OrganisationRecord>
}

/** A membership with the names of both sides. */
export const named = (membership: Membership, { cluster, organisation }: Sides): NamedMembership => ({
  ...membership,
  clusterNames: cluster.fields.names,
  organisationNames: organisation.value.fields.names,
})

/** What a new or changed membership is and writes; no writes where nothing differs.
 *  @param from its first day, which together with both sides is its name
 *  @throws RuleFailedError when it ends before it begins
 *  @throws ConflictError when the organisation has another one in the cluster at the time */
export const membershipChange = async (
  memberships: MembershipStore,
  sides: Sides,
  {
    from,
    before,
    content,
  }: {
    readonly from: CalendarDate
    readonly before?: Stored<Membership> | undefined
    readonly content: MembershipContent
  },
  context: Context,
): Promise<{
  readonly membership: Membership
  readonly version: number
  readonly writes: readonly Write[]
}> => {
  const { cluster, organisation } = sides
  const { validFrom, roles, level, tasks, to } = content
  demandOrder(from, to)
  const held = await memberships.held(organisation.value.id)
  demandAlone(held.value, cluster, { from, to })

  const fields = { roles, tasks, to, ...(level !== undefined && { level }) }
  const today = dateIn('UTC', context.at)
  // A membership holds what it says from its first day; changes hold from today, or from a day in its past.
  const day = before === undefined || from > today ? from : (validFrom ?? today)
  if (before !== undefined) demandWithin(day, from, today)
  const subject = membershipSubject(cluster.id, organisation.value.id, from)
  const history = before === undefined ? [] : await assertionsOf(memberships.table, subject)
  const version = (before?.version ?? 0) + 1
  const statements = [{ validFrom: day, changes: changesFrom(history, day, fields) }]
  const assertions = recorded(subject, version, statements, context)
  if (before !== undefined && assertions.length === 0)
    return { membership: before.value, version: before.version, writes: [] }
  const membership: Membership = {
    cluster: cluster.id,
    organisation: organisation.value.id,
    from,
    ...fields,
    suspended: before?.value.suspended ?? [],
    recordedAt: context.at.toISOString(),
  }
  const writes = memberships.changeWrites(
    {
      before,
      after: membership,
      held,
      organisationVersion: organisation.version,
      assertions,
      action: before === undefined ? 'create-membership' : 'change-membership',
    },
    context,
  )
  return { membership, version, writes }
}

const demandOrder = (from: CalendarDate, to: CalendarDate | null): void => {
  if (to === null || from < to) return
  const detail = {
    en: `The membership ends (${to}) before it begins (${from}).`,
    ru: `Членство заканчивается (${to}) раньше, чем начинается (${from}).`,
  }
  throw new RuleFailedError(detail, { faults: [{ pointer: '/to', detail }] })
}

const demandWithin = (day: CalendarDate, from: CalendarDate, today: CalendarDate): void => {
  if (day >= from) {
    if (from <= today) demandPast('validFrom', day, today)
    return
  }
  const detail = {
    en: `validFrom ${day} is before the membership begins (${from}).`,
    ru: `validFrom ${day} раньше начала членства (${from}).`,
  }
  throw new RuleFailedError(detail, { faults: [{ pointer: '/validFrom', detail }] })
}

const demandAlone = (
  { held }: HeldMemberships,
  cluster: ClusterRecord,
  wanted: { readonly from: CalendarDate; readonly to: CalendarDate | null },
): void => {
  const other = held.find(
    (one) => one.cluster === cluster.id && one.from !== wanted.from && overlaps(one, wanted),
  )
  if (other === undefined) return
  const until = other.to ?? '…'
  throw new ConflictError({
    en: `The organisation is a member of this cluster from ${other.from} to ${until}: one membership at a time.`,
    ru: `Организация уже состоит в этом кластере с ${other.from} по ${until}: одновременно возможно одно членство.`,
  })
}
