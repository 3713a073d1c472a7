import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { day, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { PagedTable } from '../../../../ui/paged-table.tsx'
import { allCampaigns } from '../../data.ts'
import { t } from '../../texts/campaigns/index.ts'

/** All campaigns, the newest first. */
export const CampaignsPage = () => {
  const found = useInfiniteQuery(allCampaigns())
  const plans = useHolds('campaign.manage')
  return (
    <>
      <Heading title={t.campaigns.title} lead={t.campaigns.lead} />
      {plans && (
        <p className="ways">
          <Link to="/campaigns/new">{t.campaigns.plan}</Link>
        </p>
      )}
      <PagedTable
        found={found}
        none={t.campaigns.none}
        caption={t.campaigns.title}
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
    </>
  )
}
