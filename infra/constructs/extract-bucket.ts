import { Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { PRIVATE } from './document-bucket.ts'
import { pinLogicalId } from './pin-logical-id.ts'
import { takeEachKeyOnce } from './take-each-key-once.ts'

/** Where the files of issued extracts lie, for as long as the environment. Each is written once; no function may delete
 *  or replace one, and what an operator deletes can be brought back. */
export class ExtractBucket extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string) {
    super(scope, id)
    this.bucket = new Bucket(this, 'Bucket', { ...PRIVATE, versioned: true })
    takeEachKeyOnce(this.bucket)
    pinLogicalId(this.bucket, 'ExtractBucket')
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Files can only be added and read; every read needs an address that the function of extracts signs and logs.',
    })
  }
}
