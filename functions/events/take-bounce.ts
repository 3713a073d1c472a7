import { BounceEnvironment } from '#delivery/environment'
import { createBounces } from '#delivery/index'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'

const environment = readEnvironment(BounceEnvironment)

/** Notes that a message came back or was complained of. */
export const handler = createBounces(tableNamed(environment.DELIVERY_TABLE))
