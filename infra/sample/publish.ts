import { createHash } from 'node:crypto'
import { clientOf } from '#kernel/client'
import { knowledgeContract } from '#knowledge/contract'
import { DocumentContent } from '#knowledge/model'
import { reportsContract } from '#reports/contract'
import { bringIn } from '../commands/import/documents.ts'
import { generateSample } from './generate.ts'
import { SAMPLE_REPORT } from './generate-report.ts'
import type { Sample } from './model.ts'
import type { FreshCloud } from './operator.ts'

/** Brings in what goes through the API of a platform that began with the sample like everybody's: documents with their
 *  files, and a report. Doing it again changes nothing. */
export const publishSample = async (cloud: FreshCloud): Promise<void> => {
  await publishDocuments(cloud, generateSample())
  await makeReport(cloud)
}

const publishDocuments = async (cloud: FreshCloud, { documents }: Sample): Promise<void> => {
  const knowledge = clientOf(knowledgeContract, { url: cloud.url, token: () => cloud.tokenFor('ministry') })
  for (const { content, fileName, mediaType, bytes } of documents) {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { fileName, mediaType, size: bytes.length, sha256 }
    await bringIn(knowledge, [{ content: DocumentContent.parse(content), bytes, file }])
  }
}

/** Defines a report that is made each February, and has it made once; its files are ready a moment after the start. */
const makeReport = async (cloud: FreshCloud): Promise<void> => {
  const reports = clientOf(reportsContract, { url: cloud.url, token: () => cloud.tokenFor('ministry') })
  const known = await reports.listReports({ query: {} })
  if (known.body.items.length > 0) return
  const { body } = await reports.createReport({ body: SAMPLE_REPORT })
  await reports.runReport({ params: { reportId: body.id }, body: {} })
}
