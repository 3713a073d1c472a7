import { marshall } from '@aws-sdk/util-dynamodb'
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { consumeStream } from '#kernel/dynamo/consume-stream'
import { MemoryTable } from '#kernel/memory-table'
import { markChanges } from '#monitoring/index'
import { cluster } from '../../unit/monitoring/support.ts'

// The event's types and the SDK's describe the same wire format under two names.
const image = (item: object) => marshall(item) as Record<string, AttributeValue>

const record = (number: number, before: object | undefined, after: object | undefined): DynamoDBRecord => ({
  eventID: `event-${number}`,
  dynamodb: {
    SequenceNumber: String(number),
    ...(before && { OldImage: image(before) }),
    ...(after && { NewImage: image(after) }),
  },
})

const facts = (id: string, overrides = {}) => ({ entity: 'cluster-facts', data: cluster(id, overrides) })

const start = () => {
  const table = new MemoryTable()
  const marks = () => table.all().map(({ sk, data }) => ({ sk, data }))
  return { table, marks, consume: consumeStream(markChanges(table)) }
}

describe('the consumer of the register’s stream', () => {
  it('marks groups before and after, and nothing twice', async () => {
    const { consume, marks } = start()
    const moved = facts('c1', {
      regions: [
        { from: '1990-01-01', to: '2025-01-01', value: [['DE', 'DE-BY']] },
        { from: '2025-01-01', to: null, value: [['DE', 'DE-HE']] },
      ],
    })
    const event = { Records: [record(1, facts('c1'), moved)] }
    expect(await consume(event)).toEqual({ batchItemFailures: [] })
    const once = marks()
    expect(once).toMatchObject([
      {
        data: {
          kind: 'attributes',
          cluster: 'c1',
          reaches: [{ from: '2025-01-01', to: null, countsOnly: false }],
        },
      },
    ])
    expect(once[0]?.data).toMatchObject({
      reaches: [{ groups: expect.arrayContaining(['region#DE-BY', 'region#DE-HE', 'region#DE']) }],
    })
    await consume(event)
    expect(marks()).toEqual(once)
  })

  it('handles the others when one record cannot be read, and names that one', async () => {
    const { consume, marks } = start()
    const poisoned = { entity: 'cluster-facts', data: { cluster: 'c2', regions: 'nowhere' } }
    const answer = await consume({
      Records: [
        record(1, undefined, facts('c1')),
        record(2, undefined, poisoned),
        record(3, undefined, facts('c3')),
      ],
    })
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] })
    expect(marks()).toMatchObject([{ data: { cluster: 'c1' } }, { data: { cluster: 'c3' } }])
  })

  it('marks nothing for what changes no figure', async () => {
    const { consume, marks } = start()
    await consume({
      Records: [
        record(1, facts('c1'), facts('c1')),
        record(2, undefined, { entity: 'organisation', data: { name: 'x' } }),
      ],
    })
    expect(marks()).toEqual([])
  })

  it('marks the days on which a membership counts otherwise', async () => {
    const { consume, marks } = start()
    const membership = (to: string | null) => ({
      entity: 'membership',
      data: { cluster: 'c1', organisation: 'o1', from: '2024-01-01', to, suspended: [], roles: ['research'] },
    })
    await consume({ Records: [record(1, membership(null), membership('2025-06-01'))] })
    expect(marks()).toMatchObject([
      { data: { kind: 'membership', cluster: 'c1', reaches: [{ from: '2025-06-01', to: null }] } },
    ])
    await consume({ Records: [record(2, membership('2025-06-01'), { ...membership(null), deleted: true })] })
    expect(marks()).toMatchObject([{}, { data: { reaches: [{ from: '2024-01-01', to: '2025-06-01' }] } }])
  })
})
