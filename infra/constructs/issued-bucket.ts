import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { PRIVATE } from './document-bucket.ts'
import { pinLogicalId } from './pin-logical-id.ts'
import { takeEachKeyOnce } from './take-each-key-once.ts'

/** Where files that the platform issues lie, for as long as the environment: extracts, reports. Each is written once; no
 *  function may delete or replace one, and what an operator deletes can be brought back. */
export class IssuedBucket extends Construct {
  readonly bucket: Bucket

  constructor(
    scope: Construct,
    id: string,
    { logicalId, issuer }: { readonly logicalId: string; readonly issuer: string },
  ) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', { ...PRIVATE, versioned: true })
    takeEachKeyOnce(this.bucket)
    pinLogicalId(this.bucket, logicalId)
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: `Files can only be added and read; every read needs an address that the function of ${issuer} signs and logs.`,
    })
  }
}
