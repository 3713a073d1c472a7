import { gunzipSync, gzipSync } from 'node:zlib'
import * as z from 'zod'
import type { Reply } from './contract.ts'
import { BusyError, KeyReusedError } from './errors.ts'
import type { Item, Table, Write } from './table.ts'

/** A caller's claim that a request is one and the same however often it is sent: a digest of actor, route,
 *  address and key, and a digest of what was sent. */
export interface Claim {
  readonly id: string
  readonly requestHash: string
  readonly at: Date
}

/** How long a reply is kept for repeats. */
const KEPT_SECONDS = 24 * 60 * 60

const StoredReply = z.object({
  requestHash: z.string(),
  reply: z.object({
    status: z.number(),
    /** JSON text: a map would lose the order of its keys, and a repeat must get the same bytes. A long one is packed:
     *  gzip in base64. */
    body: z.string(),
    packed: z.boolean().optional(),
    version: z.number().optional(),
    location: z.string().optional(),
  }),
})

const keyOf = (claim: Claim) => ({ pk: `IDEMPOTENCY#${claim.id}`, sk: 'REPLY' })

/** Carries the first reply out of the transaction that found it already stored. */
class RepeatedRequest extends Error {
  override readonly name = 'RepeatedRequest'
  readonly reply: Reply
  constructor(reply: Reply) {
    super('repeated request')
    this.reply = reply
  }
}

const replyIn = (item: Item, claim: Claim): Reply => {
  const { requestHash, reply } = StoredReply.parse(item)
  if (requestHash !== claim.requestHash) throw new KeyReusedError()
  const { packed, body, ...rest } = reply
  return { ...rest, body: JSON.parse(packed ? gunzipSync(Buffer.from(body, 'base64')).toString() : body) }
}

/** A text longer than this is packed: with what else the record holds it would take more than 1 KB. */
const LONG = 600

const bodyText = (body: unknown): { readonly body: string; readonly packed?: true } => {
  const text = JSON.stringify(body ?? null)
  return Buffer.byteLength(text) <= LONG
    ? { body: text }
    : { body: gzipSync(text).toString('base64'), packed: true }
}

/** Commits the writes of one command in one transaction and answers its reply. With a claim, the reply's record is
 *  the transaction's first item: of two equal requests at once one commits, the other gets the stored reply.
 *  @throws KeyReusedError when the key came with another request before
 *  @throws what a write's `otherwise` gives, when its condition does not hold
 *  @throws BusyError when others changed the same records for longer than the retries last */
export const commit = async <R extends Reply>(
  table: Table,
  command: { readonly claim?: Claim | undefined },
  reply: R,
  writes: readonly Write[],
): Promise<R> => {
  const { claim } = command
  if (claim === undefined) {
    await table.write(writes)
    return reply
  }
  const now = Math.floor(claim.at.getTime() / 1000)
  const record: Write = {
    put: {
      ...keyOf(claim),
      entity: 'idempotency',
      schemaVersion: 1,
      requestHash: claim.requestHash,
      reply: { ...reply, ...bodyText(reply.body) },
      expiresAt: now + KEPT_SECONDS,
    },
    if: { absentOrExpired: now },
    otherwise: (existing) => (existing ? new RepeatedRequest(replyIn(existing, claim)) : new BusyError()),
  }
  try {
    await table.write([record, ...writes])
    return reply
  } catch (error) {
    // The stored reply came from the same route and request, so it has the route's shape.
    if (error instanceof RepeatedRequest) return error.reply as R
    throw error
  }
}

/** The reply that a claim's first request got, if it committed: a repeat after success meets changed records and
 *  would fail, so it is looked up before an error is answered.
 *  @throws KeyReusedError when the key came with another request */
export const earlierReply = async (table: Table, claim: Claim): Promise<Reply | undefined> => {
  const item = await table.get(keyOf(claim), { consistent: true })
  if (item === undefined || Number(item['expiresAt']) < claim.at.getTime() / 1000) return undefined
  return replyIn(item, claim)
}
