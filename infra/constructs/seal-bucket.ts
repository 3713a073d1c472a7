import { Duration, Validations } from 'aws-cdk-lib'
import { Bucket, ObjectLockRetention } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { PRIVATE } from './document-bucket.ts'
import { pinLogicalId } from './pin-logical-id.ts'
import { takeEachKeyOnce } from './take-each-key-once.ts'

/** Where the sealed days of the audit trail lie. What is written here stays for as long as the environment says:
 *  nobody deletes it and, in compliance mode, neither does the owner of the account. A second version of a seal cannot
 *  be written either: every write has to say that there is none yet. */
export class SealBucket extends Construct {
  readonly bucket: Bucket

  constructor(scope: Construct, id: string, { auditLock }: EnvironmentConfig) {
    super(scope, id)
    const kept = Duration.days(auditLock.days)
    this.bucket = new Bucket(this, 'Bucket', {
      ...PRIVATE,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        auditLock.mode === 'compliance'
          ? ObjectLockRetention.compliance(kept)
          : ObjectLockRetention.governance(kept),
    })
    takeEachKeyOnce(this.bucket)
    pinLogicalId(this.bucket, 'SealBucket')
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Objects can only be added and read, each once a day by one job; every read needs an address that the audit function signs and logs.',
    })
  }
}
