import { SendingEnvironment } from '#delivery/environment'
import { createSending } from '#delivery/sending'
import { addressReader } from '#governance/readers/addresses'
import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'

const environment = readEnvironment(SendingEnvironment)

/** Sends the messages that were queued. */
export const handler = consumeStream(
  createSending(environment, {
    table: tableNamed(environment.DELIVERY_TABLE),
    addressOf: addressReader({
      data: tableNamed(environment.PERSONAL_TABLE),
      keys: tableNamed(environment.PERSONAL_KEYS_TABLE),
    }),
  }),
)
