import * as z from 'zod'
import { ACCOUNT, PARTITION, REGION } from '../assembly.ts'

/** What a request needs to be allowed. */
export interface Requirement {
  readonly action: string
  readonly resource: string
}

/** A body of DynamoDB's JSON protocol, as far as permissions depend on it. */
export const RequestBody = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  StreamArn: z.string().optional(),
  ResourceArn: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
  TransactItems: z.array(z.record(z.string(), z.object({ TableName: z.string() }))).optional(),
})
export type RequestBody = z.output<typeof RequestBody>

/** What IAM asks for an operation: each item of a transaction by its own action (`TransactWriteItems` itself is
 *  none), each table of a batch by the batch's action, a query of an index on the index.
 *  Source: AWS Service Authorization Reference, Actions defined by Amazon DynamoDB. */
export const requirementsOf = (operation: string, body: RequestBody): readonly Requirement[] => {
  switch (operation) {
    case 'TransactGetItems':
    case 'TransactWriteItems':
      return (body.TransactItems ?? []).flatMap((item) =>
        Object.entries(item).map(([kind, { TableName }]) => ({
          action: `dynamodb:${TRANSACTION_ACTIONS[kind] ?? kind}`,
          resource: tableArn(TableName),
        })),
      )
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(body.RequestItems ?? {}).map((table) => ({
        action: `dynamodb:${operation}`,
        resource: tableArn(table),
      }))
    default:
      return [{ action: `dynamodb:${operation}`, resource: resourceOf(body) }]
  }
}

/** The tables that an operation writes to, by name. */
export const tablesOf = (body: RequestBody): readonly string[] => [
  ...new Set(
    [
      ...(body.TableName === undefined ? [] : [body.TableName]),
      ...Object.keys(body.RequestItems ?? {}),
      ...(body.TransactItems ?? []).flatMap((item) => Object.values(item).map(({ TableName }) => TableName)),
    ].map((table) => table.split('table/').at(-1) ?? table),
  ),
]

const TRANSACTION_ACTIONS: Readonly<Record<string, string>> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
}

const resourceOf = ({ TableName, IndexName, StreamArn, ResourceArn }: RequestBody): string => {
  if (StreamArn !== undefined) return StreamArn
  if (ResourceArn !== undefined) return ResourceArn
  if (TableName === undefined) return '*'
  return IndexName === undefined ? tableArn(TableName) : `${tableArn(TableName)}/index/${IndexName}`
}

/** A request may name a table by its ARN too. */
const tableArn = (table: string): string =>
  table.startsWith('arn:') ? table : `arn:${PARTITION}:dynamodb:${REGION}:${ACCOUNT}:table/${table}`
