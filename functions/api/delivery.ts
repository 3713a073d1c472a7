import { deliveryContract } from '#delivery/contract'
import { DeliveryEnvironment } from '#delivery/environment'
import { createDelivery } from '#delivery/index'
import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'

const environment = readEnvironment(DeliveryEnvironment)
const table = tableNamed(environment.DELIVERY_TABLE)

export const handler = serve({
  contract: deliveryContract,
  handlers: createDelivery({ table, language: environment.MAIL_LANGUAGE }),
  ...admission(environment),
  table,
})
