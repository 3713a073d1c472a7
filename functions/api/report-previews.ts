import { admission } from '#governance/readers'
import { tableNamed } from '#kernel/aws'
import { readEnvironment } from '#kernel/env'
import { serve } from '#kernel/http/serve'
import { reportPreviewsContract } from '#reports/contract'
import { PreviewsEnvironment } from '#reports/environment'
import { createReportPreviews } from '#reports/previewing'

const environment = readEnvironment(PreviewsEnvironment)

export const handler = serve({
  contract: reportPreviewsContract,
  handlers: createReportPreviews(environment, tableNamed),
  ...admission(environment),
})
