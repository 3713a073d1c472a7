import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { serve } from '#kernel/http/serve'
import { registryContract } from '#registry/contract'
import { asking, authenticateAs } from '../../functions/registry/support.ts'
import { type Dynoxide, startDynoxide } from '../../support/dynoxide.ts'
import {
  aDraft,
  anonymous,
  assessor,
  editor,
  ministry,
  NOW,
  platformIn,
  send,
} from '../../unit/registry/support.ts'

let dynoxide: Dynoxide
beforeAll(async () => {
  dynoxide = await startDynoxide()
})
afterAll(() => dynoxide.stop())

const start = async () => {
  const table = async () => new DynamoTable(dynoxide.client, await dynoxide.createTable())
  const given = await platformIn(await table(), await table())
  const handler = serve({
    contract: registryContract,
    handlers: given.registry,
    authenticate: authenticateAs({ ministry }),
    table: given.table,
    clock: () => NOW,
  })
  return { ...given, ask: asking(registryContract, handler) }
}

/** Applications under review, each of a cluster of its own. */
const underReview = async (
  { registry }: Awaited<ReturnType<typeof start>>,
  count: number,
  register: string,
) => {
  const ids: string[] = []
  const prepare = async (n: number) => {
    const { id: cluster } = await aDraft({ registry }, { names: { en: `${register} ${n}` } })
    const { body } = await send(registry.createApplication, { actor: editor, body: { cluster, register } })
    const params = { applicationId: body.id }
    await send(registry.submitApplication, { actor: editor, params, version: 1, body: {} })
    await send(registry.reviewApplication, { actor: assessor, params, version: 2, body: {} })
    ids.push(body.id)
  }
  for (let n = 0; n < count; n += 10)
    await Promise.all(Array.from({ length: Math.min(10, count - n) }, (_, k) => prepare(n + k)))
  return ids
}

describe('numbers of a register on DynamoDB', () => {
  it('stay gapless under 200 decisions of 20 clients, 30 against a rule, 15 stale and 5 repeated, and of two registers', async () => {
    const given = await start()
    const { registry, ask } = given
    await send(registry.createRegister, {
      body: {
        code: 'second',
        names: { en: 'Second' },
        kind: 'clusters',
        territory: ['*'],
        timeZone: 'Europe/Moscow',
        numberPattern: 'S-{year}-{serial}',
        ruleSets: [],
        calendar: { weekend: [6, 7], holidays: [], workdays: [] },
        terms: { decision: 30, correction: 20 },
      },
    })
    const open = await underReview(given, 195, 'national')
    const beside = await underReview(given, 20, 'second')
    const decision = (application: string, version: number, decisionDate: string, key: string) => () =>
      ask('POST', `/applications/${application}/registration`, {
        as: 'ministry',
        body: { decisionDate, act: { kind: 'Order' } },
        headers: { 'if-match': `"${version}"`, 'idempotency-key': key },
      })
    const work = open.flatMap((id, n) => {
      if (n < 30) return [decision(id, 3, '2026-03-11', `rule-${n}`)]
      if (n < 45) return [decision(id, 2, '2026-03-10', `stale-${n}`)]
      const decide = decision(id, 3, '2026-03-10', `good-${n}`)
      return n < 50 ? [decide, decide] : [decide]
    })
    work.push(...beside.map((id, n) => decision(id, 3, '2026-03-10', `beside-${n}`)))
    expect(work).toHaveLength(220)

    const statuses = new Map<number | undefined, number>()
    const client = async () => {
      for (let next = work.pop(); next !== undefined; next = work.pop()) {
        const { status } = await next()
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: 20 }, client))
    expect(Object.fromEntries([...statuses].map(([status, count]) => [String(status), count]))).toEqual({
      200: 150 + 5 + 20,
      412: 15,
      422: 30,
    })

    const numbersOf = async (registerId: string) => {
      const query = { sort: 'number', order: 'asc' }
      const { body } = await send(registry.listEntries, {
        actor: anonymous,
        params: { registerId },
        query,
        limit: 200,
      })
      return body.items.map(({ number }) => number)
    }
    const serials = (count: number, text: (serial: number) => string) =>
      Array.from({ length: count }, (_, n) => text(n + 1)).sort()
    expect(await numbersOf('national')).toEqual(
      serials(150, (serial) => `2026-${String(serial).padStart(4, '0')}`),
    )
    expect(await numbersOf('second')).toEqual(serials(20, (serial) => `S-2026-${serial}`))
  })
})
