import { pathToFileURL } from 'node:url'
import { SingleBar } from 'cli-progress'
import { looker } from '#imports/dry-run'
import { MappingError, mappingOf } from '#imports/mapping'
import { type Outcome, runImport } from '#imports/run-import'
import { type Send, sender } from '#imports/send'
import { ApiProblem } from '#kernel/client'
import { StartError } from '../local/start-error.ts'
import { applicationSender } from './import/applications.ts'
import { type ImportArguments, parseArguments, UsageError } from './import/arguments.ts'
import { documentSender } from './import/documents.ts'
import { extractSender } from './import/extracts.ts'
import { KIND_NAMES, type Kind, kindNamed } from './import/kinds.ts'
import { movedSender } from './import/moved.ts'
import { isMoved } from './import/moved-kinds.ts'
import { connect, type Platform } from './import/platform.ts'
import { readTable } from './import/read-table.ts'
import { writeRejected } from './import/rejected-file.ts'
import { successionSender } from './import/successions.ts'
import { importRegister } from './register/import-register.ts'

/** What importing needs from the machine. */
interface Terminal {
  log(line: string): void
  /** Shows how far it is. */
  progress(done: number, of: number): void
}

const kindOf = (name: string): Kind => {
  const kind = kindNamed(name)
  if (kind === undefined)
    throw new UsageError(`There is no kind "${name}" (there are ${KIND_NAMES.join(', ')})`)
  return kind
}

const senderOf = ({ name }: Kind, platform: Platform, file: string): Send => {
  if (isMoved(name)) return movedSender(name, platform, file)
  switch (name) {
    case 'documents':
      return documentSender(platform, file)
    case 'applications':
      return applicationSender(platform)
    case 'extracts':
      return extractSender(platform, file)
    case 'successions':
      return successionSender(platform)
    default:
      return sender(name, platform)
  }
}

/** Imports a file.
 *  @returns what became of its rows; the rejected ones stand in a file of their own, which is told
 *  @throws UsageError @throws MappingError @throws StartError @throws ApiProblem */
export const importFile = async (
  asked: ImportArguments,
  terminal: Terminal,
  given?: Platform,
): Promise<Outcome> => {
  const kind = kindOf(asked.kind)
  const table = readTable(asked.file)
  const mapping = mappingOf(kind, table.columns, asked.wishes)
  const platform = asked.dryRun ? undefined : (given ?? (await connect(asked, kind.powers)))
  if (platform !== undefined) terminal.log(`Importing ${kind.name} to ${platform.url} as ${platform.account}`)
  const send = platform === undefined ? looker(kind) : senderOf(kind, platform, asked.file)
  const started = performance.now()
  const outcome = await runImport(kind, mapping, table.rows, send, terminal.progress)
  terminal.log(summary(outcome, performance.now() - started, asked.dryRun))
  if (outcome.rejected.length > 0) {
    const file = writeRejected(asked.file, table, outcome.rejected)
    terminal.log(`First reason: ${outcome.rejected[0]?.reason}`)
    terminal.log(`Rejected rows with their reasons: ${file} (correct them there and import that file)`)
    if (outcome.brokenOff !== undefined)
      terminal.log(
        'The import was broken off. Rows without an answer need no correction: import that file to go on.',
      )
  }
  if (outcome.brokenOff !== undefined) throw outcome.brokenOff
  return outcome
}

const number = (count: number) => count.toLocaleString('en')

const summary = (outcome: Outcome, milliseconds: number, dryRun: boolean): string => {
  const { created, updated, unchanged, rejected } = outcome
  const rows = created + updated + unchanged + rejected.length
  if (dryRun)
    return `${number(rows)} rows looked at, nothing sent: ${number(created)} in order, ${number(rejected.length)} not`
  const seconds = (milliseconds / 1000).toFixed(1)
  return `${number(rows)} rows in ${seconds} s: ${number(created)} created, ${number(updated)} updated, ${number(unchanged)} unchanged, ${number(rejected.length)} rejected`
}

/** A progress bar on a terminal, nothing elsewhere. */
const bar = (): Terminal & { stop(): void } => {
  const shown = new SingleBar({
    format: '{bar} {percentage} % · {value} of {total} rows',
    clearOnComplete: true,
  })
  let running = false
  const stop = () => {
    if (running) shown.stop()
    running = false
  }
  return {
    stop,
    log: (line) => {
      stop()
      console.log(line)
    },
    progress: (done, of) => {
      if (!process.stdout.isTTY) return
      if (!running) shown.start(of, done)
      running = true
      shown.update(done)
    },
  }
}

const main = async (): Promise<number> => {
  const terminal = bar()
  try {
    const asked = parseArguments(process.argv.slice(2))
    if (asked.kind === 'register') {
      await importRegister(asked.file, await connect(asked, ['register.restore']), terminal.log)
      return 0
    }
    const { rejected } = await importFile(asked, terminal)
    return rejected.length > 0 ? 1 : 0
  } catch (error) {
    terminal.stop()
    if (error instanceof ApiProblem) {
      console.error(`The platform refused (${error.status} ${error.code}): ${error.message}`)
      return 1
    }
    if (error instanceof UsageError || error instanceof MappingError || error instanceof StartError) {
      console.error(error.message)
      return 1
    }
    throw error
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main()
