import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { Portal } from '../constructs/portal.ts'
import { portalSettings } from '../portal-settings.ts'
import { lookup } from './names.ts'

/** The names under which the deploy command finds what it needs to upload the portal. */
export const PORTAL_BUCKET_OUTPUT = 'PortalBucket'
export const PORTAL_ADDRESS_OUTPUT = 'PortalAddress'
export const PORTAL_SETTINGS_OUTPUT = 'PortalSettings'

/** The one address people use. */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, props: StackProps) {
    super(scope, id, { ...props, description: 'Agglomera: portal' })
    const bucketAddress = (name: 'buckets/documents' | 'buckets/reports') =>
      `https://${lookup(this, config, name)}.s3.${this.region}.${this.urlSuffix}`
    const signIn = lookup(this, config, 'identity/sign-in')
    const { bucket, distribution } = new Portal(this, 'Portal', {
      config,
      apiId: lookup(this, config, 'api/id'),
      connectTo: [bucketAddress('buckets/documents'), signIn],
      frame: [bucketAddress('buckets/reports')],
    })
    new CfnOutput(this, PORTAL_BUCKET_OUTPUT, { value: bucket.bucketName })
    const settings = portalSettings({
      training: config.training,
      issuer: lookup(this, config, 'identity/issuer'),
      signIn,
      clientId: lookup(this, config, 'identity/client'),
      portalUrl: config.portalUrl,
      back: 'logout_uri',
    })
    new CfnOutput(this, PORTAL_SETTINGS_OUTPUT, { value: this.toJsonString(settings) })
    new CfnOutput(this, PORTAL_ADDRESS_OUTPUT, { value: `https://${distribution.distributionDomainName}` })
  }
}
