import { RecordingEnvironment } from '#audit/environment'
import { recordChanges } from '#audit/index'
import { tableNamed } from '#kernel/aws'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { readEnvironment } from '#kernel/env'

const { AUDIT_TABLE, AUDITED_CONTEXTS } = readEnvironment(RecordingEnvironment)

/** Appends to the audit trail who changed what. The trail has an order of its own, so changes need none here. */
export const handler = consumeStream(
  recordChanges({ table: tableNamed(AUDIT_TABLE), contexts: AUDITED_CONTEXTS }),
  { atOnce: 25 },
)
