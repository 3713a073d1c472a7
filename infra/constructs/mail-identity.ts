import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Role } from 'aws-cdk-lib/aws-iam'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { allow } from './grant.ts'
import { pinLogicalId } from './pin-logical-id.ts'

type Mail = Exclude<EnvironmentConfig['mail'], 'off'>

/** The domain that mail comes from, with keys by which receivers check it (DKIM), and how SES treats that mail: over TLS
 *  only, and not again to an address that bounced for good or complained; both are told to EventBridge, whose rule stands
 *  with its consumer. */
export class MailIdentity extends Construct {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, mail: Mail) {
    super(scope, id)
    const configurationSet = new ConfigurationSet(this, 'Rules', {
      configurationSetName: configurationSetName(config),
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
      reputationMetrics: true,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    })
    // SES publishes to the default bus only.
    configurationSet.addEventDestination('Bounces', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    })
    const identity = new EmailIdentity(this, 'Domain', {
      identity: Identity.domain(domainOf(mail)),
      configurationSet,
    })
    for (const one of [configurationSet, identity]) one.applyRemovalPolicy(RemovalPolicy.RETAIN)
    pinLogicalId(configurationSet, 'MailRules')
    pinLogicalId(identity, 'MailDomain')
  }
}

/** How SES calls the rules for an environment's mail. */
export const configurationSetName = ({ name }: EnvironmentConfig): string => `agglomera-${name}`

/** Allows to send from the deployment's own domain under its rules, and nothing else; nothing where mail is off. */
export const grantMail = (role: Role, config: EnvironmentConfig): void => {
  if (config.mail === 'off') return
  const arn = (resource: string, resourceName: string) =>
    Stack.of(role).formatArn({ service: 'ses', resource, resourceName })
  allow(
    role,
    ['ses:SendEmail'],
    [arn('identity', domainOf(config.mail)), arn('configuration-set', configurationSetName(config))],
  )
}

const domainOf = ({ from }: Mail): string => from.slice(from.lastIndexOf('@') + 1)
