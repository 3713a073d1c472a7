import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { day } from '../../../format.ts'
import { tell } from '../../../ui/done.ts'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { type Proposal, proposals } from '../data.ts'
import type { Sides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { rolesText } from './membership-fields.tsx'
import { OrganisationName } from './names.tsx'

type Decision = 'confirm' | 'decline' | 'withdraw'

/** What the person can do with a proposal: its other side answers it, its own takes it back. */
const decisionsOn = (
  { proposedBy, organisation }: Proposal,
  { isManagement, organisations }: Sides,
): readonly Decision[] => {
  const acts = { management: isManagement, organisation: organisations.includes(organisation) }
  const answerer = proposedBy === 'management' ? 'organisation' : 'management'
  return [
    ...(acts[answerer] ? (['confirm', 'decline'] as const) : []),
    ...(acts[proposedBy] ? (['withdraw'] as const) : []),
  ]
}

/** Proposed memberships that nobody answered yet. */
export const Proposals = ({ cluster, sides }: { readonly cluster: string; readonly sides: Sides }) => {
  const cache = useQueryClient()
  const found = useQuery(proposals(cluster))
  const deciding = useMutation({
    mutationFn: async ({ id, decision }: { readonly id: string; readonly decision: Decision }) => {
      const params = { clusterId: cluster, proposalId: id }
      const { version = 0 } = await api.clusters.getProposal({ params })
      await api.clusters.decideProposal({
        params,
        body: { decision },
        version,
        idempotencyKey: `${id}-${decision}-${version}`,
      })
    },
    onSuccess: async (_, { decision }) => {
      await Promise.all(
        ['proposals', 'memberships', 'waiting'].map((key) => cache.invalidateQueries({ queryKey: [key] })),
      )
      tell(t.members.decided[decision])
    },
  })
  const open = found.data?.items.filter(({ state }) => state === 'proposed') ?? []
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">{t.members.proposals}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {deciding.error && <TroubleHere error={deciding.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={2} />}
      {found.data && open.length === 0 && <p>{t.members.noProposals}</p>}
      {open.length > 0 && (
        <Table
          caption={t.members.proposals}
          quietCaption
          rows={open}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'organisation',
              name: t.members.labels.organisation,
              cell: ({ organisation }) => <OrganisationName id={organisation} />,
            },
            {
              key: 'roles',
              name: t.members.labels.roles,
              cell: ({ membership }) => rolesText(membership.roles),
            },
            { key: 'from', name: t.members.labels.from, cell: ({ membership }) => day(membership.from) },
            {
              key: 'decide',
              name: t.members.answer,
              cell: (proposal) => {
                const decisions = decisionsOn(proposal, sides)
                return decisions.length === 0 ? (
                  t.members.waitsFor[proposal.proposedBy]
                ) : (
                  <span className="ways">
                    {decisions.map((decision) => (
                      <button
                        key={decision}
                        type="button"
                        disabled={deciding.isPending}
                        onClick={() => deciding.mutate({ id: proposal.id, decision })}
                      >
                        {t.members.decisions[decision]}
                      </button>
                    ))}
                  </span>
                )
              },
            },
          ]}
        />
      )}
    </section>
  )
}
