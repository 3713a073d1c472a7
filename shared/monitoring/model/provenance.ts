import { createHash } from 'node:crypto'
import type { Observation } from './observation.ts'

/** How the platform computed a cell; raised whenever the same input would give another result. */
export const METHOD = 'agglomera-aggregate-3'

const byKey = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** SHA-256 over the key-ordered list of what a figure rests on and the version of its definition: independent of
 *  order and of the time of computation. Base64url. */
export const hashOf = (lines: Iterable<string>, definition: string): string => {
  const hash = createHash('sha256').update(`${METHOD}\n${definition}\n`)
  for (const line of [...lines].sort(byKey)) hash.update(line).update('\n')
  return hash.digest('base64url')
}

/** One observation's line: what it is about, its value, status and version. */
export const lineOf = ({ indicator, subject, period, value, obsStatus, version }: Observation): string =>
  JSON.stringify([subject, period, indicator, value, obsStatus, version])
