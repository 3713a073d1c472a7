import { languagesIn, outboxIn } from '#delivery/readers'
import { officeReader } from '#governance/readers/offices'
import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'
import { markChanges } from '#monitoring/index'
import { FollowingEnvironment } from '#registry/environment'
import { createAnnouncing } from '#registry/index'

const environment = readEnvironment(FollowingEnvironment)
const deliveries = tableNamed(environment.DELIVERY_TABLE)

const mark = markChanges(tableNamed(environment.MONITORING_TABLE))
const announce = createAnnouncing({
  table: tableNamed(environment.REGISTRY_TABLE),
  offices: officeReader(tableNamed(environment.GOVERNANCE_TABLE)),
  languagesOf: languagesIn(deliveries, environment.MAIL_LANGUAGE),
  outbox: outboxIn(deliveries),
})

/** What follows from changes of the register: marks on the figures that they touch, and mail with its notices. Both in
 *  one function, since the stream of a table has room for two readers, and the audit trail is the other. */
export const handler = consumeStream(async (change) => {
  await mark(change)
  await announce(change)
})
