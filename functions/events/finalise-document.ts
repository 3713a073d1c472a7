import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { ArrivalEnvironment } from '#knowledge/environment'
import { createArrivals } from '#knowledge/index'

const environment = readEnvironment(ArrivalEnvironment)

/** Checks a file of a document as it arrives in the bucket. */
export const handler = createArrivals(environment, { table: tableNamed(environment.KNOWLEDGE_TABLE) })
