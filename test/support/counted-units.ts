import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'

/** Capacity units as DynamoDB counts them. */
export interface Units {
  readonly reads: number
  readonly writes: number
}

const READS = /^(Get|Query|BatchGet)/

const Consumed = z.object({ CapacityUnits: z.number() })
const Output = z.object({
  ConsumedCapacity: z.union([Consumed.transform((one) => [one]), z.array(Consumed)]).default([]),
})

const unitsIn = (output: unknown): number =>
  Output.parse(output).ConsumedCapacity.reduce((sum, { CapacityUnits }) => sum + CapacityUnits, 0)

/** Lets a client count what its commands take.
 *  @returns what was taken since it was asked last */
export const countUnits = (client: DynamoDBDocumentClient): (() => Units) => {
  let units = { reads: 0, writes: 0 }
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } })
        const used = unitsIn(result.output)
        if (READS.test(commandName)) units.reads += used
        else units.writes += used
        return result
      },
    { step: 'initialize' },
  )
  return () => {
    const taken = units
    units = { reads: 0, writes: 0 }
    return taken
  }
}
