import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { pinLogicalId } from './pin-logical-id.ts'

/** The one table of a context: `pk`, `sk`, two sparse indexes from the first day (DynamoDB adds one index per
 *  update), expiry by `expiresAt` (epoch seconds) and a stream with both images, which is its outbox. It is
 *  paid by request up to the environment's maximum, can be restored to any second of the last 35 days, and
 *  outlives its stack. */
export class ServiceTable extends Construct {
  readonly table: TableV2

  /** @param id the context in PascalCase: `Registry` becomes the resource `RegistryTable`
   *  @param options.expires whether DynamoDB deletes what has expired: not where nothing may be deleted */
  constructor(
    scope: Construct,
    id: string,
    config: EnvironmentConfig,
    { expires }: { readonly expires: boolean },
  ) {
    super(scope, id)
    const { read, write } = config.tableThroughput
    this.table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billing: Billing.onDemand({ maxReadRequestUnits: read, maxWriteRequestUnits: write }),
      globalSecondaryIndexes: INDEXES.map((index) => ({
        indexName: index,
        partitionKey: { name: `${index}pk`, type: AttributeType.STRING },
        sortKey: { name: `${index}sk`, type: AttributeType.STRING },
        projectionType: ProjectionType.ALL,
        maxReadRequestUnits: read,
        maxWriteRequestUnits: write,
      })),
      ...(expires && { timeToLiveAttribute: 'expiresAt' }),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: config.deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    pinLogicalId(this.table, `${id}Table`)
  }
}

/** The indexes every table has. */
export const INDEXES = ['gsi1', 'gsi2'] as const
