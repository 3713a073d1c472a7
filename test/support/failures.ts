import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { failureIn, type KeptFailure } from '#delivery/failures/model'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import type { Item } from '#kernel/table'
import { keysIn } from '../../infra/commands/operate/keys-in.ts'
import { localPlatform } from '../../infra/commands/operate/local.ts'
import { drained } from './outbox.ts'
import type { Platform } from './platform.ts'

/** What could not be processed, with where the failures bucket keeps it. */
interface Failure extends KeptFailure {
  readonly key: string
}

/** Failures of a running platform, made on purpose: records that no consumer can read, in the stream of the register's own
 *  table, with the mapping of the template.
 *  @param partition of nobody's: no reader of the register looks there */
export const failuresOf = (suite: Platform, partition: string) => {
  const platform = localPlatform(suite.dataDir)
  const record = (sk: string, data: object): Item => ({
    pk: partition,
    sk,
    entity: 'membership',
    version: 1,
    data,
  })

  const table = async (context: 'registry' | 'monitoring') =>
    new DynamoTable(platform.documents, await platform.tableName(context))

  return {
    platform,
    table,
    record,
    /** What is kept of this partition's records. */
    kept: async (): Promise<readonly Failure[]> => {
      const Bucket = await platform.bucketName('failures')
      const read = async (key: string): Promise<readonly Failure[]> => {
        const { Body } = await platform.objects.send(new GetObjectCommand({ Bucket, Key: key }))
        const failure = failureIn((await Body?.transformToString()) ?? '')
        return failure === undefined ? [] : [{ ...failure, key }]
      }
      const all = await Promise.all((await keysIn(platform, Bucket)).map(read))
      return all
        .flat()
        .filter(({ event }) => JSON.stringify(event).includes(partition))
        .toSorted((a, b) => a.facts.at.localeCompare(b.facts.at))
    },
    /** Writes records that cannot be read, and waits until they were given up. */
    poison: async (...sks: readonly string[]): Promise<void> => {
      const registry = await table('registry')
      await registry.write(sks.map((sk) => ({ put: record(sk, { cluster: 'poisoned' }) })))
      await drained(suite)
    },
    /** As if the consumer had learnt to read it: a membership of this cluster. */
    mend: async (failure: Failure | undefined, cluster: string): Promise<void> => {
      const place = { Bucket: await platform.bucketName('failures'), Key: failure?.key }
      const { Body } = await platform.objects.send(new GetObjectCommand(place))
      const document = JSON.parse((await Body?.transformToString()) ?? '')
      const event = JSON.parse(document.payload)
      event.Records[0].dynamodb.NewImage.data.M = {
        cluster: { S: cluster },
        organisation: { S: `org-of-${cluster}` },
        from: { S: '2024-01-01' },
        to: { NULL: true },
        suspended: { L: [] },
      }
      const mended = JSON.stringify({ ...document, payload: JSON.stringify(event) })
      await platform.objects.send(new PutObjectCommand({ ...place, Body: mended }))
    },
  }
}
