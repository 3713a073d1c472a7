import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { day, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import { t as common } from '../../../../texts/index.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { allCampaigns } from '../../data.ts'
import { t } from '../../texts/campaigns/index.ts'

/** All campaigns, the newest first. */
export const CampaignsPage = () => {
  const found = useInfiniteQuery(allCampaigns())
  const plans = useHolds('campaign.manage')
  const campaigns = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Heading title={t.campaigns.title} lead={t.campaigns.lead} />
      {plans && (
        <p className="ways">
          <Link to="/campaigns/new">{t.campaigns.plan}</Link>
        </p>
      )}
      {found.isPending && <Waiting lines={5} />}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isSuccess && campaigns.length === 0 && <p>{t.campaigns.none}</p>}
      {campaigns.length > 0 && (
        <Table
          caption={t.campaigns.title}
          quietCaption
          rows={campaigns}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              name: t.campaigns.name,
              cell: ({ id, name }) => (
                <Link to="/campaigns/$id" params={{ id }}>
                  {say(name)}
                </Link>
              ),
            },
            { key: 'period', name: t.campaigns.period, cell: ({ period }) => periodText(period) },
            { key: 'deadline', name: t.campaigns.deadline, cell: ({ deadline }) => day(deadline) },
            { key: 'status', name: t.campaigns.status, cell: ({ status }) => t.campaign.statuses[status] },
          ]}
        />
      )}
      {found.hasNextPage && (
        <button type="button" onClick={() => void found.fetchNextPage()}>
          {common.more}
        </button>
      )}
    </>
  )
}
