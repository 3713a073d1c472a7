import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'
import { MarkingEnvironment } from '#monitoring/environment'
import { markChanges } from '#monitoring/index'

const { MONITORING_TABLE } = readEnvironment(MarkingEnvironment)

/** Marks the figures that changes of the register touch. */
export const handler = consumeStream(markChanges(tableNamed(MONITORING_TABLE)))
