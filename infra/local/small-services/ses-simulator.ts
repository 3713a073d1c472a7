import { randomUUID } from 'node:crypto'
import { ACCOUNT, REGION } from '../assembly.ts'
import type { BusEvent } from '../events/events.ts'

/** What was sent. */
interface Sent {
  readonly MessageId: string
  readonly ConfigurationSetName: string
  readonly EmailTags: readonly { readonly Name: string; readonly Value: string }[]
}

/** What SES publishes of mail to an address of its mailbox simulator ("Using the mailbox simulator", Amazon SES
 *  developer guide), as far as it is read here; undefined for any other address. */
export const bounceOf = (
  address: string,
  sent: Sent,
  now: Date,
): { readonly kind: 'bounce' | 'complaint'; readonly event: BusEvent } | undefined => {
  const timestamp = now.toISOString()
  switch (address.toLowerCase()) {
    case 'bounce@simulator.amazonses.com':
      return {
        kind: 'bounce',
        event: eventOf('Email Bounced', sent, timestamp, {
          eventType: 'Bounce',
          bounce: {
            bounceType: 'Permanent',
            bounceSubType: 'General',
            bouncedRecipients: [{ emailAddress: address, action: 'failed', status: '5.1.1' }],
            timestamp,
            feedbackId: randomUUID(),
          },
        }),
      }
    case 'complaint@simulator.amazonses.com':
      return {
        kind: 'complaint',
        event: eventOf('Email Complaint Received', sent, timestamp, {
          eventType: 'Complaint',
          complaint: {
            complainedRecipients: [{ emailAddress: address }],
            complaintFeedbackType: 'abuse',
            timestamp,
            feedbackId: randomUUID(),
          },
        }),
      }
    default:
      return undefined
  }
}

const eventOf = (
  detailType: string,
  { MessageId, ConfigurationSetName, EmailTags }: Sent,
  timestamp: string,
  said: Readonly<Record<string, unknown>>,
): BusEvent => ({
  version: '0',
  id: randomUUID(),
  'detail-type': detailType,
  source: 'aws.ses',
  account: ACCOUNT,
  time: timestamp.replace(/\.\d+/, ''),
  region: REGION,
  resources: [],
  detail: {
    ...said,
    mail: {
      timestamp,
      messageId: MessageId,
      tags: {
        ...Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, [Value]])),
        'ses:configuration-set': [ConfigurationSetName],
      },
    },
  },
})
