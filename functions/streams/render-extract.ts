import { RenderingEnvironment } from '#extracts/environment'
import { createRendering } from '#extracts/rendering'
import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'

const environment = readEnvironment(RenderingEnvironment)

/** Makes the files of extracts that were issued. */
export const handler = consumeStream(createRendering(environment, tableNamed(environment.EXTRACTS_TABLE)))
