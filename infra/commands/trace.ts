import { SourceMap } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { functionEntries, functionName } from '../bundle.ts'
import { type Bundled, bundleInParts, bundleWhole, type SourceMaps } from '../esbuild.ts'
import { DIST, ROOT } from '../paths.ts'
import { UsageError } from './import/arguments.ts'
import { told } from './operate/told.ts'

const USAGE = `Usage: npm run --silent trace -- <function> < trace.txt

Writes a stack trace of a function as its log has it with the places in the source, of the version that is checked out
here: check out the deployed one. <function> is its name or the end of it, such as api-registry.`

/** A stack trace with the places in the source in place of those in the bundle that have one.
 *  @param entry the path of the function, relative to the root */
export const traced = async (entry: string, trace: string): Promise<string> => {
  const places = await placesIn(entry)
  return trace.replaceAll(FRAME, (frame, file: string, line: string, column: string) => {
    const found = places.get(file)?.(Number(line) - 1, Number(column) - 1)
    return found ?? frame
  })
}

const FRAME = /(?:[\w./-]*\/)?([\w-]+\.js):(\d+):(\d+)/g

type Place = (line: number, column: number) => string | undefined

/** By the name of each file of a bundle: where a place of it comes from. */
const placesIn = async (entry: string): Promise<ReadonlyMap<string, Place>> => {
  const deployed = await bundledAlone(entry)
  // The same files in the same order, but under other names.
  const mapped = await bundledAlone(entry, 'with source maps')
  return new Map(
    deployed.files.map(({ path }, number) => [
      basename(path),
      placesOf(path, mapped.files[number]?.sourceMap),
    ]),
  )
}

const bundledAlone = (entry: string, sourceMaps?: SourceMaps): Promise<Bundled> => {
  const one = { entry, folder: join(DIST, functionName(entry)) }
  return entry.startsWith('functions/api/') ? bundleInParts(one, sourceMaps) : bundleWhole([one], sourceMaps)
}

const placesOf = (path: string, sourceMap = '{}'): Place => {
  const map = new SourceMap(JSON.parse(sourceMap))
  return (line, column) => {
    const found = map.findEntry(line, column)
    if (!('originalSource' in found)) return undefined
    const source = relative(ROOT, resolve(dirname(path), found.originalSource))
    return `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`
  }
}

const main = async (): Promise<number> => {
  const { positionals } = parseArgs({ allowPositionals: true })
  const [wanted, ...rest] = positionals
  if (wanted === undefined || rest.length > 0) throw new UsageError(USAGE)
  const entry = functionEntries().find((one) => wanted.endsWith(functionName(one)))
  if (entry === undefined)
    throw new UsageError(`There is no function ${wanted}: ${functionEntries().map(functionName).join(', ')}`)
  process.stdout.write(await traced(entry, await text(process.stdin)))
  return 0
}

if (import.meta.main) process.exitCode = await told(main, USAGE)
