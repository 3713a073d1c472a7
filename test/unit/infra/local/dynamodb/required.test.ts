import { expect, test } from 'vitest'
import { requirementsOf, tablesOf } from '../../../../../infra/local/dynamodb/required.ts'

const arn = (rest: string) => `arn:aws:dynamodb:eu-central-1:000000000000:table/${rest}`

test.each([
  ['GetItem', { TableName: 'A' }, [['dynamodb:GetItem', arn('A')]]],
  ['PutItem', { TableName: arn('A') }, [['dynamodb:PutItem', arn('A')]]],
  ['Query', { TableName: 'A' }, [['dynamodb:Query', arn('A')]]],
  ['Query', { TableName: 'A', IndexName: 'gsi1' }, [['dynamodb:Query', arn('A/index/gsi1')]]],
  ['Scan', { TableName: 'A', IndexName: 'gsi1' }, [['dynamodb:Scan', arn('A/index/gsi1')]]],
  ['ListTables', {}, [['dynamodb:ListTables', '*']]],
  ['DescribeStream', { StreamArn: arn('A/stream/1') }, [['dynamodb:DescribeStream', arn('A/stream/1')]]],
  [
    'TransactWriteItems',
    {
      TransactItems: [
        { Put: { TableName: 'A' } },
        { Update: { TableName: 'A' } },
        { Delete: { TableName: 'B' } },
        { ConditionCheck: { TableName: 'B' } },
      ],
    },
    [
      ['dynamodb:PutItem', arn('A')],
      ['dynamodb:UpdateItem', arn('A')],
      ['dynamodb:DeleteItem', arn('B')],
      ['dynamodb:ConditionCheckItem', arn('B')],
    ],
  ],
  ['TransactGetItems', { TransactItems: [{ Get: { TableName: 'A' } }] }, [['dynamodb:GetItem', arn('A')]]],
  [
    'BatchWriteItem',
    { RequestItems: { A: [], B: [] } },
    [
      ['dynamodb:BatchWriteItem', arn('A')],
      ['dynamodb:BatchWriteItem', arn('B')],
    ],
  ],
  ['BatchGetItem', { RequestItems: { A: {} } }, [['dynamodb:BatchGetItem', arn('A')]]],
])('%s of %j needs %j', (operation, body, expected) => {
  expect(requirementsOf(operation, body).map(({ action, resource }) => [action, resource])).toEqual(expected)
})

test('names each table that a request writes to once', () => {
  expect(tablesOf({ TableName: arn('A') })).toEqual(['A'])
  expect(tablesOf({ RequestItems: { A: [], B: [] } })).toEqual(['A', 'B'])
  expect(tablesOf({ TransactItems: [{ Put: { TableName: 'A' } }, { Delete: { TableName: 'A' } }] })).toEqual([
    'A',
  ])
})
