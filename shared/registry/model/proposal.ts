import * as z from 'zod'
import { CalendarDate, Instant } from '#kernel/clock'
import { ProposalId } from './ids.ts'
import { Membership, MembershipSide, NewMembership } from './membership.ts'
import { Reason } from './step.ts'

/** A membership that one side has proposed and the other has to confirm. It counts as nothing until then. */
export const MembershipProposal = z
  .object({
    id: ProposalId,
    cluster: Membership.shape.cluster,
    membership: NewMembership,
    organisation: Membership.shape.organisation,
    proposedBy: MembershipSide.exclude(['authority']),
    state: z.enum(['proposed', 'confirmed', 'declined', 'withdrawn']),
    reason: Reason.exactOptional().register(z.globalRegistry, {
      description: 'Why it was declined or withdrawn',
    }),
    createdAt: Instant,
    closedOn: CalendarDate.exactOptional(),
  })
  .register(z.globalRegistry, { id: 'MembershipProposal' })
export type MembershipProposal = z.output<typeof MembershipProposal>

/** What is done with a proposal: the other side confirms or declines it, its own side withdraws it. */
export const ProposalDecision = z
  .object({ decision: z.enum(['confirm', 'decline', 'withdraw']), reason: Reason.exactOptional() })
  .register(z.globalRegistry, { id: 'ProposalDecision' })

/** The side that has to answer a proposal. */
export const answererOf = ({ proposedBy }: Pick<MembershipProposal, 'proposedBy'>) =>
  proposedBy === 'organisation' ? ('management' as const) : ('organisation' as const)
