import { signedIn } from '#kernel/access'
import type { Call } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { ConflictError, ForbiddenError, NotFoundError, StaleVersionError } from '#kernel/errors'
import { commit } from '#kernel/idempotency'
import type { NewId } from '#kernel/ids'
import { untilWon } from '#kernel/lost-race'
import { type Freshness, TO_SHOW, type Write } from '#kernel/table'
import { demandSight } from '../audience.ts'
import type { registryContract } from '../contract.ts'
import { demandUnmerged } from '../merging/mergeable.ts'
import { answererOf, type MembershipProposal, ProposalId } from '../model.ts'
import { belongsTo, membershipAudience } from '../parties.ts'
import { sideOf, stepBy } from './confirming.ts'
import { demandFree, demandNew, demandOrder, membershipChange } from './joining.ts'
import type { MembershipDeps } from './ports.ts'

type Routes = typeof registryContract.routes

/** Proposes a membership, as the organisation or as the management organisation of the cluster; it counts once the
 *  other side confirms it.
 *  @throws ForbiddenError unless the actor is an editor of one of them
 *  @throws ConflictError when the organisation is a member at the time
 *  @throws RuleFailedError when it ends before it begins */
export const proposeMembership =
  (deps: MembershipDeps & { readonly newId: NewId }) => async (call: Call<Routes['proposeMembership']>) => {
    const { clusters, organisations, memberships, proposals, newId } = deps
    signedIn(call.actor)
    const { value: cluster } = await clusters.get(call.params.clusterId)
    demandSight(call.actor, cluster)
    const { organisation, from, to } = call.body
    const side = sideOf(call.actor, cluster, organisation, ['organisation', 'management'])
    demandUnmerged((await organisations.get(organisation)).value)
    demandUnmerged(cluster)
    demandOrder(from, to)
    const { value: held } = await memberships.held(organisation)
    demandNew(held, cluster, from)
    demandFree(held, cluster, { from, to })
    const proposal: MembershipProposal = {
      id: newId(ProposalId, 'mem'),
      cluster: cluster.id,
      organisation,
      membership: call.body,
      proposedBy: side === 'organisation' ? 'organisation' : 'management',
      state: 'proposed',
      createdAt: call.at.toISOString(),
    }
    const reply = {
      status: 201 as const,
      body: proposal,
      version: 1,
      location: `/clusters/${cluster.id}/membership-proposals/${proposal.id}`,
    }
    return commit(proposals.table, call, reply, [proposals.write(proposal, 0, call, 'propose-membership')])
  }

/** Confirms, declines or withdraws a proposal. Confirmed by the other side, it is a membership.
 *  @throws ForbiddenError for a side that has nothing to answer @throws NotFoundError for whom it does not concern
 *  @throws ConflictError when it was answered before, or the organisation is a member at the time
 *  @throws StaleVersionError */
export const decideProposal = (deps: MembershipDeps) => async (call: Call<Routes['decideProposal']>) =>
  untilWon(async () => {
    const { cluster, proposal } = await foundProposal(deps, call, { consistent: true })
    const { proposedBy, organisation } = proposal.value
    const { decision, reason } = call.body
    const own = decision === 'withdraw' ? proposedBy : answererOf(proposal.value)
    const side = sideOf(call.actor, cluster, organisation, [own])
    if (proposal.value.state !== 'proposed') throw answered(proposal.value.state)
    if (proposal.version !== call.expectedVersion) throw new StaleVersionError()
    const after: MembershipProposal = {
      ...proposal.value,
      state: STATES[decision],
      ...(reason !== undefined && { reason }),
      closedOn: dateIn('UTC', call.at),
    }
    const writes: Write[] = [deps.proposals.write(after, proposal.version, call, 'decide-proposal')]
    if (decision === 'confirm') {
      const { organisation: _organisation, from, ...content } = proposal.value.membership
      const sides = { cluster, organisation: await deps.organisations.get(organisation) }
      const proposed = { step: 'proposed', side: proposedBy, recordedAt: proposal.value.createdAt } as const
      const steps = [
        stepBy({ ...proposed, on: dateIn('UTC', new Date(proposal.value.createdAt)) }, call),
        stepBy({ step: 'confirmed', side }, call),
      ]
      writes.push(...(await membershipChange(deps.memberships, sides, { from, content, steps }, call)).writes)
    }
    const reply = { status: 200 as const, body: after, version: proposal.version + 1 }
    return commit(deps.proposals.table, call, reply, writes)
  })

const STATES = { confirm: 'confirmed', decline: 'declined', withdraw: 'withdrawn' } as const

/** A page of the proposals in a cluster that concern the caller. @throws NotFoundError */
export const listProposals = (deps: MembershipDeps) => async (call: Call<Routes['listProposals']>) => {
  const { value: cluster } = await deps.clusters.get(call.params.clusterId, TO_SHOW)
  demandSight(call.actor, cluster)
  const { items, next } = await deps.proposals.ofCluster(cluster.id, call.page)
  const seen = items.filter(({ organisation }) =>
    membershipAudience(call.actor, cluster, organisation).has('parties'),
  )
  return { status: 200 as const, body: { items: seen, next } }
}

/** A page of the proposals to and of an organisation. @throws ForbiddenError for others */
export const listProposalsOfOrganisation =
  ({ proposals }: MembershipDeps) =>
  async (call: Call<Routes['listProposalsOfOrganisation']>) => {
    const { organisationId } = call.params
    if (!belongsTo(call.actor, organisationId)) throw notYours()
    return { status: 200 as const, body: await proposals.ofOrganisation(organisationId, call.page) }
  }

/** One proposal. @throws NotFoundError also for whom it does not concern */
export const getProposal = (deps: MembershipDeps) => async (call: Call<Routes['getProposal']>) => {
  const { proposal } = await foundProposal(deps, call, TO_SHOW)
  return { status: 200 as const, body: proposal.value, version: proposal.version }
}

const foundProposal = async (
  { clusters, proposals }: MembershipDeps,
  { actor, params }: Pick<Call<Routes['getProposal']>, 'actor' | 'params'>,
  freshness: Freshness,
) => {
  const { value: cluster } = await clusters.get(params.clusterId, freshness)
  demandSight(actor, cluster)
  const proposal = await proposals.find(params.clusterId, params.proposalId, freshness)
  if (
    proposal === undefined ||
    !membershipAudience(actor, cluster, proposal.value.organisation).has('parties')
  )
    throw noSuchProposal(params.proposalId)
  return { cluster, proposal }
}

const noSuchProposal = (id: string) =>
  new NotFoundError({ en: `There is no proposal ${id} in this cluster.`, ru: `Предложения ${id} нет.` })

const notYours = () =>
  new ForbiddenError({
    en: 'The proposals of an organisation are for its own people.',
    ru: 'Предложения организации видят только её сотрудники.',
  })

const answered = (state: string) =>
  new ConflictError({
    en: `The proposal was answered before: it is ${state}.`,
    ru: `Предложение уже рассмотрено: ${state}.`,
  })
