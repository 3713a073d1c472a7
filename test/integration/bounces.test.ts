import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { DeliveryView } from '#delivery/model'
import { outboxIn } from '#delivery/readers'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { ask } from '../../infra/local/main/control.ts'
import { readRuntime } from '../../infra/local/main/runtime.ts'
import { suitePlatform } from '../support/platform.ts'

const platform = suitePlatform()
const runtime = readRuntime(platform.dataDir)
const { endpoints, operator, tables } = runtime
const client = new DynamoDBClient({
  endpoint: endpoints.dynamodb,
  region: operator.region,
  credentials: operator,
})
afterAll(() => client.destroy())
const outbox = outboxIn(new DynamoTable(DynamoDBDocumentClient.from(client), tables['DELIVERY_TABLE'] ?? ''))

/** Somebody new with an address. */
const personAt = async (email: string) => {
  const body = { subject: `bounces-${crypto.randomUUID()}`, name: 'Bea Bounce', email }
  const response = await platform.api('/persons', { method: 'POST', as: 'ministry', body })
  expect(response.status, await response.clone().text()).toBe(201)
  return z.object({ id: z.string() }).parse(await response.json()).id
}

const Deliveries = z.object({ items: z.array(DeliveryView) })

/** Writes to somebody and waits until all that follows is done. */
const written = async (to: string, name: string): Promise<DeliveryView | undefined> => {
  const message = `bounces-test#${name}#${to}`
  await outbox.put([{ id: message, to, language: 'en', subject: 'Notice', text: 'Read this.\n' }])
  await ask(runtime, { ask: 'drain' })
  for (const state of DeliveryView.shape.state.options) {
    const response = await platform.api(`/deliveries?state=${state}&limit=200`, { as: 'ministry' })
    const found = Deliveries.parse(await response.json()).items.find((one) => one.message === message)
    if (found !== undefined) return found
  }
  return undefined
}

describe('mail to an address of the mailbox simulator of SES', () => {
  it.each([
    ['bounce', 'unreachable'],
    ['complaint', 'complaint'],
  ])(
    'comes back as a %s, and no more goes there until the person has another address',
    async (kind, reason) => {
      const person = await personAt(`${kind}@simulator.amazonses.com`)
      expect(await written(person, 'first')).toMatchObject({ state: 'bounced', reason })
      expect(await written(person, 'second')).toMatchObject({ state: 'failed', reason: 'address-stopped' })
      const known = await platform.api(`/persons/${person}`, { as: 'ministry' })
      const changed = await platform.api(`/persons/${person}`, {
        method: 'PUT',
        as: 'ministry',
        headers: { 'if-match': known.headers.get('etag') ?? '' },
        body: { name: 'Bea Bounce', email: 'bea@sample.agglomera.invalid' },
      })
      expect(changed.status, await changed.clone().text()).toBe(200)
      expect(await written(person, 'third')).toMatchObject({ state: 'sent' })
    },
  )
})
