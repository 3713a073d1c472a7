import type { Handlers } from '#kernel/call'
import type { Table } from '#kernel/table'
import type { reportPreviewsContract } from './contract.ts'
import type { PreviewsEnvironment } from './environment.ts'

/** Builds what shows reports before they are defined. It stands apart from the other use cases because what they are served
 *  by must not load what figures are read with; here that is loaded with the first preview. */
export const createReportPreviews = (
  environment: PreviewsEnvironment,
  tableNamed: (name: string) => Table,
): Handlers<typeof reportPreviewsContract> => ({
  previewReport: async (call) =>
    (await import('./preview-facts.ts')).previewsOn(environment, tableNamed)(call),
})
