import { setTimeout as wait } from 'node:timers/promises'
import { failureDocument, firstFailure, type GivenUp, type Invocation, streamEvent } from './batch.ts'
import type { Mapping } from './mapping.ts'
import type { Positions } from './positions.ts'
import type { StreamRecord } from './stream-reader.ts'

/** What a poller works with. */
export interface PollerPorts {
  readonly invoke: (functionName: string, event: unknown) => Promise<Invocation>
  readonly putObject: (bucket: string, key: string, body: string) => Promise<void>
  readonly log: (line: string) => void
  readonly now: () => Date
  /** Milliseconds before attempt n + 1 of a batch. */
  readonly pause: (attempt: number) => number
}

/** A stream, as far as a poller needs it. */
export interface RecordSource {
  /** Shards, parents before children. */
  shards(): Promise<readonly string[]>
  /** At most `limit` records of a shard after a sequence number, or the oldest there are. */
  records(shard: string, after: string | undefined, limit: number): Promise<readonly StreamRecord[]>
}

/** Hands the changes of one table to one function, in order, as Lambda's event source mapping does: a batch that
 *  fails is cut at the first record that failed, halved until the bad record is alone, tried again, and at last
 *  written to the failures bucket while the others go on. */
export class Poller {
  readonly mapping: Mapping
  readonly #reader: RecordSource
  readonly #positions: Positions
  readonly #ports: PollerPorts
  readonly #stop = new AbortController()
  #waiters: (() => void)[] = []
  #wake: (() => void) | undefined
  #woken = false
  readonly #running: Promise<void>

  constructor(mapping: Mapping, reader: RecordSource, positions: Positions, ports: PollerPorts) {
    this.mapping = mapping
    this.#reader = reader
    this.#positions = positions
    this.#ports = ports
    this.#running = this.#run()
  }

  /** There is something new. */
  wake(): void {
    this.#woken = true
    this.#wake?.()
  }

  /** Resolves when all records present at the call are done, or the poller was stopped. */
  drained(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#stop.signal.aborted) return resolve()
      this.#waiters.push(resolve)
      this.wake()
    })
  }

  /** Lets the call in hand end; a batch that is not done comes again at the next start. */
  async stop(): Promise<void> {
    this.#stop.abort()
    this.#wake?.()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#woken = false
      // Who waits from here on waits for the round after this one.
      const waiters = this.#waiters
      this.#waiters = []
      try {
        await this.#round()
        for (const resolve of waiters) resolve()
      } catch (error) {
        this.#waiters.push(...waiters)
        if (!this.#stop.signal.aborted) {
          this.#ports.log(`${this.mapping.path}: ${error instanceof Error ? error.message : String(error)}`)
          await this.#sleep(IDLE)
        }
      }
      if (!this.#woken && this.#waiters.length === 0) await this.#news()
    }
    for (const resolve of this.#waiters) resolve()
  }

  /** Processes whatever there is in all shards. */
  async #round(): Promise<void> {
    for (const shard of await this.#reader.shards()) {
      for (;;) {
        const records = await this.#reader.records(shard, this.#positions.of(shard), this.mapping.batchSize)
        if (records.length > 0) await this.#process(shard, records, 0)
        if (this.#stop.signal.aborted) return
        if (records.length < this.mapping.batchSize) break
      }
    }
  }

  /** @param attempts how often these records were tried and failed, all of them together */
  async #process(shard: string, batch: readonly StreamRecord[], attempts: number): Promise<void> {
    const { mapping } = this
    if (this.#stop.signal.aborted) return
    const records = await this.#withoutTooOld(shard, batch, attempts)
    if (records.length === 0) return
    const invocation = await this.#invoke(records)
    const failed = firstFailure(mapping, records, invocation)
    if (failed === undefined) return this.#commit(shard, records)
    if (failed > 0) {
      this.#commit(shard, records.slice(0, failed))
      return this.#process(shard, records.slice(failed), mapping.bisects ? attempts : attempts + 1)
    }
    // Splitting does not count as a retry.
    if (mapping.bisects && records.length > 1) {
      const half = Math.ceil(records.length / 2)
      await this.#process(shard, records.slice(0, half), attempts)
      return this.#process(shard, records.slice(half), attempts)
    }
    this.#ports.log(
      `${mapping.functionName} failed on ${records.length} records from ${mapping.tableName} (attempt ${attempts + 1} of ${mapping.retries + 1}): ${invocation.error?.errorMessage ?? 'it named the record as failed'}`,
    )
    if (attempts >= mapping.retries) {
      return this.#giveUp(shard, records, 'RetryAttemptsExhausted', attempts + 1, invocation)
    }
    await this.#sleep(this.#ports.pause(attempts + 1))
    return this.#process(shard, records, attempts + 1)
  }

  async #invoke(records: readonly StreamRecord[]): Promise<Invocation> {
    try {
      return await this.#ports.invoke(this.mapping.functionName, streamEvent(this.mapping, records))
    } catch (error) {
      return {
        error: { errorType: 'Error', errorMessage: error instanceof Error ? error.message : String(error) },
      }
    }
  }

  async #withoutTooOld(
    shard: string,
    records: readonly StreamRecord[],
    attempts: number,
  ): Promise<readonly StreamRecord[]> {
    const oldest = this.#ports.now().getTime() / 1000 - this.mapping.maximumAgeSeconds
    const fresh = records.findIndex(({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= oldest)
    if (fresh === 0) return records
    const tooOld = fresh === -1 ? records : records.slice(0, fresh)
    await this.#giveUp(shard, tooOld, 'RecordAgeExceeded', attempts, undefined)
    return records.slice(tooOld.length)
  }

  async #giveUp(
    shard: string,
    records: readonly StreamRecord[],
    condition: GivenUp,
    invokeCount: number,
    invocation: Invocation | undefined,
  ): Promise<void> {
    const { mapping } = this
    if (mapping.failuresBucket !== undefined) {
      const at = this.#ports.now()
      const { key, body } = failureDocument({
        mapping,
        shard,
        records,
        condition,
        invokeCount,
        invocation,
        at,
      })
      // A record that cannot be kept must not be passed over: the error ends the round, and the batch comes again.
      await this.#ports.putObject(mapping.failuresBucket, key, body)
      this.#ports.log(
        `${mapping.functionName}: ${records.length} records kept as ${mapping.failuresBucket}/${key}`,
      )
    } else {
      this.#ports.log(
        `${mapping.functionName}: ${records.length} records dropped, there is no failure destination`,
      )
    }
    this.#commit(shard, records)
  }

  #commit(shard: string, records: readonly StreamRecord[]): void {
    const last = records.at(-1)
    if (last) this.#positions.set(shard, last.dynamodb.SequenceNumber)
  }

  /** Waits for news; the engine itself makes some too (expiry), which nobody announces. */
  async #news(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, IDLE)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (this.#stop.signal.aborted) this.#wake()
    })
    this.#wake = undefined
    // A moment for the writes that follow the first one: one call for many records costs little more than for one.
    if (this.#woken && this.#waiters.length === 0) await this.#sleep(GATHERING)
  }

  async #sleep(milliseconds: number): Promise<void> {
    await wait(milliseconds, undefined, { signal: this.#stop.signal }).catch(() => undefined)
  }
}

const IDLE = 1_000
const GATHERING = 20
