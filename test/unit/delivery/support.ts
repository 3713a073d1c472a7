import { addressHashes } from '#delivery/address-hash'
import { DeliveryStore } from '#delivery/delivery-store'
import { createBounces, createDelivery } from '#delivery/index'
import { deliveryKey } from '#delivery/message-keys'
import { DeliveryId, type Message, type PermanentFault } from '#delivery/model'
import { deliveryIdOf, outboxIn } from '#delivery/outbox'
import type { Letter } from '#delivery/ports'
import { sendMail } from '#delivery/send-mail'
import type { Actor } from '#kernel/access'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { MemoryTable } from '#kernel/memory-table'
import type { Power } from '#kernel/powers'

export const START = new Date('2026-03-01T09:00:00.000Z')

export const ANNA = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V4'
export const BORIS = 'per_01JD3Z5V9QK8M2N4P6R8S0T2V5'

export const MESSAGE: Message = {
  id: 'alert#1#anna',
  to: ANNA,
  language: 'ru',
  subject: 'Кластер «Авиация»: срок истекает',
  text: 'Подтвердите сведения до 5 марта.\n',
}

/** An outbox with who sends its mail, in memory: people, files and the mail service are as the test says. */
export const mailing = (given: { readonly off?: true } = {}) => {
  const table = new MemoryTable()
  let now = START
  const clock = () => now
  const deliveries = new DeliveryStore(table)
  const addresses = new Map([[ANNA, 'anna@sample.agglomera.invalid']])
  const files = new Map<string, Uint8Array>()
  const letters: Letter[] = []
  const faults: (Error | PermanentFault)[] = []
  const send = sendMail({
    deliveries,
    addressOf: async (person) => addresses.get(person),
    hashOf: addressHashes(table),
    attachments: {
      read: async ({ key }) => files.get(key) ?? Promise.reject(new Error(`no file ${key}`)),
    },
    postOffice: {
      send: async (letter) => {
        const fault = faults.shift()
        if (fault !== undefined) throw fault
        letters.push(letter)
        return `ses-${letters.length}`
      },
    },
    sender: given.off ? undefined : { address: 'platform@clusters.example', name: 'Agglomera' },
    clock,
  })
  return {
    table,
    outbox: outboxIn(table, clock),
    deliveries,
    handlers: createDelivery({ table, language: 'en' }),
    addresses,
    files,
    letters,
    /** What the mail service answers next instead of taking a letter. */
    faults,
    send,
    takeBounce: createBounces(table),
    pass: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000)
    },
    state: async (message = MESSAGE.id) => (await deliveries.find(deliveryIdOf(message)))?.value,
    /** The change that put a message in the queue, as the stream delivers it. */
    queuedChange: async (message = MESSAGE.id, name = 'change-1'): Promise<RecordChange> => ({
      name,
      table: 'delivery',
      sequence: '1',
      at: START,
      before: undefined,
      after: await table.get(deliveryKey(deliveryIdOf(message))),
    }),
  }
}

export const idOf = (message: string) => DeliveryId.parse(deliveryIdOf(message))

/** Somebody with a power over the whole deployment, or with none. */
export const actor = (person: string, ...powers: readonly Power[]): Actor => ({
  kind: 'account',
  subject: person,
  today: '2026-03-01',
  capability: {
    subject: person,
    person,
    positions: [],
    grants: powers.map((power) => ({
      grant: 'gra',
      holder: 'aut',
      power,
      territory: ['*'],
      from: '2026-01-01',
      to: null,
    })),
  },
})
