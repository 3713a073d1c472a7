import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb'
import { type DynamoDBDocumentClient, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import { auditEntities } from '#audit/keys'
import { deliveryEntities } from '#delivery/keys'
import { extractsEntities } from '#extracts/keys'
import { governanceEntities } from '#governance/keys'
import { personalDataEntity, personKeyEntity } from '#governance/keys/personal-data'
import { lifted, type Shape } from '#kernel/lift'
import type { Item } from '#kernel/table'
import { knowledgeEntities } from '#knowledge/keys'
import { monitoringEntities } from '#monitoring/keys'
import { referenceEntities } from '#reference/keys'
import { registryEntities } from '#registry/keys'
import { reportsEntities } from '#reports/keys'
import { LOCAL } from '../config.ts'
import { StartError } from '../local/start-error.ts'
import type { TableName } from '../services.ts'
import { movePeople } from './migrate/move-people.ts'
import { deployedPlatform } from './operate/deployed.ts'
import { localPlatform } from './operate/local.ts'

/** Every stored shape, by the table that holds it. */
export const SHAPES: Readonly<Record<TableName, readonly Shape[]>> = {
  reference: referenceEntities,
  registry: registryEntities,
  extracts: extractsEntities,
  governance: governanceEntities,
  monitoring: monitoringEntities,
  reports: reportsEntities,
  knowledge: knowledgeEntities,
  delivery: deliveryEntities,
  audit: auditEntities,
  // Counters of minutes and notes of use: of no shape that outlives a release.
  usage: [],
  personal: [personalDataEntity],
  'personal-keys': [personKeyEntity],
}

/** What became of a table's records. */
export interface Migration {
  readonly read: number
  readonly rewritten: number
  /** Changed by somebody while it was read: in today's shape by that. */
  readonly overtaken: number
}

/** Rewrites the records of one table that have an older shape, each under the condition that nobody changed it
 *  meanwhile, and writes those that stand beside them. It can be broken off and run again at any time. Reads the whole table: it is a command for operators,
 *  no route.
 *  @throws Error at the first record that no lift leads to today's shape */
export const migrateTable = async (
  documents: DynamoDBDocumentClient,
  table: string,
  shapes: readonly Shape[],
): Promise<Migration> => {
  const byName = new Map(shapes.map((shape) => [shape.name, shape]))
  const count = { read: 0, rewritten: 0, overtaken: 0 }
  let start: Record<string, unknown> | undefined
  do {
    const page = await documents.send(
      new ScanCommand({ TableName: table, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    )
    for (const raw of page.Items ?? []) {
      count.read++
      const shape = byName.get(String(raw['entity']))
      const record: Item = { ...raw, pk: String(raw['pk']), sk: String(raw['sk']) }
      const today = shape && lifted(shape, record)
      if (today === undefined) continue
      const completed = shape?.completed?.(today['data'])
      // Beside it first: broken off here, the record is of the older shape still and done again.
      for (const item of record['deleted'] === true ? [] : (completed?.beside ?? []))
        await documents.send(new PutCommand({ TableName: table, Item: item }))
      const after = { ...today, data: completed?.data ?? today['data'] }
      count[await rewrite(documents, table, record, after)]++
    }
    start = page.LastEvaluatedKey
  } while (start !== undefined)
  return count
}

const rewrite = async (documents: DynamoDBDocumentClient, table: string, before: Item, after: Item) => {
  const versioned = before['version'] !== undefined
  try {
    await documents.send(
      new PutCommand({
        TableName: table,
        Item: after,
        ConditionExpression: `schemaVersion = :shape${versioned ? ' AND version = :version' : ''}`,
        ExpressionAttributeValues: {
          ':shape': before['schemaVersion'],
          ...(versioned && { ':version': before['version'] }),
        },
      }),
    )
    return 'rewritten' as const
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'overtaken' as const
    throw error
  }
}

const run = async (words: readonly string[]): Promise<void> => {
  const { values } = parseArgs({
    args: [...words],
    options: { environment: { type: 'string', default: LOCAL }, data: { type: 'string' } },
  })
  const { environment, data } = values
  const platform = environment === LOCAL ? localPlatform(data) : await deployedPlatform(environment)
  console.log(`Rewriting records of an older shape on ${platform.description}`)
  const moved = await movePeople(platform.documents, {
    governance: await platform.tableName('governance'),
    personal: await platform.tableName('personal'),
    keys: await platform.tableName('personal-keys'),
  })
  console.log(`  people moved to the store of personal data: ${moved}`)
  for (const [context, shapes] of Object.entries(SHAPES)) {
    const name = await platform.tableName(context as TableName)
    const { read, rewritten, overtaken } = await migrateTable(platform.documents, name, shapes)
    console.log(`  ${context}: ${read} read, ${rewritten} rewritten, ${overtaken} changed meanwhile`)
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await run(process.argv.slice(2))
  } catch (error) {
    if (!(error instanceof StartError) && !(error instanceof TypeError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
