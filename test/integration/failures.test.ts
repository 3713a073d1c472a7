import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { failureIdOf } from '#delivery/failures/keys'
import { FailureView } from '#delivery/failures/model'
import { pageOf } from '#kernel/contract'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import type { Item } from '#kernel/table'
import { MARKS } from '#monitoring/mark-keys'
import { type Failure, readFailures } from '../../infra/commands/operate/failures.ts'
import { localPlatform } from '../../infra/commands/operate/local.ts'
import { redrive } from '../../infra/commands/redrive.ts'
import { ask } from '../../infra/local/main/control.ts'
import { readRuntime } from '../../infra/local/main/runtime.ts'
import { suitePlatform } from '../support/platform.ts'

// A record that no consumer can read, in the stream of the register's own table, with the mapping of the template.

const suite = suitePlatform()
const { dataDir } = suite
const platform = localPlatform(dataDir)
const table = async (context: 'registry' | 'monitoring') =>
  new DynamoTable(platform.documents, await platform.tableName(context))

/** Records of nobody's: no reader of the register looks there. */
const record = (sk: string, entity: string, data: object): Item => ({
  pk: 'FAILURES-TEST',
  sk,
  entity,
  version: 1,
  data,
})
const membership = (sk: string, cluster: string) =>
  record(sk, 'membership', {
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

const kept = async (): Promise<readonly Failure[]> =>
  (await readFailures(platform)).failures.filter(({ event }) =>
    JSON.stringify(event).includes('FAILURES-TEST'),
  )

const drained = () => ask(readRuntime(dataDir), { ask: 'drain' })

const json = async (path: string): Promise<unknown> => (await suite.api(path, { as: 'ministry' })).json()

const redriveByApi = (id: string) => suite.api(`/failures/${id}/redrive`, { method: 'POST', as: 'ministry' })

/** As if the consumer had learnt to read it. */
const mend = async (failure: Failure | undefined): Promise<void> => {
  const place = { Bucket: await platform.bucketName('failures'), Key: failure?.key }
  const { Body } = await platform.objects.send(new GetObjectCommand(place))
  const document = JSON.parse((await Body?.transformToString()) ?? '')
  const event = JSON.parse(document.payload)
  event.Records[0].dynamodb.NewImage.data.M = {
    cluster: { S: 'failures-test-mended' },
    organisation: { S: 'org-of-mended' },
    from: { S: '2024-01-01' },
    to: { NULL: true },
    suspended: { L: [] },
  }
  const mended = JSON.stringify({ ...document, payload: JSON.stringify(event) })
  await platform.objects.send(new PutObjectCommand({ ...place, Body: mended }))
}

const redriven = async (replay: boolean) => {
  const lines: string[] = []
  await redrive(platform, { replay }, (line) => lines.push(line))
  return lines.join('\n')
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
    await registry.write([
      { put: membership('1', 'failures-test-before') },
      { put: record('2', 'membership', { cluster: 'failures-test-poisoned' }) },
      { put: membership('3', 'failures-test-after') },
    ])
    await drained()
    expect(await marked()).toEqual(['failures-test-after', 'failures-test-before'])
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
    const before = await kept()
    expect(await redriven(false)).toMatch(
      /follow-register {2}1 record, RetryAttemptsExhausted after 6 attempts\n {4}aws\/lambda\/[^\n]+\n/,
    )
    expect(await redriven(true)).toContain('failed again: 1 of its records failed again')
    expect(await kept()).toEqual(before)
  })

  it('is listed by the API without what it says, and redriven there by one of two who ask at once', async () => {
    const [failure] = await kept()
    const id = failureIdOf(failure?.key ?? '')
    const list = await suite.api('/failures?limit=200', { as: 'ministry' })
    expect(JSON.stringify(await list.clone().json())).not.toContain('failures-test-poisoned')
    const { items } = pageOf(FailureView).parse(await list.json())
    expect(items.find((one) => one.id === id)).toMatchObject({ ...failure?.facts, state: 'kept' })

    const asked = await Promise.all([redriveByApi(id), redriveByApi(id)])
    expect(asked.map(({ status }) => status).sort()).toEqual([202, 422])
    await drained()
    const { person } = z.object({ person: z.string() }).parse(await json('/me'))
    expect(await json(`/failures/${id}`)).toMatchObject({
      state: 'failed',
      fault: 'records-refused',
      refused: 1,
      by: person,
    })
    const { items: audited } = z
      .object({ items: z.array(z.object({ action: z.string(), actor: z.string() })) })
      .parse(await json(`/audit?record=delivery/FAILURE%23${id}/ORDER%2300000001`))
    expect(audited).toMatchObject([{ action: 'redrive-failure', actor: person }])
    expect((await kept()).map(({ key }) => key)).toContain(failure?.key)
  })

  it('is handled and removed by the API once its consumer can read it', async () => {
    const [failure] = await kept()
    const id = failureIdOf(failure?.key ?? '')
    await mend(failure)
    expect((await redriveByApi(id)).status).toBe(202)
    await drained()
    expect(await json(`/failures/${id}`)).toMatchObject({ state: 'handled' })
    expect(await marked()).toContain('failures-test-mended')
    expect(await kept()).toEqual([])
    expect((await redriveByApi(id)).status).toBe(404)
  })

  it('is handled and removed by the command; the second time nothing is left', async () => {
    await (await table('registry')).write([
      { put: record('4', 'membership', { cluster: 'failures-test-poisoned' }) },
    ])
    await drained()
    const [failure] = await kept()
    await mend(failure)
    expect(await redriven(true)).toContain(`${failure?.key}\n    handled`)
    expect(await kept()).toEqual([])
    expect(await redriven(true)).not.toContain('follow-register')
  })

  it('is dismissed, with who did so and why', async () => {
    await (await table('registry')).write([
      { put: record('5', 'membership', { cluster: 'failures-test-poisoned' }) },
    ])
    await drained()
    const [failure] = await kept()
    const id = failureIdOf(failure?.key ?? '')
    const reason = 'The record was made by a test and belongs to nobody.'
    const dismissal = await suite.api(`/failures/${id}/dismissal`, {
      method: 'POST',
      as: 'ministry',
      body: { reason },
    })
    expect(dismissal.status).toBe(200)
    expect(await json(`/failures/${id}`)).toMatchObject({ state: 'dismissed', reason })
    expect(await kept()).toEqual([])
  })
})
