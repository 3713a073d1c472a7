import { randomInt } from 'node:crypto'
import type { Page, Position } from '#kernel/call'
import { fromItem, toItem, valuesOf } from '#kernel/entity'
import { NotFoundError } from '#kernel/errors'
import type { Table, Write } from '#kernel/table'
import { abridged, type RunId, type RunSummary } from './model.ts'
import { COUNTED, LEASE, runEntity } from './run-keys.ts'

/** A held lease: whoever holds it is the only job that writes cells. */
export interface Lease {
  /** A step for the holder's transactions: they fail when the lease went to another run. */
  readonly check: Write
  release(): Promise<void>
}

/** Another run took the lease, since this one's ran out; what was written stays right, and marks stay set. */
class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

class LeaseHeld extends Error {}

/** Longer than a function can run (900 s), so that a live run never loses it. */
const LEASE_SECONDS = 960
/** How long summaries are kept: a year and a month. */
const KEPT_SECONDS = 400 * 24 * 60 * 60

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)

/** The jobs' own records: lease, progress, summaries. */
export class RunStore {
  readonly #table: Table

  constructor(table: Table) {
    this.#table = table
  }

  /** Takes the lease, unless another run holds it. */
  async lease(run: RunId, at: Date): Promise<Lease | undefined> {
    const version = randomInt(2 ** 47)
    const item = {
      ...LEASE,
      entity: 'lease',
      schemaVersion: 1,
      version,
      run,
      expiresAt: seconds(at) + LEASE_SECONDS,
    }
    try {
      await this.#table.write([
        { put: item, if: { absentOrExpired: seconds(at) }, otherwise: () => new LeaseHeld() },
      ])
    } catch (error) {
      if (error instanceof LeaseHeld) return undefined
      throw error
    }
    const lost = () => new LeaseLostError('another run took the lease')
    return {
      check: { check: LEASE, if: { version }, otherwise: lost },
      release: async () => {
        await this.#table.write([{ delete: LEASE, if: { version }, otherwise: lost }])
      },
    }
  }

  /** The day up to which registry counts were taken; none before the first run. */
  async countedOn(): Promise<string | undefined> {
    const item = await this.#table.get(COUNTED, { consistent: true })
    return item === undefined ? undefined : String(item['date'])
  }

  setCounted(date: string): Write {
    return { put: { ...COUNTED, entity: 'counted', schemaVersion: 1, date } }
  }

  async keep(summary: RunSummary): Promise<void> {
    const expiresAt = seconds(new Date(summary.startedAt)) + KEPT_SECONDS
    await this.#table.write([{ put: toItem(runEntity, abridged(summary), { expiresAt }) }])
  }

  /** Summaries, the newest first. */
  async list(limit: number, after: Position | undefined): Promise<Page<RunSummary>> {
    const page = await this.#table.query({ pk: 'JOBS', limit, after, descending: true })
    return { items: valuesOf(runEntity, page.items), next: page.next }
  }

  /** @throws NotFoundError when there is none */
  async get(run: RunId): Promise<RunSummary> {
    const found = fromItem(runEntity, await this.#table.get({ pk: 'JOBS', sk: run }))
    if (found !== undefined) return found.value
    throw new NotFoundError({ en: `There is no run ${run}.`, ru: `Запуска ${run} нет.` })
  }
}
