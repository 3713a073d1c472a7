import { languagesIn, outboxIn } from '#delivery/readers'
import { officeReader } from '#governance/readers/offices'
import type { Table } from '#kernel/table'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'
import type { TellingEnvironment } from '../environment.ts'
import { type CampaignFacts, portsOf } from './facts.ts'
import { type CampaignsWatched, type Mail, watchCampaigns } from './watch-campaigns.ts'

/** Builds the daily job of campaigns. It stands apart from the use cases: what reads spreadsheets must not come with it. */
export const createCampaignWatch =
  (facts: CampaignFacts, mail?: Mail) =>
  (at: Date): Promise<CampaignsWatched> =>
    watchCampaigns({ ...portsOf(facts), names: facts.clusters, mail }, at)

/** The same over the tables of a deployment, with reminders by mail. */
export const campaignWatchOn = (
  environment: TellingEnvironment,
  tableNamed: (name: string) => Table,
): ((at: Date) => Promise<CampaignsWatched>) => {
  const registry = registryReader(tableNamed(environment.REGISTRY_TABLE))
  const deliveries = tableNamed(environment.DELIVERY_TABLE)
  return createCampaignWatch(
    {
      table: tableNamed(environment.MONITORING_TABLE),
      registry,
      clusters: registry,
      codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
    },
    {
      offices: officeReader(tableNamed(environment.GOVERNANCE_TABLE)),
      languagesOf: languagesIn(deliveries, environment.MAIL_LANGUAGE),
      outbox: outboxIn(deliveries),
    },
  )
}
