import type { Position } from '#kernel/call'
import { EntryRecord, entryHash, Register, RegisterDefinition, registerHash } from '#registry/model'
import { amended, anEntry, type Platform, person, platform, send, underReview } from '../support.ts'

const restorer = person('restorer', ['register.restore', 'cluster.register'])

/** A register as its export has it. */
export interface Kept {
  readonly register: RegisterDefinition
  readonly records: readonly EntryRecord[]
  readonly hash: string
}

/** Reads a register whole, a few entries a page. */
export const keptBy = async ({ registry }: Platform, registerId = 'national'): Promise<Kept> => {
  const params = { registerId }
  const { body } = await send(registry.getRegister, { params })
  const register = RegisterDefinition.parse(body)
  const records: EntryRecord[] = []
  let after: Position | undefined
  do {
    const page = await send(registry.listEntryRecords, { params, limit: 7, after })
    records.push(...page.body.items.map((item) => EntryRecord.parse(item)))
    after = page.body.next
  } while (after !== undefined)
  const entries = records.map((record) => ({ number: record.entry.number, hash: entryHash(record) }))
  return { register, records, hash: registerHash(register, entries) }
}

/** When everything is brought in: after all that happened. */
export const LATER = new Date('2026-03-20T08:00:00.000Z')

export const opened = async ({ registry }: Platform, { register, records, hash }: Kept) =>
  Register.parse(
    (
      await send(registry.openRestoration, {
        actor: restorer,
        body: { register, hash, entries: records.length },
        at: LATER,
      })
    ).body,
  )

export const sent = async ({ registry }: Platform, { code }: Register, rows: readonly EntryRecord[]) =>
  (
    await send(registry.restoreEntries, {
      actor: restorer,
      params: { registerId: code },
      body: { rows: structuredClone(rows) },
      at: LATER,
    })
  ).body

export const completed = async ({ registry }: Platform, registerId = 'national') => {
  const { version = 0 } = await send(registry.getRegister, { params: { registerId } })
  return send(registry.completeRestoration, { actor: restorer, params: { registerId }, version, at: LATER })
}

/** Brings a register whole to a platform. */
export const restored = async (to: Platform, kept: Kept): Promise<void> => {
  const register = await opened(to, kept)
  const answer = await sent(to, register, kept.records)
  if (answer.created !== kept.records.length) throw new Error(JSON.stringify(answer))
  await completed(to, kept.register.code)
}

export const hour = (n: number) => new Date(Date.UTC(2026, 2, 10, 12 + n))

/** A platform whose register has lived: amended back in time, suspended and reinstated, confirmed, annulled, removed and
 *  entered again. */
export const lived = async () => {
  const given = await platform()
  const { registry } = given
  const act = { kind: 'Order', number: '7' }
  const decision = (number: string, version: number, at: Date, inForce: string) => ({
    params: { registerId: 'national', number },
    version,
    body: { inForce, act, reason: 'As inspected' },
    at,
  })
  const first = await anEntry(
    given,
    { contact: { email: 'office@optics.example' } },
    { decisionDate: '2026-02-01' },
  )
  await amended(
    given,
    first.cluster.id,
    { names: { en: 'Lens Valley' } },
    { decisionDate: '2026-02-10', at: hour(1) },
  )
  await send(registry.suspendEntry, decision(first.entry.number, 2, hour(2), '2026-03-01'))
  await send(registry.reinstateEntry, decision(first.entry.number, 3, hour(3), '2026-03-05'))
  await send(registry.confirmCluster, {
    params: { clusterId: first.cluster.id },
    version: (await send(registry.getCluster, { params: { clusterId: first.cluster.id } })).version ?? 0,
    body: { reason: 'Still so' },
    at: hour(4),
  })
  const second = await anEntry(given, { names: { en: 'Bio Ring' }, regions: ['DE-BW'] })
  await send(registry.annulEntry, decision(second.entry.number, 1, hour(5), '2026-03-10'))
  const third = await anEntry(given, {
    names: { en: 'Third' },
    regions: ['DE-HE', 'DE-BY-M'],
    categories: ['bio'],
  })
  await send(registry.removeEntry, decision(third.entry.number, 1, hour(6), '2026-03-10'))
  const again = await underReview(given, third.cluster.id, {}, hour(7))
  await send(registry.registerCluster, {
    params: { applicationId: again.id },
    version: 3,
    body: { decisionDate: '2026-03-10', act, attestations: {} },
    at: hour(8),
  })
  return { ...given, first, second }
}
