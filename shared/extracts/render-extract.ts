import { sha256 } from '#kernel/digest'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { fromItem } from '#kernel/entity'
import type { FileStore } from '#kernel/file-store'
import { logger } from '#kernel/logger'
import { isItem } from '#kernel/table'
import type { Typeset } from '#typesetting/typesetter'
import { type ExtractStore, finished } from './extract-store.ts'
import { extractEntity } from './keys.ts'
import { fileKey, IssuedExtract, printed } from './model.ts'

/** Makes the files of an extract that was issued, or takes those with which it came from another platform, keeps them
 *  and says so in its record. Whatever stops in between, the same change again finishes it: a file that is kept stays,
 *  and a record that is finished is left alone.
 *  @throws StaleVersionError when somebody else finishes it at the same moment */
export const renderExtract =
  ({
    extracts,
    files,
    typeset,
  }: {
    readonly extracts: ExtractStore
    readonly files: FileStore
    readonly typeset: () => Promise<Typeset>
  }) =>
  async ({ name, after, at }: RecordChange): Promise<void> => {
    const set = async (document: string) =>
      (await typeset())(printed(IssuedExtract.parse(JSON.parse(document))))
    if (after === undefined || !isItem(after) || after['entity'] !== extractEntity.name) return
    const code = fromItem(extractEntity, after)?.value.code
    const stored = code && (await extracts.find(code))
    if (stored === undefined || stored.value.pdf !== undefined) return
    const { document, given } = stored.value
    const pdf = given === undefined ? await set(document) : Buffer.from(given, 'base64')
    await files.keep(fileKey(stored.value.code, 'json'), Buffer.from(document), 'application/json')
    const kept = await files.keep(fileKey(stored.value.code, 'pdf'), pdf, 'application/pdf')
    const change = {
      actor: 'platform',
      action: 'render-extract',
      requestId: name,
      at: at.toISOString(),
    }
    await extracts.table.write(finished(stored, { sha256: sha256(kept), bytes: kept.length }, change))
    logger.info('extract rendered', { cluster: stored.value.cluster, bytes: kept.length })
  }
