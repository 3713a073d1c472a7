import { marshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda'
import type { auditContract } from '#audit/contract'
import { createAudit, recordChanges } from '#audit/index'
import type { AuditRecord, ExportedTrail, Seal } from '#audit/model'
import type { Seals } from '#audit/ports'
import { sealDays } from '#audit/seal-days'
import type { Actor } from '#kernel/access'
import type { Call, Position } from '#kernel/call'
import { canonicalJson } from '#kernel/digest'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { NotFoundError } from '#kernel/errors'
import { MemoryTable } from '#kernel/memory-table'

/** Sees the whole trail, or that of one territory. */
export const auditor = (territory: readonly string[] = ['*']): Actor => ({
  kind: 'account',
  subject: 'auditor',
  today: '2026-03-10',
  capability: {
    subject: 'auditor',
    person: 'per_auditor',
    positions: [],
    grants: [
      {
        grant: 'gra_1',
        holder: 'aut_1',
        power: 'audit.read',
        territory: [...territory],
        from: '2020-01-01',
        to: null,
      },
    ],
  },
})

type Item = Readonly<Record<string, unknown>>

// The event's types and the SDK's describe the same wire format under two names.
const image = (item: Item) => marshall(item) as Record<string, AttributeValue>

/** A stored record as a context writes it. */
export const stored = (id: number, version: number, by: string, at: Date, rest: Item = {}): Item => ({
  pk: `CLUSTER#clu_${id}`,
  sk: 'CLUSTER',
  entity: 'cluster',
  schemaVersion: 1,
  version,
  lastChange: {
    actor: by,
    action: 'change-cluster',
    requestId: `request-${id}-${version}`,
    at: at.toISOString(),
  },
  data: { name: `Cluster ${id}`, version },
  ...rest,
})

/** A bucket in memory in which nothing is written twice. */
const memorySeals = (): Seals & { readonly kept: Map<string, Seal> } => {
  const kept = new Map<string, Seal>()
  return {
    kept,
    keep: async (seal) => {
      const there = kept.get(seal.day) ?? seal
      kept.set(seal.day, there)
      return there
    },
    of: async (day) => {
      const seal = kept.get(day)
      if (seal) return seal
      throw new NotFoundError({ en: 'none', ru: 'нет' })
    },
  }
}

/** A trail in memory, with the streams and the clock in the hands of the test. */
export const auditTrail = (start = '2026-03-01T08:00:00Z') => {
  const table = new MemoryTable()
  const seals = memorySeals()
  let now = new Date(start)
  const clock = () => now
  let sequence = 100_000_000_000_000_000_000n
  const contexts = new Map([
    ['RegistryTable', 'registry'],
    ['GovernanceTable', 'governance'],
  ])
  const consume = consumeStream(recordChanges({ table, contexts, clock }), { atOnce: 25 })
  const seal = sealDays({ table, seals, clock })
  const handlers = createAudit({
    table,
    addressOf: async (day, at) => ({ url: `http://127.0.0.1/seals/${day}`, expiresAt: at }),
  })

  /** What the stream of a table says of a change that is made now. */
  const change = (
    before: Item | undefined,
    after: Item | undefined,
    source = 'RegistryTable',
  ): DynamoDBRecord => {
    sequence += 7n
    return {
      eventID: `event-${sequence}`,
      eventSourceARN: `arn:aws:dynamodb:eu-central-1:000000000000:table/${source}/stream/2026-01-01T00:00:00.000`,
      dynamodb: {
        SequenceNumber: String(sequence),
        ApproximateCreationDateTime: now.getTime() / 1000,
        ...(before && { OldImage: image(before) }),
        ...(after && { NewImage: image(after) }),
      },
    }
  }

  /** The records of the trail in it, in any order. */
  const recorded = (): readonly AuditRecord[] =>
    table.all().flatMap(({ entity, data }) => (entity === 'audit-record' ? [data as AuditRecord] : []))

  /** All pages of a list, as an actor sees them. */
  const list = async (
    query: Partial<Call<(typeof auditContract.routes)['listChanges']>['query']>,
    { as = auditor(), limit = 50 } = {},
  ): Promise<readonly AuditRecord[]> => {
    const items: AuditRecord[] = []
    let after: Position | undefined
    do {
      const { body } = await handlers.listChanges({
        actor: as,
        requestId: 'request',
        at: now,
        language: 'en',
        body: undefined,
        params: undefined,
        query: { order: 'desc', ...query },
        page: { limit, after },
      })
      items.push(...body.items)
      after = body.next
    } while (after !== undefined)
    return items
  }

  /** The trail as it is exported: sealed days and those that are still open. */
  const exported = async (): Promise<ExportedTrail> => {
    const days = [...new Set([...seals.kept.keys(), ...recorded().map(({ day }) => day)])].sort()
    const records = new Map<string, readonly string[]>()
    for (const day of days)
      records.set(
        day,
        (await list({ day, order: 'asc' }, { limit: 200 })).map((record) => canonicalJson(record)),
      )
    return {
      records,
      seals: new Map([...seals.kept].map(([day, one]) => [day, JSON.stringify(one)])),
    }
  }

  return {
    table,
    seals,
    handlers,
    change,
    deliver: (...records: readonly DynamoDBRecord[]) => consume({ Records: [...records] }),
    seal,
    recorded,
    list,
    exported,
    now: () => now,
    at: (instant: string) => {
      now = new Date(instant)
    },
    wait: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}
export type AuditTrail = ReturnType<typeof auditTrail>

/** Chance that is the same in every run (mulberry32). */
export const chanceOf = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
