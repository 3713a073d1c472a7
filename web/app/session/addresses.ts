import { authorityRoutes } from '#governance/contract/authorities'
import { powerRoutes } from '#governance/contract/powers'
import { addressesOf } from '#kernel/client'
import { alertsContract } from '#monitoring/alerts/contract'
import { campaignsContract } from '#monitoring/campaigns/contract'

const { listAlerts } = alertsContract.routes
const { listCampaigns, getProgress } = campaignsContract.routes

/** What the frame of a signed-in person calls. */
export const addresses = {
  governance: addressesOf({
    name: 'governance',
    routes: { me: powerRoutes.me, getAuthority: authorityRoutes.getAuthority },
  }),
  alerts: addressesOf({ name: 'alerts', routes: { listAlerts } }),
  campaigns: addressesOf({ name: 'campaigns', routes: { listCampaigns, getProgress } }),
}
