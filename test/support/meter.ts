import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { countUnits, type Units } from './counted-units.ts'

/** Tells what some work takes of all that goes through a client. */
export type Meter = (work: () => Promise<unknown>) => Promise<Units>

/** Puts a meter to a client. */
export const meterOf = (client: DynamoDBDocumentClient): Meter => {
  const taken = countUnits(client)
  return async (work) => {
    taken()
    await work()
    return taken()
  }
}
