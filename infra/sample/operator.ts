import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { Actor, Capability } from '#kernel/access'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { POWERS } from '#kernel/powers'
import type { Table } from '#kernel/table'
import type { LocalCloud } from '../local/main/cloud.ts'

/** What filling a platform needs of it. */
export type FreshCloud = Pick<LocalCloud, 'url' | 'tokenFor' | 'operator' | 'endpoints' | 'tables'>

/** The platform's tables with the operator's keys, for what comes before anybody holds a power. */
export const openDocuments = ({
  operator,
  endpoints,
  tables,
}: Pick<FreshCloud, 'operator' | 'endpoints' | 'tables'>) => {
  const { accessKeyId, secretAccessKey, region } = operator
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region,
    credentials: { accessKeyId, secretAccessKey },
  })
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } })
  return {
    documents,
    table: (variable: string): Table => {
      const name = tables[variable]
      if (name === undefined) throw new Error(`no function is told ${variable}`)
      return new DynamoTable(documents, name)
    },
    close: () => client.destroy(),
  }
}

const FROM = '2000-01-01'

const CAPABILITY: Capability = {
  subject: 'operator',
  person: 'operator',
  positions: [],
  grants: POWERS.map((power) => ({
    grant: 'operator',
    holder: 'operator',
    power,
    territory: ['*'],
    from: FROM,
    to: null,
  })),
}

export const OPERATOR: Actor = {
  kind: 'account',
  subject: 'operator',
  capability: CAPABILITY,
  today: FROM,
}

/** A call of a bulk use case by the operator, who may do everything. */
export const operatorCall = <P>(rows: readonly unknown[], at: Date, params: P) => ({
  actor: OPERATOR,
  requestId: 'sample',
  at,
  language: 'en' as const,
  body: { rows: [...rows] },
  params,
  query: undefined,
  page: { limit: 50 },
})
