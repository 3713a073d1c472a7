import { auditContract } from '#audit/contract'
import { AuditEnvironment } from '#audit/environment'
import { createAudit, signedSeals } from '#audit/index'
import { admission } from '#governance/readers'
import { signingIdentity, tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'

const environment = readEnvironment(AuditEnvironment)
const table = tableNamed(environment.AUDIT_TABLE)

export const handler = serve({
  contract: auditContract,
  handlers: createAudit({
    table,
    addressOf: signedSeals({
      bucket: environment.SEALS_BUCKET,
      endpoint: environment.AWS_ENDPOINT_URL_S3,
      identity: signingIdentity,
    }),
  }),
  ...admission(environment),
  table,
})
