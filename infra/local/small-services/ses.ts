import * as z from 'zod'
import { ACCOUNT, type LocalAssembly, PARTITION, REGION } from '../assembly.ts'
import type { BusEvent } from '../events/events.ts'
import type { MailFolder } from '../mailbox/mail-folder.ts'
import { type Operation, require, ServiceError } from './request.ts'
import { bounceOf } from './ses-simulator.ts'

/** Where SES takes mail: its API is one of paths, not of targets. */
export const SENDING_PATH = '/v2/email/outbound-emails'

const Sending = z.object({
  FromEmailAddress: z.email(),
  Destination: z.object({ ToAddresses: z.array(z.email()).min(1).max(50) }),
  Content: z.object({ Raw: z.object({ Data: z.base64().min(1) }) }),
  ConfigurationSetName: z.string(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
})

const EventsOf = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: z.boolean(),
    MatchingEventTypes: z.array(z.string().transform((type) => type.toLowerCase())),
    EventBridgeDestination: z.object({ EventBusArn: z.string().endsWith(':event-bus/default') }),
  }),
})

/** Takes mail as SES does, from the domains and under the rules of the template only, and leaves it in a folder. Mail to
 *  the addresses of SES's mailbox simulator comes back, and that is published where the rules ask for it. */
export const sendingOperation = (
  assembly: LocalAssembly,
  mails: MailFolder,
  { publish, now }: { readonly publish: (event: BusEvent) => void; readonly now: () => number },
): Operation => {
  const names = (type: string, property: string) =>
    new Set(assembly.ofType(type).map(({ properties }) => String(properties[property])))
  const domains = names('AWS::SES::EmailIdentity', 'EmailIdentity')
  const configurationSets = names('AWS::SES::ConfigurationSet', 'Name')
  const published = (configurationSet: string, kind: string) =>
    assembly
      .ofType('AWS::SES::ConfigurationSetEventDestination')
      .map(({ properties }) => EventsOf.parse(properties))
      .some(
        ({ ConfigurationSetName, EventDestination: { Enabled, MatchingEventTypes } }) =>
          Enabled && ConfigurationSetName === configurationSet && MatchingEventTypes.includes(kind),
      )
  return (input, caller) => {
    const parsed = Sending.safeParse(input)
    if (!parsed.success) throw new ServiceError('BadRequestException', z.prettifyError(parsed.error))
    const { FromEmailAddress, Destination, Content, ConfigurationSetName, EmailTags } = parsed.data
    const domain = FromEmailAddress.slice(FromEmailAddress.lastIndexOf('@') + 1)
    require(caller, 'ses:SendEmail', arnOf('identity', domain))
    require(caller, 'ses:SendEmail', arnOf('configuration-set', ConfigurationSetName))
    if (!configurationSets.has(ConfigurationSetName)) {
      throw new ServiceError(
        'NotFoundException',
        `Configuration set <${ConfigurationSetName}> does not exist.`,
      )
    }
    if (!domains.has(domain)) {
      throw new ServiceError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check: ${FromEmailAddress}`,
      )
    }
    const MessageId = mails.keep(Buffer.from(Content.Raw.Data, 'base64'))
    for (const address of Destination.ToAddresses) {
      const bounce = bounceOf(address, { MessageId, ConfigurationSetName, EmailTags }, new Date(now()))
      if (bounce !== undefined && published(ConfigurationSetName, bounce.kind)) publish(bounce.event)
    }
    return { MessageId }
  }
}

const arnOf = (kind: string, name: string): string =>
  `arn:${PARTITION}:ses:${REGION}:${ACCOUNT}:${kind}/${name}`
