import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StartError } from '../start-error.ts'

const Kept = z.object({ stream: z.string(), shards: z.record(z.string(), z.string()) })

/** How far a mapping has come in each shard, kept in a file. A position lost in a crash only repeats records, which
 *  consumers must bear anyway. */
export class Positions {
  readonly #file: string
  readonly #stream: string
  readonly #shards: Map<string, string>

  /** @param stream positions in another stream than this do not count
   *  @throws StartError when the file cannot be read */
  constructor(folder: string, mappingId: string, stream: string) {
    mkdirSync(folder, { recursive: true })
    this.#file = join(folder, `${mappingId}.json`)
    this.#stream = stream
    const kept = existsSync(this.#file) ? read(this.#file) : undefined
    this.#shards = new Map(kept?.stream === stream ? Object.entries(kept.shards) : [])
  }

  /** Whether nothing was processed yet. */
  get fresh(): boolean {
    return this.#shards.size === 0
  }

  /** The last processed sequence number. */
  of(shard: string): string | undefined {
    return this.#shards.get(shard)
  }

  set(shard: string, sequenceNumber: string): void {
    this.#shards.set(shard, sequenceNumber)
    const kept: z.output<typeof Kept> = { stream: this.#stream, shards: Object.fromEntries(this.#shards) }
    writeFileSync(`${this.#file}.part`, JSON.stringify(kept))
    renameSync(`${this.#file}.part`, this.#file)
  }
}

const read = (file: string): z.output<typeof Kept> => {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new StartError(
      `The stream position ${file} is damaged; delete it to hand the changes of the last 24 hours over again`,
      { cause: error },
    )
  }
}
