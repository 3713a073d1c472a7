import { afterAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { failureIdOf } from '#delivery/failures/keys'
import { FailureView } from '#delivery/failures/model'
import { pageOf } from '#kernel/contract'
import { idSource } from '#kernel/ids'
import { MARKS } from '#monitoring/mark-keys'
import { RunId } from '#monitoring/model'
import { RunStore } from '#monitoring/run-store'
import { redrive } from '../../infra/commands/failures/redrive.ts'
import type { PersonaName } from '../../infra/local/personas.ts'
import { failuresOf } from '../support/failures.ts'
import { drained } from '../support/outbox.ts'
import { suitePlatform } from '../support/platform.ts'

const suite = suitePlatform()
const { platform, table, record, kept, poison, mend } = failuresOf(suite, 'FAILURES-TEST')

const membership = (sk: string, cluster: string) =>
  record(sk, {
    cluster,
    organisation: `org-of-${cluster}`,
    from: '2024-01-01',
    to: '2024-02-01',
    suspended: [],
  })

/** The clusters whose figures are marked, among those of this test. */
const marked = async (): Promise<readonly string[]> => {
  const { items } = await (await table('monitoring')).query({ pk: MARKS, limit: 500, consistent: true })
  const clusters = items.map(({ data }) => String(Object(data).cluster))
  return [...new Set(clusters.filter((cluster) => cluster.startsWith('failures-test-')))].sort()
}

/** While no job works marks off: those of other tests would take these along. */
const withoutJobs = async (look: () => Promise<void>): Promise<void> => {
  const runs = new RunStore(await table('monitoring'))
  const lease = await vi.waitFor(
    async () => {
      const taken = await runs.lease(idSource()(RunId, 'run'), new Date())
      if (taken === undefined) throw new Error('another job holds the lease')
      return taken
    },
    { timeout: 60_000, interval: 200 },
  )
  await look().finally(lease.release)
}

const json = async (path: string): Promise<unknown> => (await suite.api(path, { as: 'ministry' })).json()

const redriveByApi = (id: string) => suite.api(`/failures/${id}/redrive`, { method: 'POST', as: 'ministry' })

/** The one failure that is kept. */
const theOne = async () => {
  const [failure] = await kept()
  return { failure, id: failureIdOf(failure?.key ?? '') }
}

/** Runs the command. @returns what it says, and whether nothing failed again or was refused */
const redriven = async (replay: boolean, as: PersonaName = 'ministry') => {
  const lines: string[] = []
  const options = { url: suite.url, token: () => suite.tokenFor(as) }
  const isWell = await redrive(options, { replay, log: (line) => lines.push(line) })
  return { said: lines.join('\n'), isWell }
}

describe('a poisoned record among others in the stream of the register', () => {
  afterAll(async () => {
    const monitoring = await table('monitoring')
    const { items } = await monitoring.query({ pk: MARKS, limit: 500 })
    const ours = items.filter(({ data }) => JSON.stringify(data).includes('failures-test-'))
    await monitoring.writeEach(ours.map(({ pk, sk }) => ({ delete: { pk, sk } })))
  })

  it('spoils none of the others, and is kept alone after its retries', async () => {
    const registry = await table('registry')
    await withoutJobs(async () => {
      await registry.write([
        { put: membership('1', 'failures-test-before') },
        { put: record('2', { cluster: 'failures-test-poisoned' }) },
        { put: membership('3', 'failures-test-after') },
      ])
      await drained(suite)
      expect(await marked()).toEqual(['failures-test-after', 'failures-test-before'])
    })
    expect(await kept()).toMatchObject([
      {
        facts: {
          function: expect.stringMatching(/follow-register$/),
          source: 'stream',
          table: await platform.tableName('registry'),
          condition: 'RetryAttemptsExhausted',
          attempts: 6,
          records: 1,
        },
        event: { Records: [{ dynamodb: { Keys: { sk: { S: '2' } } } }] },
      },
    ])
  })

  it('is listed for the operator, and stays while it fails', async () => {
    const { failure, id } = await theOne()
    const { said } = await redriven(false)
    expect(said).toMatch(/follow-register {2}1 record of [\w-]+, RetryAttemptsExhausted after 6 attempts\n/)
    expect(said).toContain(`    ${suite.url}/operations/failures/${id}\n`)
    const again = await redriven(true)
    expect(again.said).toContain(`${id}\n    failed again: 1 of its records failed again`)
    expect(again.isWell).toBe(false)
    expect(await kept()).toEqual([failure])
  })

  it('is closed to who may not redrive, in one sentence', async () => {
    await expect(redriven(true, 'participant')).rejects.toMatchObject({
      status: 403,
      message: expect.stringContaining('job.redrive'),
    })
  })

  it('is listed by the API without what it says; redriven there it fails again, and it is known who asked', async () => {
    const { failure, id } = await theOne()
    const list = await suite.api('/failures?limit=200', { as: 'ministry' })
    expect(JSON.stringify(await list.clone().json())).not.toContain('failures-test-poisoned')
    const { items } = pageOf(FailureView).parse(await list.json())
    expect(items.find((one) => one.id === id)).toMatchObject({ ...failure?.facts, state: 'failed' })

    expect((await redriveByApi(id)).status).toBe(202)
    await drained(suite)
    const { person } = z.object({ person: z.string() }).parse(await json('/me'))
    expect(await json(`/failures/${id}`)).toMatchObject({
      state: 'failed',
      fault: 'records-refused',
      refused: 1,
      by: person,
    })
    expect(await json(`/audit?record=delivery/FAILURE%23${id}/ORDER%2300000004`)).toMatchObject({
      items: [{ action: 'redrive-failure', actor: person }],
    })
    expect(await kept()).toEqual([failure])
  })

  it('is handled and removed by the API once its consumer can read it', async () => {
    const { failure, id } = await theOne()
    await mend(failure, 'failures-test-mended')
    await withoutJobs(async () => {
      expect((await redriveByApi(id)).status).toBe(202)
      await drained(suite)
      expect(await json(`/failures/${id}`)).toMatchObject({ state: 'handled' })
      expect(await marked()).toContain('failures-test-mended')
    })
    expect(await kept()).toEqual([])
    expect((await redriveByApi(id)).status).toBe(404)
  })

  it('is handled and removed by the command, on record too; the second time nothing is left', async () => {
    await poison('4')
    const { failure, id } = await theOne()
    await mend(failure, 'failures-test-mended')
    expect((await redriven(true)).said).toContain(`${id}\n    handled and removed`)
    expect(await kept()).toEqual([])
    const { person } = z.object({ person: z.string() }).parse(await json('/me'))
    expect(await json(`/failures/${id}`)).toMatchObject({ state: 'handled', by: person })
    await drained(suite)
    expect(await json(`/audit?record=delivery/FAILURE%23${id}/ORDER%2300000001`)).toMatchObject({
      items: [{ action: 'redrive-failure', actor: person }],
    })
    expect((await redriven(true)).said).not.toContain(id)
  })

  it('is dismissed, with who did so and why; lists come page by page', async () => {
    await poison('5', '6')
    const first = pageOf(FailureView).parse(await json('/failures?limit=1'))
    const rest = pageOf(FailureView).parse(await json(`/failures?limit=200&cursor=${first.next}`))
    const listed = [...first.items, ...rest.items].map(({ id }) => id)
    expect(new Set(listed).size).toBe(listed.length)
    expect(listed).toEqual(expect.arrayContaining((await kept()).map(({ key }) => failureIdOf(key))))

    const reason = 'The record was made by a test and belongs to nobody.'
    for (const { key } of await kept()) {
      const id = failureIdOf(key)
      const request = { method: 'POST', as: 'ministry', body: { reason } } as const
      expect((await suite.api(`/failures/${id}/dismissal`, request)).status).toBe(200)
      expect(await json(`/failures/${id}`)).toMatchObject({ state: 'dismissed', reason })
    }
    expect(await kept()).toEqual([])
  })
})
