import { createWriteStream, mkdirSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'

/** A log that has grown longer than this begins anew at the next start. */
const LONGEST_BYTES = 10 * 1024 * 1024

/** What functions write, a file each. */
export interface FunctionLogs {
  write(functionName: string, line: string): void
  stop(): Promise<void>
}

/** What IAM says to a role that lacks a permission, wherever in a line of a log it stands. */
const REFUSED = /User: (\S+) is not authorized to perform: (\S+) on resource: ([^\s"\\]+)/g

/** @param refused told once of each permission that a function lacked: callers are told 500 only */
export const openLogs = (folder: string, refused: (line: string) => void): FunctionLogs => {
  const known = new Set<string>()
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
      for (const [, role, action, resource] of line.matchAll(REFUSED)) {
        const refusal = `${functionName}: access denied, ${role} may not ${action} on ${resource}`
        if (known.has(refusal)) continue
        known.add(refusal)
        refused(refusal)
      }
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
