import type { Actor } from '#kernel/access'
import type { Context } from '#kernel/call'
import { type CalendarDate, dateIn } from '#kernel/clock'
import { fromItem, type Stored } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { lostRace } from '#kernel/lost-race'
import type { Write } from '#kernel/table'
import { assertionsOf, recorded, type Statement } from '../assertions.ts'
import { noSuchCluster } from '../clusters/cluster-store.ts'
import { demandPast } from '../dates.ts'
import { clusterEntity, clusterKey, membershipSubject } from '../keys.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import {
  type ClusterRecord,
  changesFrom,
  type HeldMemberships,
  MEMBERSHIP_CLASSES,
  type Membership,
  type MembershipContent,
  type MembershipStep,
  MOST_STEPS,
  type NamedMembership,
  type OrganisationRecord,
  overlaps,
  restrictionSteps,
  suspensionsOf,
  visibleTo,
} from '../model.ts'
import { membershipAudience } from '../parties.ts'
import type { MembershipStore } from './membership-store.ts'

/** Both sides of a membership. */
export interface Sides {
  readonly cluster: ClusterRecord
  readonly organisation: Stored<OrganisationRecord>
}

/** A membership with the names of both sides, as much of it as somebody may see. */
export const named = (
  actor: Actor,
  membership: Membership,
  { cluster, organisation }: Pick<Sides, 'cluster'> & { readonly organisation: OrganisationRecord },
): NamedMembership =>
  visibleTo(membershipAudience(actor, cluster, membership.organisation), MEMBERSHIP_CLASSES, {
    ...membership,
    clusterNames: cluster.fields.names,
    organisationNames: organisation.fields.names,
  })

/** What is to become of a membership. */
export interface MembershipChange {
  /** Its first day, which together with both sides is its name. */
  readonly from: CalendarDate
  readonly before?: Stored<Membership> | undefined
  readonly content: MembershipContent
  /** Steps that are taken now. */
  readonly steps?: readonly MembershipStep[]
  readonly formerly?: Membership['formerly']
  readonly successor?: Membership['successor']
  readonly action?: string
}

/** A step as its history tells it; names with a colon are apart from the fields. */
const stepChanges = ({ step, side, on, reason, cause, source }: MembershipStep) => ({
  [`step:${step}`]: {
    side,
    on,
    ...(reason !== undefined && { reason }),
    ...(cause !== undefined && { cause }),
    ...(source !== undefined && { source }),
  },
})

const stepStatement = (step: MembershipStep): Statement => ({
  validFrom: step.on,
  ...(step.to !== undefined && { validTo: step.to }),
  changes: stepChanges(step),
  ...(step.act !== undefined && { act: step.act }),
})

/** What a new or changed membership is and writes; no writes where nothing differs. It is suspended as long as its
 *  organisation is restricted, whatever else changes.
 *  @throws RuleFailedError when it ends before it begins
 *  @throws ConflictError when the organisation has another one in the cluster at the time */
export const membershipChange = async (
  memberships: MembershipStore,
  sides: Sides,
  {
    from,
    before,
    content,
    steps: taken = [],
    action = before === undefined ? 'create-membership' : 'change-membership',
    formerly = before?.value.formerly,
    successor = before?.value.successor,
  }: MembershipChange,
  context: Context,
): Promise<{
  readonly membership: Membership
  readonly version: number
  readonly writes: readonly Write[]
}> => {
  const { cluster, organisation } = sides
  const { validFrom, roles, level, tasks, to } = content
  demandUnmerged(organisation.value)
  demandUnmerged(cluster)
  demandOrder(from, to)
  const held = await memberships.held(organisation.value.id)
  if (before === undefined) demandNew(held.value, cluster, from)
  demandFree(held.value, cluster, { from, to })

  const fields = { roles, tasks, to, ...(level !== undefined && { level }) }
  const today = dateIn('UTC', context.at)
  // A membership holds what it says from its first day; changes hold from today, or from a day in its past.
  const day = before === undefined || from > today ? from : (validFrom ?? today)
  if (before !== undefined) demandWithin(day, from, today)
  const subject = membershipSubject(cluster.id, organisation.value.id, from)
  const followed = restrictionSteps(
    [...(before?.value.steps ?? []), ...taken],
    { from, to },
    organisation.value.fields.restrictions ?? [],
    context.at.toISOString(),
  )
  const steps = [...taken, ...followed]
  const history = before === undefined ? [] : await assertionsOf(memberships.table, subject)
  const version = (before?.version ?? 0) + 1
  const changes = changesFrom(history, day, fields)
  // The steps that lead to a new membership stand in its first statement: one record instead of two or three.
  const statements =
    before === undefined
      ? [
          { validFrom: day, changes: Object.assign(changes, ...taken.map(stepChanges)) },
          ...followed.map(stepStatement),
        ]
      : [{ validFrom: day, changes }, ...steps.map(stepStatement)]
  const assertions = recorded(subject, version, statements, context)
  if (before !== undefined && assertions.length === 0)
    return { membership: before.value, version: before.version, writes: [] }
  if ((before?.value.steps.length ?? 0) + steps.length > MOST_STEPS) throw tooManySteps()
  const allSteps = [...(before?.value.steps ?? []), ...steps]
  const membership: Membership = {
    cluster: cluster.id,
    organisation: organisation.value.id,
    from,
    ...fields,
    suspended: suspensionsOf(allSteps, from),
    ...(formerly && { formerly }),
    ...(successor && { successor }),
    steps: allSteps,
    recordedAt: context.at.toISOString(),
  }
  const guard = before === undefined ? await draftGuard(memberships, cluster) : []
  const writes = memberships.changeWrites(
    {
      before,
      after: membership,
      held,
      organisationVersion: organisation.version,
      assertions,
      action,
    },
    context,
  )
  return { membership, version, writes: [...writes, ...guard] }
}

/** Drafts are deleted and merged: a first write about a member of one makes sure that it is neither meanwhile.
 *  @throws NotFoundError @throws ConflictError */
const draftGuard = async (
  { table }: MembershipStore,
  { id, status }: ClusterRecord,
): Promise<readonly Write[]> => {
  if (status !== 'draft') return []
  const stored = fromItem(clusterEntity, await table.get(clusterKey(id), { consistent: true }))
  if (stored === undefined) throw noSuchCluster(id)
  demandUnmerged(stored.value)
  return [{ check: clusterKey(id), if: { version: stored.version }, otherwise: lostRace }]
}

/** Refuses a second membership with the same first day, which is its name. @throws ConflictError */
export const demandNew = (
  { held }: HeldMemberships,
  cluster: Pick<ClusterRecord, 'id'>,
  from: CalendarDate,
): void => {
  if (!held.some((one) => one.cluster === cluster.id && one.from === from)) return
  throw new ConflictError({
    en: `The organisation has a membership in this cluster from ${from} already.`,
    ru: `У организации уже есть членство в этом кластере с ${from}.`,
  })
}

const tooManySteps = () =>
  new RuleFailedError({
    en: `A membership keeps at most ${MOST_STEPS} steps: end it and begin another.`,
    ru: `Членство хранит не более ${MOST_STEPS} шагов: завершите его и начните другое.`,
  })

/** Refuses an end before the beginning. @throws RuleFailedError */
export const demandOrder = (from: CalendarDate, to: CalendarDate | null): void => {
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

/** Refuses a second membership of an organisation in a cluster at one time. @throws ConflictError */
export const demandFree = (
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
