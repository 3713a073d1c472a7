import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { day, percent, whole } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import { Choice } from '../../../../ui/choice.tsx'
import { Facts } from '../../../../ui/facts.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { campaignOf, clusterNames, progressOf } from '../../data.ts'
import { t } from '../../texts/campaigns/index.ts'
import { askedIn } from '../../ui/campaigns/campaign-words.ts'
import { ChangeDuty, SteerCampaign, useMaySteer } from '../../ui/campaigns/steer-campaign.tsx'
import { ClusterName } from '../../ui/cluster-name.tsx'

const route = getRouteApi('/campaigns/$id')

/** One campaign: what it asks for, and where the clusters stand that the reader is in charge of. */
export const CampaignPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(campaignOf(id))
  const { campaign } = data
  const steers = useMaySteer(campaign).may
  return (
    <>
      <Heading title={say(campaign.name)} lead={askedIn(campaign)} />
      <Facts
        facts={[
          [t.campaigns.status, t.campaign.statuses[campaign.status]],
          [t.campaign.opened, campaign.openedAt && day(campaign.openedAt)],
          [t.campaign.ended, campaign.endedAt && day(campaign.endedAt)],
          [t.campaign.reason, campaign.reason],
        ]}
      />
      {steers && (
        <p className="ways">
          {(campaign.status === 'planned' || campaign.status === 'open') && (
            <Link to="/campaigns/$id/edit" params={{ id }}>
              {t.campaign.edit}
            </Link>
          )}
          <Link to="/campaigns/new" search={{ like: id }}>
            {t.campaign.like}
          </Link>
        </p>
      )}
      {steers && <SteerCampaign campaign={campaign} version={data.version} />}
      {campaign.status === 'planned' ? (
        <p>{t.campaign.planned(day(campaign.opensOn))}</p>
      ) : (
        <Progress id={id} steers={steers && campaign.status === 'open'} />
      )}
    </>
  )
}

const STANDINGS = ['late', 'returned', 'submitted', 'saved', 'owing', 'verified', 'exempt'] as const

const Progress = ({ id, steers }: { readonly id: string; readonly steers: boolean }) => {
  const verifies = useHolds('kpi.verify') === true
  const { data: names } = useQuery(clusterNames())
  const { standing } = route.useSearch()
  const navigate = route.useNavigate()
  const { data, error, refetch } = useQuery(progressOf(id))
  if (error) return <TroubleHere error={error} again={() => void refetch()} />
  if (data === undefined) return <Waiting lines={8} />
  const { counts, items } = data
  if (items.length === 0) return <p>{t.campaign.noneOfYours}</p>
  const rows = items.filter((row) => standing === undefined || row.standing === standing)
  return (
    <section aria-labelledby="progress">
      <h2 id="progress">{t.campaign.progress}</h2>
      <Facts
        facts={[
          [t.campaign.expected, whole(counts.expected)],
          [t.campaign.coverage, counts.coverage === null ? undefined : percent(counts.coverage)],
        ]}
      />
      <div className="fields">
        <Choice
          name={t.campaign.standing}
          value={standing ?? 'all'}
          options={[
            ['all', t.campaign.all(items.length)] as const,
            ...STANDINGS.map(
              (one) => [one, t.campaign.counted(t.standings[one], counts.standings[one] ?? 0)] as const,
            ),
          ]}
          onChange={(value) =>
            void navigate({
              search: value === 'all' ? {} : { standing: value },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {rows.length === 0 ? (
        <p>{t.campaign.noneStands}</p>
      ) : (
        <Table
          caption={t.campaign.progress}
          quietCaption
          rows={rows}
          rowKey={({ cluster }) => cluster}
          columns={[
            {
              key: 'cluster',
              name: t.campaign.cluster,
              cell: ({ cluster }) => (
                <Link to="/campaigns/$id/entry/$cluster" params={{ id, cluster }}>
                  <ClusterName id={cluster} />
                </Link>
              ),
            },
            { key: 'standing', name: t.campaign.standing, cell: (row) => t.standings[row.standing] },
            {
              key: 'submitted',
              name: t.campaign.submittedOn,
              cell: ({ submittedAt, afterDeadline }) =>
                submittedAt && `${day(submittedAt)}${afterDeadline ? ` (${t.campaign.afterDeadline})` : ''}`,
            },
            {
              key: 'note',
              name: t.campaign.note,
              cell: ({ exemption, since }) =>
                exemption
                  ? t.campaign.exemptSince(day(exemption.on), exemption.reason ?? '')
                  : since && t.campaign.owesSince(day(since)),
            },
            ...(verifies || steers
              ? [
                  {
                    key: 'action',
                    name: t.campaign.action,
                    cell: (row: (typeof rows)[number]) => (
                      <ToDo
                        campaign={id}
                        row={row}
                        name={names?.get(row.cluster)}
                        may={{ verifies, steers }}
                      />
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

/** What may be done about a form where it stands now. */
const ToDo = ({
  campaign,
  row: { cluster, standing },
  name = cluster,
  may: { verifies, steers },
}: {
  readonly campaign: string
  readonly row: { readonly cluster: string; readonly standing: (typeof STANDINGS)[number] }
  readonly name: string | undefined
  readonly may: { readonly verifies: boolean; readonly steers: boolean }
}) => {
  const params = { id: campaign, cluster }
  if (standing === 'verified') return null
  return (
    <span className="ways">
      {verifies && standing === 'submitted' && (
        <Link to="/campaigns/$id/verify/$cluster" params={params}>
          {t.campaign.verify}
        </Link>
      )}
      {verifies && standing !== 'submitted' && standing !== 'exempt' && (
        <Link
          to="/campaigns/$id/impute/$cluster"
          params={params}
          aria-label={`${t.campaign.impute}: ${name}`}
        >
          {t.campaign.impute}
        </Link>
      )}
      {steers && !(verifies && standing === 'submitted') && (
        <ChangeDuty campaign={campaign} cluster={cluster} name={name} isExempt={standing === 'exempt'} />
      )}
    </span>
  )
}
