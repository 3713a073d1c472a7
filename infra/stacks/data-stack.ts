import { Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { Bucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { DocumentBucket, PRIVATE } from '../constructs/document-bucket.ts'
import { IssuedBucket } from '../constructs/issued-bucket.ts'
import { MailIdentity } from '../constructs/mail-identity.ts'
import { pinLogicalId } from '../constructs/pin-logical-id.ts'
import { SealBucket } from '../constructs/seal-bucket.ts'
import { ServiceTable } from '../constructs/service-table.ts'
import { TABLES } from '../services.ts'
import { publish } from './names.ts'

/** All that must survive: the contexts' tables, the documents, the issued extracts and reports, the seals of the audit
 *  trail, and what could not be processed; and the domain that mail comes from, which somebody made known to SES by
 *  hand. */
export class DataStack extends Stack {
  constructor(scope: Construct, id: string, config: EnvironmentConfig, props: StackProps) {
    super(scope, id, {
      ...props,
      description: 'Agglomera: tables and buckets',
      terminationProtection: config.deletionProtection,
    })
    for (const name of TABLES) {
      const isPersonal = name === 'personal' || name === 'personal-keys'
      const { table } = new ServiceTable(this, pascalCase(name), config, {
        expires: name !== 'audit' && !isPersonal,
        // Personal data go nowhere else, and a key that was destroyed is in no backup.
        streams: !isPersonal,
        restorable: name !== 'personal-keys',
      })
      publish(this, config, `tables/${name}/name`, table.tableName)
      if (!isPersonal) publish(this, config, `tables/${name}/stream`, streamOf(table))
      if (name === 'personal-keys') withoutBackups(table)
    }
    publish(
      this,
      config,
      'buckets/documents',
      new DocumentBucket(this, 'Documents', config).bucket.bucketName,
    )
    publish(this, config, 'buckets/failures', this.failures().bucketName)
    const extracts = new IssuedBucket(this, 'Extracts files', {
      logicalId: 'ExtractBucket',
      issuer: 'extracts',
    })
    publish(this, config, 'buckets/extracts', extracts.bucket.bucketName)
    const reports = new IssuedBucket(this, 'Reports files', { logicalId: 'ReportBucket', issuer: 'reports' })
    publish(this, config, 'buckets/reports', reports.bucket.bucketName)
    publish(this, config, 'buckets/seals', new SealBucket(this, 'Seals', config).bucket.bucketName)
    if (config.mail !== 'off') new MailIdentity(this, 'Mail', config, config.mail)
  }

  /** Lambda keeps here what a function could not process, until an operator has redriven it. */
  private failures(): Bucket {
    const bucket = new Bucket(this, 'Failures', {
      ...PRIVATE,
      lifecycleRules: [{ id: 'forget-old-failures', expiration: Duration.days(180) }],
    })
    pinLogicalId(bucket, 'FailureBucket')
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only Lambda writes here; operators read, or have two functions read, which note who asked for what.',
    })
    return bucket
  }
}

const streamOf = ({ tableStreamArn, node }: ServiceTable['table']): string => {
  if (tableStreamArn) return tableStreamArn
  throw new Error(`${node.path} has no stream`)
}

const withoutBackups = (table: ServiceTable['table']): void =>
  Validations.of(table).acknowledge({
    id: 'AwsSolutions-DDB3',
    reason:
      'A person’s key is destroyed so that nobody reads their data any more: a backup would bring it back.',
  })

/** `personal-keys` → `PersonalKeys` */
const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
