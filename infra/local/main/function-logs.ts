import { createWriteStream, mkdirSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'

/** A log that has grown longer than this begins anew at the next start. */
const LONGEST_BYTES = 10 * 1024 * 1024

/** What functions write, a file each. */
export interface FunctionLogs {
  write(functionName: string, line: string): void
  stop(): Promise<void>
}

export const openLogs = (folder: string): FunctionLogs => {
  mkdirSync(folder, { recursive: true })
  const streams = new Map<string, WriteStream>()
  const open = (functionName: string): WriteStream => {
    const file = join(folder, `${functionName}.log`)
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
    const stream = createWriteStream(file, { flags: size > LONGEST_BYTES ? 'w' : 'a' })
    streams.set(functionName, stream)
    return stream
  }
  return {
    write: (functionName, line) => {
      const stream = streams.get(functionName) ?? open(functionName)
      stream.write(`${line}\n`)
    },
    stop: async () => {
      await Promise.all(
        [...streams.values()].map((stream) => new Promise<void>((resolve) => stream.end(() => resolve()))),
      )
    },
  }
}
