import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join, parse, relative, sep } from 'node:path'

/** All files below a folder, in order, with slashes; none when it is not there. */
export const filesOf = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .sort()
    : []

/** A name that tells of the content, so that it never means another one. */
export const hashedName = (name: string, content: Uint8Array): string => {
  const { name: stem, ext } = parse(name)
  return `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 10)}${ext}`
}
