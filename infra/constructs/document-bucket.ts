import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket, HttpMethods } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { pinLogicalId } from './pin-logical-id.ts'

/** Where documents lie. Browsers write straight into `incoming/` with a signed form; what nobody finished there
 *  is gone after a day. Each arrival is told to EventBridge, whose rules stand with their consumers. Overwritten
 *  and deleted objects can be brought back for 30 days. */
export class DocumentBucket extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, config: EnvironmentConfig) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', {
      ...PRIVATE,
      versioned: true,
      cors: [
        {
          allowedOrigins: [config.portalUrl],
          allowedMethods: [HttpMethods.POST, HttpMethods.GET],
          allowedHeaders: ['content-type'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          id: 'forget-unfinished-uploads',
          prefix: INCOMING,
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        { id: 'forget-replaced-versions', noncurrentVersionExpiration: Duration.days(30) },
      ],
    })
    // The construct's own switch would add a function in Python that sets this property.
    const resource = this.bucket.node.defaultChild as CfnBucket
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
    pinLogicalId(this.bucket, 'DocumentBucket')
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Every read and write needs an address that the knowledge function signs and logs; a server access log would add only the readers’ network addresses.',
    })
  }
}

/** Where an upload lies until it was checked. */
const INCOMING = 'incoming/'

/** What every bucket here is: not public, encrypted by S3, over TLS only, kept when its stack goes. */
export const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  removalPolicy: RemovalPolicy.RETAIN,
} as const
