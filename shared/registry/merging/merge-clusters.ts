import { covers, demandSecondFactor } from '#kernel/access'
import type { Call, Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { fromItem, type Stored, valuesOf } from '#kernel/entity'
import { ConflictError, RuleFailedError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import { untilWon } from '#kernel/lost-race'
import { queryAll } from '#kernel/table'
import { recorded } from '../assertions.ts'
import { clusterAudience, clusterResource, demandSight } from '../audience.ts'
import type { ClusterStore } from '../clusters/cluster-store.ts'
import type { registryContract } from '../contract.ts'
import { clusterKey, membershipEntity, membershipsOf, proposalEntity, proposalsKey } from '../keys.ts'
import type { MembershipStore } from '../memberships/membership-store.ts'
import type { ProposalStore } from '../memberships/proposal-store.ts'
import {
  CLUSTER_CLASSES,
  type ClusterId,
  type ClusterRecord,
  clusterMapping,
  clusterView,
  visibleTo,
} from '../model.ts'
import type { TieStore } from '../ties/tie-store.ts'
import { endClusterWrites, startClusterWrites } from './cluster-merger-writes.ts'
import { conflictsIn, demandNoConflicts } from './conflicts.ts'
import { demandMergeable } from './mergeable.ts'
import { moveMembership } from './move-memberships.ts'
import { moveProposal } from './move-others.ts'
import { moveTies } from './move-ties.ts'

interface Deps {
  readonly clusters: ClusterStore
  readonly memberships: MembershipStore
  readonly proposals: ProposalStore
  readonly ties: TieStore
}

type MergerCall = Call<typeof registryContract.routes.mergeCluster>

/** Merges the draft of a cluster that is there already into its other record: memberships, ties, figures and open
 *  proposals. What the other record says stays as it is. Many transactions, as of organisations: the same request goes
 *  on where one was broken off.
 *  @throws ForbiddenError unless the actor's territory covers all regions of both
 *  @throws RuleFailedError for a cluster that was ever entered in a register, and with everything that stands against it
 *  @throws ConflictError when one of them is merged already, or it has an open application
 *  @throws NotFoundError also for drafts of others @throws StaleVersionError @throws SecondFactorError */
export const mergeCluster = (deps: Deps) => async (call: MergerCall) => {
  const { clusters } = deps
  const [from, into] = [await clusters.get(call.params.clusterId), await clusters.get(call.body.into)]
  for (const { value } of [from, into]) {
    demandSight(call.actor, value)
    covers(call.actor, 'cluster.edit', clusterResource(value))
  }
  demandSecondFactor(call.actor)
  if (!demandMergeable(from, into.value, call.expectedVersion)) await begin(deps, call, from, into)
  await moveAll(deps, from.value.id, call)
  return untilWon(async () => {
    const { into, after, writes } = await ending(deps, from.value.id, call)
    const audience = await clusterAudience(call.actor, after, deps.memberships)
    const body = visibleTo(audience, CLUSTER_CLASSES, clusterView(after))
    const reply = { status: 200 as const, body, version: into.version + 1 }
    return commit(clusters.table, call, reply, writes)
  })
}

/** Finishes a merger that was broken off; nothing where it was finished meanwhile. */
export const finishClusterMerger = async (deps: Deps, id: ClusterId, context: Context): Promise<void> => {
  if ((await deps.clusters.get(id)).value.merger?.state !== 'merging') return
  await moveAll(deps, id, context)
  await untilWon(async () => {
    const { value } = await deps.clusters.get(id)
    if (value.merger?.state === 'merging')
      await deps.clusters.table.write((await ending(deps, id, context)).writes)
  })
}

/** Moves all that is about the record that goes, each thing in a transaction of its own. */
const moveAll = async (deps: Deps, id: ClusterId, context: Context): Promise<void> => {
  const { clusters, memberships, proposals, ties } = deps
  const { merger } = (await clusters.get(id)).value
  if (merger === undefined) return
  const mapping = clusterMapping(id, merger.into)
  const members = await queryAll(memberships.table, { ...membershipsOf(id), consistent: true })
  for (const membership of valuesOf(membershipEntity, members))
    await moveMembership(memberships, membership, mapping, context)
  await moveTies(ties, id, mapping, context)
  const proposed = await queryAll(proposals.table, { pk: proposalsKey(id), consistent: true })
  for (const proposal of proposed.flatMap((item) => fromItem(proposalEntity, item)?.value ?? []))
    await moveProposal(proposals, proposal, mapping, context)
}

const begin = async (
  { clusters, ties }: Deps,
  call: MergerCall,
  from: Stored<ClusterRecord>,
  into: Stored<ClusterRecord>,
): Promise<void> => {
  demandDraft(from.value, into.value)
  const { reason, act } = call.body
  const { id } = from.value
  const mapping = clusterMapping(id, into.value.id)
  demandNoConflicts(await conflictsIn(ties, id, mapping, dateIn('UTC', call.at)))
  const since = call.at.toISOString()
  const merger = { into: into.value.id, state: 'merging' as const, since, clusters: [], reason, act }
  await clusters.table.write(startClusterWrites({ from, into }, merger, call))
}

/** What makes the record that goes lead to the other one. */
const ending = async ({ clusters }: Deps, id: ClusterId, context: Context) => {
  const from = await clusters.get(id)
  if (from.value.merger === undefined) throw new Error(`the merger of ${id} was never begun`)
  const { into: intoId, act } = from.value.merger
  const into = await clusters.get(intoId)
  const { absorbing: _absorbing, ...rest } = into.value
  const after: ClusterRecord = {
    ...rest,
    absorbed: [...(into.value.absorbed ?? []), id],
    updatedAt: context.at.toISOString(),
  }
  const validFrom = dateIn('UTC', context.at)
  const statement = (changes: object) => [{ validFrom, changes: { ...changes }, act }]
  const assertions = [
    ...recorded(clusterKey(intoId).pk, into.version + 1, statement({ 'merged:from': id }), context),
    ...recorded(clusterKey(id).pk, from.version + 1, statement({ 'merged:into': intoId }), context),
  ]
  return { into, after, writes: endClusterWrites({ from, into, after, assertions }, context) }
}

/** Lets drafts alone go: what was ever entered in a register is history, and two entries become one by a decision. */
const demandDraft = (from: ClusterRecord, into: ClusterRecord): void => {
  if (from.entries.length > 0) throw into.entries.length > 0 ? bothEntered() : otherWayRound(into.id)
  if (from.openApplications.length > 0)
    throw new ConflictError({
      en: 'It has an open application: withdraw or delete that first.',
      ru: 'По кластеру есть заявка: сначала отзовите или удалите её.',
    })
}

const bothEntered = () =>
  new RuleFailedError({
    en: 'Both are entered in a register: entries merge by a decision. Apply for the entry of the merged cluster with a succession of kind "merger" that names both.',
    ru: 'Оба кластера внесены в реестр: записи объединяются решением. Подайте заявку на внесение объединённого кластера с правопреемством вида «merger» и обеими записями.',
  })

const otherWayRound = (into: string) =>
  new RuleFailedError({
    en: `It is entered in a register, ${into} is a draft: merge ${into} into it.`,
    ru: `Кластер внесён в реестр, а ${into} — черновик: объедините ${into} с ним.`,
  })
