import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Invocation } from '../../../../../infra/local/streams/batch.ts'
import type { Mapping } from '../../../../../infra/local/streams/mapping.ts'
import { Poller, type PollerPorts, type RecordSource } from '../../../../../infra/local/streams/poller.ts'
import { Positions } from '../../../../../infra/local/streams/positions.ts'
import type { StreamRecord } from '../../../../../infra/local/streams/stream-reader.ts'
import { temporaryFolder } from '../support/assembly-folder.ts'
import { change, mapping } from '../support/mapping.ts'

const Event = z.object({ Records: z.array(z.object({ dynamodb: z.object({ SequenceNumber: z.string() }) })) })
const sequencesIn = (event: unknown): readonly number[] =>
  Event.parse(event).Records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber))

/** A stream of one shard in memory. */
class Stream implements RecordSource {
  readonly changes: StreamRecord[]

  constructor(...changes: StreamRecord[]) {
    this.changes = changes
  }

  shards() {
    return Promise.resolve(['shard-1'])
  }

  records(_shard: string, after: string | undefined, limit: number) {
    const rest = this.changes.filter(({ dynamodb }) => Number(dynamodb.SequenceNumber) > Number(after ?? 0))
    return Promise.resolve(rest.slice(0, limit))
  }
}

interface World {
  readonly calls: (readonly number[])[]
  readonly kept: {
    readonly bucket: string
    readonly sequences: readonly number[]
    readonly condition: string
  }[]
  readonly poller: Poller
}

const Kept = z.object({ requestContext: z.object({ condition: z.string() }), payload: z.string() })

const pollers: Poller[] = []
afterEach(() => Promise.all(pollers.splice(0).map((poller) => poller.stop())))

const poll = (
  stream: Stream,
  settings: Partial<Mapping>,
  answer: (sequences: readonly number[], call: number) => Invocation | Promise<Invocation>,
  ports: Partial<PollerPorts> = {},
  folder: string = temporaryFolder(),
): World => {
  const calls: (readonly number[])[] = []
  const kept: World['kept'] = []
  const poller = new Poller(mapping(settings), stream, new Positions(folder, 'id', 'stream'), {
    invoke: async (_, event) => {
      calls.push(sequencesIn(event))
      return answer(sequencesIn(event), calls.length)
    },
    putObject: (bucket, _, body) => {
      const { requestContext, payload } = Kept.parse(JSON.parse(body))
      kept.push({ bucket, sequences: sequencesIn(JSON.parse(payload)), condition: requestContext.condition })
      return Promise.resolve()
    },
    log: () => undefined,
    now: () => new Date(1_000_000),
    pause: () => 0,
    ...ports,
  })
  pollers.push(poller)
  return { calls, kept, poller }
}

const done: Invocation = { payload: { batchItemFailures: [] } }
const error: Invocation = { error: { errorType: 'Error', errorMessage: 'poisoned' } }
const failedOn = (sequence: number): Invocation => ({
  payload: { batchItemFailures: [{ itemIdentifier: String(sequence) }] },
})

describe('a poller', () => {
  test('hands all changes over in order, in batches', async () => {
    const { calls, poller } = poll(
      new Stream(change(1), change(2), change(3), change(4), change(5)),
      { batchSize: 2 },
      () => done,
    )
    await poller.drained()
    expect(calls).toEqual([[1, 2], [3, 4], [5]])
  })

  test('goes on where an earlier one stopped', async () => {
    const folder = temporaryFolder()
    const stream = new Stream(change(1), change(2))
    const first = poll(stream, {}, () => done, {}, folder)
    await first.poller.drained()
    await first.poller.stop()
    stream.changes.push(change(3))
    const second = poll(stream, {}, () => done, {}, folder)
    await second.poller.drained()
    expect(second.calls).toEqual([[3]])
  })

  test('sees a change as soon as it is woken', async () => {
    const stream = new Stream()
    const { promise, resolve } = Promise.withResolvers<readonly number[]>()
    const { poller } = poll(stream, {}, (sequences) => {
      resolve(sequences)
      return done
    })
    await poller.drained()
    stream.changes.push(change(1))
    poller.wake()
    expect(await promise).toEqual([1])
  })

  test('counts as drained only when what came before the question is done', async () => {
    const stream = new Stream(change(1))
    const { promise: first, resolve: goOn } = Promise.withResolvers<Invocation>()
    const { calls, poller } = poll(stream, { batchSize: 1 }, (_, call) => (call === 1 ? first : done))
    const before = poller.drained()
    stream.changes.push(change(2))
    const after = poller.drained()
    goOn(done)
    await Promise.all([before, after])
    expect(calls).toEqual([[1], [2]])
  })

  test('isolates one poisoned record: the others are processed, it is kept after its retries', async () => {
    const { calls, kept, poller } = poll(
      new Stream(change(1), change(2), change(3), change(4), change(5)),
      { retries: 2 },
      (sequences) => (sequences.includes(3) ? error : done),
    )
    await poller.drained()
    expect(calls).toEqual([[1, 2, 3, 4, 5], [1, 2, 3], [1, 2], [3], [3], [3], [4, 5]])
    expect(kept).toEqual([{ bucket: 'failures', sequences: [3], condition: 'RetryAttemptsExhausted' }])
  })

  test('goes on behind the records that a partial answer says are done', async () => {
    const { calls, kept, poller } = poll(
      new Stream(change(1), change(2), change(3)),
      { retries: 1 },
      (sequences) => (sequences.includes(2) ? failedOn(2) : done),
    )
    await poller.drained()
    expect(calls).toEqual([[1, 2, 3], [2, 3], [2], [2], [3]])
    expect(kept.map(({ sequences }) => sequences)).toEqual([[2]])
  })

  test('gives up the whole batch where the template does not split it', async () => {
    const { calls, kept, poller } = poll(
      new Stream(change(1), change(2)),
      { bisects: false, reportsFailures: false, retries: 1 },
      () => error,
    )
    await poller.drained()
    expect(calls).toEqual([
      [1, 2],
      [1, 2],
    ])
    expect(kept.map(({ sequences }) => sequences)).toEqual([[1, 2]])
  })

  test('recovers when a retry succeeds', async () => {
    const { calls, kept, poller } = poll(new Stream(change(1)), {}, (_, call) => (call < 4 ? error : done))
    await poller.drained()
    expect(calls).toEqual([[1], [1], [1], [1]])
    expect(kept).toEqual([])
  })

  test('does not hand over what is too old', async () => {
    const { calls, kept, poller } = poll(
      new Stream(change(1, 800), change(2, 899), change(3, 900)),
      { maximumAgeSeconds: 100 },
      () => done,
    )
    await poller.drained()
    expect(calls).toEqual([[3]])
    expect(kept).toEqual([{ bucket: 'failures', sequences: [1, 2], condition: 'RecordAgeExceeded' }])
  })

  test('does not pass over a record that it cannot keep', async () => {
    let attempts = 0
    const { promise: full, resolve: sawFull } = Promise.withResolvers<void>()
    const folder = temporaryFolder()
    const stream = new Stream(change(1))
    const { poller } = poll(
      stream,
      { retries: 0 },
      () => error,
      {
        putObject: () => {
          attempts += 1
          sawFull()
          return Promise.reject(new Error('the bucket is full'))
        },
      },
      folder,
    )
    await full
    await poller.stop()
    expect(attempts).toBeGreaterThan(0)
    const next = poll(stream, { retries: 0 }, () => error, {}, folder)
    await next.poller.drained()
    expect(next.kept.map(({ sequences }) => sequences)).toEqual([[1]])
  })

  test('lets the call in hand end when it stops, and begins no other', async () => {
    const folder = temporaryFolder()
    const stream = new Stream(change(1), change(2))
    const { promise: called, resolve: sayCalled } = Promise.withResolvers<void>()
    const { promise: answer, resolve: give } = Promise.withResolvers<Invocation>()
    const { calls, poller } = poll(
      stream,
      { batchSize: 1 },
      () => {
        sayCalled()
        return answer
      },
      {},
      folder,
    )
    await called
    const stopped = poller.stop()
    give(done)
    await stopped
    expect(calls).toEqual([[1]])
    const next = poll(stream, {}, () => done, {}, folder)
    await next.poller.drained()
    expect(next.calls).toEqual([[2]])
  })

  test('does not leave anybody waiting when it stops', async () => {
    const { poller } = poll(new Stream(change(1)), { retries: Number.POSITIVE_INFINITY }, () => error, {
      pause: () => 60_000,
    })
    const waiting = poller.drained()
    await poller.stop()
    await waiting
    await poller.drained()
    expect.assertions(0)
  })
})

test('positions in another stream do not count, and a damaged file says what to do', () => {
  const folder = temporaryFolder()
  new Positions(folder, 'id', 'stream').set('shard', '7')
  expect(new Positions(folder, 'id', 'stream').of('shard')).toBe('7')
  expect(new Positions(folder, 'id', 'other').of('shard')).toBeUndefined()
  writeFileSync(join(folder, 'id.json'), '')
  expect(() => new Positions(folder, 'id', 'stream')).toThrow(/id\.json is damaged; delete it/)
})
