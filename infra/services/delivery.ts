import { deliveryContract } from '#delivery/contract'
import { BounceEnvironment, DeliveryEnvironment, SendingEnvironment } from '#delivery/environment'
import { CAPABILITY, type Service, USAGE } from './service.ts'

/** Mail. */
export const deliveryServices: readonly Service[] = [
  {
    entry: 'functions/api/delivery.ts',
    description: 'E-mail: what was written to whom, dead letters, and in which language people get it',
    trigger: { kind: 'api', contract: deliveryContract },
    environment: DeliveryEnvironment,
    tables: {
      governance: CAPABILITY,
      usage: USAGE,
      delivery: { actions: ['GetItem', 'Query', 'PutItem', 'DeleteItem'], indexes: ['gsi1', 'gsi2'] },
    },
  },
  {
    entry: 'functions/streams/send-mail.ts',
    description: 'Sends the messages that were queued, by e-mail',
    trigger: { kind: 'stream', tables: ['delivery'] },
    environment: SendingEnvironment,
    tables: {
      delivery: { actions: ['GetItem', 'PutItem', 'DeleteItem'] },
      personal: { actions: ['BatchGetItem'] },
      'personal-keys': { actions: ['BatchGetItem'] },
    },
    sendsMail: true,
    // What is attached.
    reports: [{ prefix: 'reports/', actions: ['GetObject'], missing: 'told' }],
    // A batch is at most 100 messages, and SES takes as few as one a second.
    timeoutSeconds: 120,
  },
  {
    entry: 'functions/events/take-bounce.ts',
    description: 'Notes that mail came back or was complained of, and sends no more to such an address',
    trigger: { kind: 'mail-bounced' },
    environment: BounceEnvironment,
    tables: { delivery: { actions: ['GetItem', 'PutItem'] } },
  },
]
