import { outboxIn } from '#delivery/readers'
import { actingPerson } from '#governance/readers/acting-person'
import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'
import { alertReader } from '#monitoring/alerts/readers'
import { figureReader } from '#monitoring/readers'
import { referenceReader } from '#reference/readers'
import { registryReader } from '#registry/readers'
import { MakingEnvironment } from '#reports/environment'
import { createMaking } from '#reports/rendering'

const environment = readEnvironment(MakingEnvironment)
const registry = registryReader(tableNamed(environment.REGISTRY_TABLE))
const monitoring = tableNamed(environment.MONITORING_TABLE)
const reference = referenceReader(tableNamed(environment.REFERENCE_TABLE))

/** Makes the reports that were asked for or are due, and tells their recipients. */
export const handler = consumeStream(
  createMaking(environment, {
    table: tableNamed(environment.REPORTS_TABLE),
    figures: figureReader({
      table: monitoring,
      registry,
      clusters: registry,
      codeLists: reference,
    }),
    alerts: alertReader(monitoring),
    register: registry,
    reference,
    actingPerson: actingPerson(tableNamed(environment.GOVERNANCE_TABLE)),
    outbox: outboxIn(tableNamed(environment.DELIVERY_TABLE)),
  }),
)
