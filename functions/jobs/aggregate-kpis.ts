import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { alertingOn } from '#monitoring/alerts/watching'
import { TellingEnvironment } from '#monitoring/environment'
import { aggregateKpis } from '#monitoring/index'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'

const environment = readEnvironment(TellingEnvironment)

const aggregate = aggregateKpis({
  table: tableNamed(environment.MONITORING_TABLE),
  registry: registryReader(tableNamed(environment.REGISTRY_TABLE)),
  codeLists: referenceReader(tableNamed(environment.REFERENCE_TABLE)),
})
const alerting = alertingOn(environment, tableNamed)

/** Computes the figures again that changes have touched, then evaluates the alerts on them; answers the summary of the
 *  run. */
export const handler = async () => {
  const summary = await aggregate()
  await alerting.afterRun(summary)
  return summary
}
