import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RecordOf } from '#imports/record'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { knowledgeContract } from '#knowledge/contract'
import { DocumentContent } from '#knowledge/model'
import { everyRow } from '../import/every-row.ts'
import { fetchedFile } from './fetched-file.ts'
import { inTurns } from './in-turns.ts'

/** Reads every document that has a good file, withdrawn or not, one row for each version, and puts the files below the
 *  folder. */
export const readDocuments = async (options: ClientOptions, folder: string): Promise<readonly RecordOf[]> => {
  const knowledge = clientOf(knowledgeContract, options)
  const rows = await everyRow((page) => knowledge.listDocuments({ query: page }))
  const documents = await inTurns(rows, async ({ id: documentId }) => {
    const { body } = await patiently(() => knowledge.getDocument({ params: { documentId } }))
    const records: RecordOf[] = []
    for (const { number, status, fileName, mediaType } of body.versions) {
      if (status !== 'available') continue
      const { body: file } = await patiently(() =>
        knowledge.downloadDocument({ params: { documentId }, query: { version: number } }),
      )
      const path = join('documents', documentId, String(number), fileName)
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), await fetchedFile(file.url))
      records.push({
        id: documentId,
        file: path,
        mediaType,
        ...DocumentContent.parse(body),
        ...(body.withdrawal && { withdrawn: body.withdrawal.reason }),
      })
    }
    return records
  })
  return documents.flat()
}
