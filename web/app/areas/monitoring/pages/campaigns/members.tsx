import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../../data.ts'
import { day, whole } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { Refused, TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { campaigns, type MemberRow } from '../../api.ts'
import { campaignOf, formOf, memberFormsOf } from '../../data.ts'
import { t } from '../../texts/members/index.ts'
import { askedIn, whyShut } from '../../ui/campaigns/campaign-words.ts'
import { InviteMember } from '../../ui/campaigns/invite-member.tsx'
import { useMemberNames } from '../../ui/campaigns/member-names.ts'
import { RollUp } from '../../ui/campaigns/roll-up.tsx'

const route = getRouteApi('/campaigns/$id/members/$cluster')

/** Asks members of a cluster by links, and makes the cluster's values of their answers. */
export const AskMembersPage = () => {
  const { id, cluster } = route.useParams()
  const { data: subject } = useSuspenseQuery(clusterOf(cluster))
  const { data: about } = useSuspenseQuery(campaignOf(id))
  const { data: filled } = useSuspenseQuery(formOf(id, cluster))
  const regions = useCodes('regions').all
  const found = useQuery(memberFormsOf(id, cluster))
  const may = useMay('kpi.submit', {
    regions: subject.regions.map((code) => pathOf(regions, code)),
    category: subject.primaryCategory,
    cluster,
  })
  const shut = whyShut(about.campaign, filled.form)
  const rows = found.data?.items ?? []
  return (
    <>
      <Heading title={t.title(say(subject.names))} lead={say(about.campaign.name)} />
      <p>{askedIn(about.campaign)}</p>
      <p>
        <Link to="/campaigns/$id/entry/$cluster" params={{ id, cluster }}>
          {t.back}
        </Link>
      </p>
      <p>{t.how}</p>
      <MayNot of={may} />
      {may.may && shut !== undefined && <p className="notice">{shut}</p>}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={4} />}
      {found.isSuccess && (
        <Asked id={id} cluster={cluster} rows={rows} mayRevoke={may.may && shut === undefined} />
      )}
      {may.may && shut === undefined && found.isSuccess && (
        <>
          <InviteMember id={id} cluster={cluster} deadline={about.campaign.deadline} />
          <RollUp form={filled.form} version={filled.version} answered={rows} />
        </>
      )}
    </>
  )
}

const Asked = ({
  id,
  cluster,
  rows,
  mayRevoke,
}: {
  readonly id: string
  readonly cluster: string
  readonly rows: readonly MemberRow[]
  readonly mayRevoke: boolean
}) => {
  const cache = useQueryClient()
  const names = useMemberNames(cluster)
  const nameOf = (organisation: string) => names.get(organisation) ?? organisation
  const revoking = useMutation({
    mutationFn: (organisation: string) =>
      campaigns.revokeMemberForm({
        params: { campaignId: id, cluster, organisation },
        idempotencyKey: crypto.randomUUID(),
      }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['member-forms'] })
      tell(t.revoked)
    },
  })
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">{t.asked}</h2>
      {revoking.error && <Refused error={revoking.error} />}
      {rows.length === 0 ? (
        <p>{t.nobodyAsked}</p>
      ) : (
        <Table
          caption={t.asked}
          quietCaption
          rows={rows}
          rowKey={({ organisation }) => organisation}
          columns={[
            { key: 'member', name: t.member, cell: ({ organisation }) => nameOf(organisation) },
            { key: 'status', name: t.status, cell: ({ status }) => t.statuses[status] },
            { key: 'expires', name: t.expiresOn, cell: ({ expiresOn }) => day(expiresOn) },
            {
              key: 'answered',
              name: t.answeredOn,
              cell: ({ answeredAt }) => (answeredAt === undefined ? '–' : day(answeredAt)),
            },
            {
              key: 'values',
              name: t.values,
              cell: ({ values }) => (values === undefined ? t.notShown : t.shown(whole(values.length))),
            },
            ...(mayRevoke
              ? [
                  {
                    key: 'revoke',
                    name: t.link,
                    cell: ({ organisation, status }: MemberRow) =>
                      status !== 'revoked' && (
                        <button
                          type="button"
                          aria-label={t.revokeOne(nameOf(organisation))}
                          disabled={revoking.isPending}
                          onClick={() => revoking.mutate(organisation)}
                        >
                          {t.revoke}
                        </button>
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </section>
  )
}
