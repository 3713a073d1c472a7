import * as z from 'zod'
import { type Clock, systemClock } from '#kernel/clock'
import type { Table } from '#kernel/table'
import { carryOutRedrive } from './carry-out-redrive.ts'
import { S3FailureStore } from './failure-store.ts'
import { LambdaFunctions } from './function-store.ts'
import { HandlingStore } from './handling-store.ts'
import { FailureId } from './model.ts'

const Order = z.object({ failure: FailureId })

/** Builds what carries out the redrives that were asked for. It takes the event of the function that it is, and the instant
 *  at which its time is up. */
export const createRedriving = (options: {
  readonly table: Table
  readonly bucket: string
  readonly clock?: Clock
}): ((event: unknown, deadline: Date) => Promise<void>) => {
  const carryOut = carryOutRedrive({
    failures: new S3FailureStore(options.bucket),
    handlings: new HandlingStore(options.table),
    functions: new LambdaFunctions(),
    clock: options.clock ?? systemClock,
  })
  return (event, deadline) => carryOut(Order.parse(event).failure, deadline)
}
