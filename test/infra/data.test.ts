import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { at, everyEnvironment } from './support/template.ts'

/** CloudFormation's names of what holds state. Changing one makes it build an empty one beside the full one. */
const STATEFUL = {
  data: [
    'AuditTable',
    'DeliveryTable',
    'DocumentBucket',
    'ExtractBucket',
    'ExtractsTable',
    'FailureBucket',
    'GovernanceTable',
    'KnowledgeTable',
    'MonitoringTable',
    'PersonalKeysTable',
    'PersonalTable',
    'ReferenceTable',
    'RegistryTable',
    'ReportBucket',
    'ReportsTable',
    'SealBucket',
    'UsageTable',
  ],
  identity: ['PortalClient', 'SignInDomain', 'UserPool'],
}

const HOLDS_STATE = /^AWS::(DynamoDB::GlobalTable|DynamoDB::Table|S3::Bucket|Cognito::\w+)$/

/** What every write has to say to a bucket that takes each key once. */
const ONLY_WHAT_IS_NOT_THERE =
  '"Action":"s3:PutObject","Condition":{"Null":{"s3:if-none-match":"true"}},"Effect":"Deny","Principal":{"AWS":"*"}'

const Replicas = z.array(
  z.object({
    PointInTimeRecoverySpecification: z.object({ PointInTimeRecoveryEnabled: z.boolean() }),
    DeletionProtectionEnabled: z.boolean().default(false),
  }),
)

describe.each(everyEnvironment)('the state of %s', (_name, { config, resources, all }) => {
  const stateful = resources.filter(({ Type, stack }) => HOLDS_STATE.test(Type) && stack !== 'web')

  it('lies under names that never change', () => {
    const names = Object.groupBy(stateful, ({ stack }) => stack)
    expect(Object.keys(names).sort()).toEqual(Object.keys(STATEFUL))
    expect(names['data']?.map(({ id }) => id).sort()).toEqual(STATEFUL.data)
    expect(names['identity']?.map(({ id }) => id).sort()).toEqual(STATEFUL.identity)
  })

  it('outlives its stack', () => {
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of stateful) {
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      })
    }
  })

  it('lets nobody in without a second factor where tokens do not say so', () => {
    const [pool] = all('AWS::Cognito::UserPool')
    if (config.secondFactor.proof === 'provider')
      expect(pool?.Properties).toMatchObject({
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      })
    expect(config.secondFactor.proof).not.toBe('not-asked')
  })

  it('can be restored to any second but for destroyed keys, and not be deleted by mistake where it matters', () => {
    for (const table of all('AWS::DynamoDB::GlobalTable')) {
      for (const replica of at(table, 'Replicas', Replicas)) {
        expect(replica.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled).toBe(
          table.id !== 'PersonalKeysTable',
        )
        expect(replica.DeletionProtectionEnabled).toBe(config.deletionProtection)
      }
    }
    expect(config.deletionProtection || ['local', 'dev'].includes(config.name)).toBe(true)
  })

  it('has two indexes in every table, a stream but for personal data, and expiry where something may expire', () => {
    expect(all('AWS::DynamoDB::GlobalTable')).toHaveLength(12)
    for (const table of all('AWS::DynamoDB::GlobalTable')) {
      expect(table.Properties).toMatchObject({
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: ['gsi1', 'gsi2'].map((IndexName) => ({
          IndexName,
          KeySchema: [
            { AttributeName: `${IndexName}pk`, KeyType: 'HASH' },
            { AttributeName: `${IndexName}sk`, KeyType: 'RANGE' },
          ],
          Projection: { ProjectionType: 'ALL' },
        })),
      })
      expect(table.Properties['StreamSpecification']).toEqual(
        table.id.startsWith('Personal') ? undefined : { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      )
      expect(table.Properties['TimeToLiveSpecification']).toEqual(
        table.id === 'AuditTable' || table.id.startsWith('Personal')
          ? undefined
          : { AttributeName: 'expiresAt', Enabled: true },
      )
    }
  })

  it('costs at most what the maximum throughput of tables and indexes allows', () => {
    const { read, write } = config.tableThroughput
    for (const table of all('AWS::DynamoDB::GlobalTable')) {
      const Writes = z.object({ MaxWriteRequestUnits: z.literal(write) })
      const Reads = z.object({ MaxReadRequestUnits: z.literal(read) })
      expect(table.Properties['BillingMode']).toBe('PAY_PER_REQUEST')
      at(table, 'WriteOnDemandThroughputSettings', Writes)
      at(
        table,
        'GlobalSecondaryIndexes',
        z.array(z.object({ WriteOnDemandThroughputSettings: Writes })).length(2),
      )
      at(
        table,
        'Replicas',
        z.array(
          z.object({
            ReadOnDemandThroughputSettings: Reads,
            GlobalSecondaryIndexes: z.array(z.object({ ReadOnDemandThroughputSettings: Reads })).length(2),
          }),
        ),
      )
    }
  })
})

describe.each(everyEnvironment)('the buckets of %s', (_name, { config, all, resources }) => {
  it('are private, encrypted and reached over TLS only', () => {
    const policies = JSON.stringify(all('AWS::S3::BucketPolicy').map(({ Properties }) => Properties))
    expect(all('AWS::S3::Bucket')).toHaveLength(6)
    for (const bucket of all('AWS::S3::Bucket')) {
      expect(bucket.Properties['PublicAccessBlockConfiguration']).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      })
      expect(JSON.stringify(bucket.Properties['BucketEncryption'])).toContain('AES256')
      expect(policies).toContain(
        `{"Bucket":{"Ref":"${bucket.id}"},"PolicyDocument":{"Statement":[{"Action":"s3:*","Condition":{"Bool":{"aws:SecureTransport":"false"}},"Effect":"Deny"`,
      )
    }
  })

  it.each([
    ['ExtractBucket', 'extracts', 2],
    ['ReportBucket', 'reports', 4],
  ])('take each file of %s once, and forget none', (id, prefix, users) => {
    const issued = resources.find((one) => one.id === id)
    expect(issued?.Properties).toMatchObject({ VersioningConfiguration: { Status: 'Enabled' } })
    expect(issued?.Properties['LifecycleConfiguration']).toBeUndefined()
    const policy = all('AWS::S3::BucketPolicy').find(({ Properties }) =>
      JSON.stringify(Properties['Bucket']).includes(id),
    )
    expect(JSON.stringify(policy?.Properties)).toContain(ONLY_WHAT_IS_NOT_THERE)
    const using = all('AWS::IAM::Policy').filter(({ Properties }) =>
      new RegExp(`buckets${prefix}[^"]*"},"\\/${prefix}`).test(JSON.stringify(Properties)),
    )
    expect(using).toHaveLength(users)
    for (const { Properties } of using) expect(JSON.stringify(Properties)).not.toContain('s3:DeleteObject')
  })

  it('take uploads from the portal only and forget those nobody finished', () => {
    const documents = resources.find(({ id }) => id === 'DocumentBucket')
    expect(documents?.Properties).toMatchObject({
      CorsConfiguration: { CorsRules: [{ AllowedOrigins: [config.portalUrl] }] },
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    })
    expect(JSON.stringify(documents?.Properties['LifecycleConfiguration'])).toContain(
      '"ExpirationInDays":1,"Id":"forget-unfinished-uploads"',
    )
  })
})
