import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import type { EnvironmentConfig } from '../config.ts'
import { pinLogicalId } from './pin-logical-id.ts'

/** The one table of a context: `pk`, `sk`, two sparse indexes from the first day (DynamoDB adds one index per
 *  update). It is paid by request up to the environment's maximum and outlives its stack. */
export class ServiceTable extends Construct {
  readonly table: TableV2

  /** @param id the context in PascalCase: `Registry` becomes the resource `RegistryTable`
   *  @param options.expires whether DynamoDB deletes what has expired by `expiresAt` (epoch seconds): not where nothing
   *    may be deleted
   *  @param options.streams whether it has a stream with both images, which is its outbox
   *  @param options.restorable whether it can be restored to any second of the last 35 days */
  constructor(
    scope: Construct,
    id: string,
    config: EnvironmentConfig,
    options: { readonly expires: boolean; readonly streams: boolean; readonly restorable: boolean },
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
      ...(options.expires && { timeToLiveAttribute: 'expiresAt' }),
      ...(options.streams && { dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: options.restorable },
      deletionProtection: config.deletionProtection,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    pinLogicalId(this.table, `${id}Table`)
  }
}

/** The indexes every table has. */
export const INDEXES = ['gsi1', 'gsi2'] as const
