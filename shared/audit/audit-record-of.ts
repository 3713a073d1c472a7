import * as z from 'zod'
import { Instant } from '#kernel/clock'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { type AuditRecord, hashOfStored, UNATTRIBUTED } from './model.ts'

const LastChange = z.object({ actor: z.string(), action: z.string(), requestId: z.string(), at: Instant })
type LastChange = z.output<typeof LastChange>

const Path = z.array(z.string()).min(1)

/** What the trail reads of a stored record. */
const Stored = z.object({
  pk: z.string(),
  sk: z.string(),
  entity: z.string(),
  version: z.int().optional().catch(undefined),
  deleted: z.literal(true).optional(),
  lastChange: LastChange.optional(),
})

/** Where a record says that it lies. Other members of the same names are none. */
const Places = z.object({
  data: z.union([
    z.object({ regionPaths: z.array(Path) }).transform(({ regionPaths }) => regionPaths),
    z.object({ seatPath: Path }).transform(({ seatPath }) => [seatPath]),
  ]),
})

type Image = RecordChange['before']

/** The record of a change, without its day. Undefined for what is not recorded:
 *
 *  - records without `lastChange` before and after: they are derived from others in the same transaction (listings,
 *    guards, cells, marks, capabilities) or are the platform's own (replies to idempotent requests, leases, secrets);
 *  - a deleted record that expires: its deletion was recorded.
 *
 *  A change that leaves `lastChange` as it was, or removes the record without a last version, was made past the use
 *  cases: it is recorded as unattributed.
 *  @throws ZodError when `lastChange` has not the shape that every record's has */
export const auditRecordOf = (
  context: string,
  { before, after, sequence, at }: RecordChange,
  key: string,
): Omit<AuditRecord, 'day'> | undefined => {
  if (before?.['lastChange'] === undefined && after?.['lastChange'] === undefined) return undefined
  const was = before && Stored.parse(before)
  const is = after && Stored.parse(after)
  const known = is ?? was
  if (known === undefined) return undefined
  if (was?.deleted && is === undefined) return undefined
  const seenAt = at.toISOString().replace('.000Z', 'Z')
  const signed = signatureOf(was?.lastChange, is?.lastChange)
  const isGone = is === undefined || is.deleted === true
  const isNew = was === undefined || was.deleted === true
  return {
    seenAt,
    sequence,
    record: `${context}/${known.pk}/${known.sk}`,
    entity: known.entity,
    change: isGone ? 'deleted' : isNew ? 'created' : 'changed',
    version: known.version ?? null,
    actor: signed?.actor ?? UNATTRIBUTED,
    action: signed?.action ?? UNATTRIBUTED,
    requestId: signed?.requestId ?? null,
    at: signed?.at ?? at.toISOString(),
    before: before && !isNew ? hashOfStored(key, before) : null,
    after: after && !isGone ? hashOfStored(key, after) : null,
    territory: territoryOf(before, after),
  }
}

/** Who signed this change; nobody when the record still bears the signature of the one before. */
const signatureOf = (was: LastChange | undefined, is: LastChange | undefined): LastChange | undefined => {
  if (is === undefined || was === undefined) return is
  const isSame = was.requestId === is.requestId && was.at === is.at && was.action === is.action
  return isSame && was.actor === is.actor ? undefined : is
}

const territoryOf = (...images: readonly Image[]): AuditRecord['territory'] => {
  const paths = images.flatMap((image) => Places.safeParse(image).data?.data ?? [])
  return [...new Map(paths.map((path) => [path.join('/'), path])).values()]
}
