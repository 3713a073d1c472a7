import * as z from 'zod'
import type { Clock } from '#kernel/clock'
import type { LastChange } from '#kernel/entity'
import { logger } from '#kernel/logger'
import { lostRace, untilWon } from '#kernel/lost-race'
import { changeOf, type DocumentStore } from './document-store.ts'
import { FileCheck } from './file-check.ts'
import { afterCheck, arrivedAt, documentKey, type Refusal, type VersionRecord } from './model.ts'
import type { ObjectStore } from './ports.ts'

/** As EventBridge tells of an object that has arrived; other fields don't matter. */
export const ObjectCreated = z.object({
  id: z.string(),
  detail: z.object({ object: z.object({ key: z.string() }) }),
})
type ObjectCreated = z.output<typeof ObjectCreated>

/** What became of a file that arrived. */
export type Finalised =
  | { readonly outcome: 'available' }
  | { readonly outcome: 'refused'; readonly code: Refusal['code'] }
  /** Nobody awaits it: it was announced by nobody, or this was all done before. */
  | { readonly outcome: 'not-awaited' }
  /** It was taken away again before it could be looked at. */
  | { readonly outcome: 'gone' }

/** Checks a file that has arrived (size, SHA-256, type of content), moves it to where readers get it and says so in
 *  its document; a file that is not what was declared is removed. The file stays where it arrived until the
 *  document knows: whatever stops in between, the same event again finishes it. */
export const finaliseDocument =
  ({
    documents,
    objects,
    clock,
  }: {
    readonly documents: DocumentStore
    readonly objects: ObjectStore
    readonly clock: Clock
  }) =>
  async (event: ObjectCreated): Promise<Finalised> => {
    const { key } = event.detail.object
    const result = await finalise(key, event)
    if (result.outcome !== 'gone') await objects.remove(key)
    logger.info('file checked', { key, ...result })
    return result

    async function finalise(from: string, { id }: ObjectCreated): Promise<Finalised> {
      const arrived = arrivedAt(from)
      const file = arrived && (await versionOf(arrived.document, arrived.version))
      if (file?.status !== 'awaiting-upload') return { outcome: 'not-awaited' }
      const object = await objects.read(from)
      if (object === undefined) return { outcome: 'gone' }
      const refusal = await check(file, object.content)
      if (refusal === undefined)
        await objects.copy(from, object.etag, documentKey(file.document, file.number))
      const at = clock().toISOString()
      const change = { actor: 'platform', action: 'finalise-document', requestId: id, at }
      const recorded = await record({ ...file, checkedAt: at, ...verdict(refusal) }, change)
      if (!recorded) return { outcome: 'not-awaited' }
      return refusal === undefined ? { outcome: 'available' } : { outcome: 'refused', code: refusal.code }
    }

    async function versionOf(document: VersionRecord['document'], number: number) {
      const kept = await documents.find(document)
      return kept?.versions.find(({ value }) => value.number === number)?.value
    }

    /** @returns false when somebody else has recorded the check meanwhile */
    function record(checked: VersionRecord, change: LastChange): Promise<boolean> {
      return untilWon(async () => {
        const kept = await documents.find(checked.document)
        const known = kept?.versions.find(({ value }) => value.number === checked.number)?.value
        if (kept === undefined || known?.status !== 'awaiting-upload') return false
        const document = afterCheck(kept.document, checked, change.at)
        await documents.table.write(changeOf(kept, { document, file: checked }, change, lostRace))
        return true
      })
    }
  }

const verdict = (refusal: Refusal | undefined) =>
  refusal === undefined ? ({ status: 'available' } as const) : ({ status: 'refused', refusal } as const)

/** Reads the file through, or as far as it takes to know that it is wrong. */
const check = async (
  file: VersionRecord,
  content: AsyncIterable<Uint8Array>,
): Promise<Refusal | undefined> => {
  const checking = new FileCheck(file)
  for await (const piece of content) if (!checking.take(piece)) break
  return checking.refusal()
}
