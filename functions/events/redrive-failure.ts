import type { Context } from 'aws-lambda'
import { RedrivingEnvironment } from '#delivery/failures/environment'
import { createRedriving } from '#delivery/failures/redriving'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'

const environment = readEnvironment(RedrivingEnvironment)

const carryOut = createRedriving({
  table: tableNamed(environment.DELIVERY_TABLE),
  bucket: environment.FAILURES_BUCKET,
})

/** Gives what a function gave up on to it again, when the API was asked to. */
export const handler = (event: unknown, { getRemainingTimeInMillis }: Context): Promise<void> =>
  carryOut(event, new Date(Date.now() + getRemainingTimeInMillis()))
