import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from '../start-error.ts'
import { dynoxideBinary } from './binary.ts'
import { checkDatabase, prepareStreams } from './database-file.ts'

/** The database program behind the proxy. */
export interface Engine {
  readonly endpoint: string
  /** Of the program or of the shell that watches over it. */
  readonly pid: number
  stop(): Promise<void>
}

interface EngineOptions {
  /** Holds the database's files; made when missing. */
  readonly folder: string
  /** Called when the program ends without having been asked to. */
  readonly onCrash: (error: StartError) => void
  readonly now?: Date
  /** Another program than the installed Dynoxide. */
  readonly binary?: string
  /** Makes the database's file, which is not there yet. */
  readonly begin?: ((binary: string, file: string) => Promise<void>) | undefined
}

/** Starts Dynoxide on a free port of the loopback interface. Each commit is written through to the disk before
 *  it is acknowledged (SQLite's WAL with `synchronous = FULL`). The program ends with this process, also when
 *  this process is killed.
 *  @throws StartError for a missing program, a damaged database, or a program that does not start */
export const startEngine = async ({
  folder,
  onCrash,
  now = new Date(),
  binary = dynoxideBinary(),
  begin,
}: EngineOptions): Promise<Engine> => {
  const file = join(folder, DATABASE)
  makeFolder(folder)
  if (existsSync(file)) await checkDatabase(file)
  else await begin?.(binary, file)
  const engine = await startOnFreePort(binary, file, onCrash)
  try {
    await prepareStreams(file, now)
  } catch (error) {
    await engine.stop()
    throw error
  }
  return engine
}

/** Somebody else may take the port between our finding it free and the program's taking it: then another one. */
const startOnFreePort = async (
  binary: string,
  file: string,
  onCrash: (error: StartError) => void,
  attemptsLeft = 3,
): Promise<Engine> => {
  const port = await freePort()
  const child = launch(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file])
  const watch = watchOver(child, onCrash)
  try {
    await listening(child)
  } catch (error) {
    await watch.stop()
    if (attemptsLeft === 1 || !String(error).includes('already in use')) throw error
    return startOnFreePort(binary, file, onCrash, attemptsLeft - 1)
  }
  watch.reportCrashes()
  return { endpoint: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: watch.stop }
}

const DATABASE = 'tables.sqlite'

const makeFolder = (folder: string): void => {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new StartError(
      `The folder ${folder} cannot be made (${error instanceof Error ? error.message : error})`,
    )
  }
}

/** The shell waits for the end of its standard input, a pipe that closes when this process is gone however it
 *  went, and then ends the program. `detached`: a Ctrl-C in the terminal must not end the database before the
 *  functions that still write. */
const WATCHDOG =
  'exec 3<&0; "$0" "$@" </dev/null 3<&- & p=$!; (cat <&3 >/dev/null; kill $p 2>/dev/null) & wait $p'

const launch = (binary: string, args: readonly string[]): ChildProcess =>
  process.platform === 'win32'
    ? spawn(binary, [...args], { stdio: ['pipe', 'pipe', 'pipe'] })
    : spawn('/bin/sh', ['-c', WATCHDOG, binary, ...args], { stdio: ['pipe', 'pipe', 'pipe'], detached: true })

const watchOver = (child: ChildProcess, onCrash: (error: StartError) => void) => {
  let reporting = false
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', (code, signal) => {
      child.stdin?.destroy()
      resolve()
      const how = signal ?? `exit status ${code}`
      if (reporting) onCrash(new StartError(`The local database ended by itself (${how})`))
    })
  })
  return {
    reportCrashes: () => {
      reporting = true
    },
    stop: async () => {
      reporting = false
      child.stdin?.destroy()
      if (process.platform === 'win32') child.kill()
      const patience = setTimeout(() => killAll(child), PATIENCE)
      await ended
      clearTimeout(patience)
    },
  }
}

/** Milliseconds for a program that was told to end; Dynoxide takes about 10. */
const PATIENCE = 1_500

/** Detached, the shell leads a process group of its own: the program and nothing else is in it. */
const killAll = (child: ChildProcess): void => {
  if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
  else process.kill(-child.pid, 'SIGKILL')
}

/** Resolves when the program says that it listens. */
const listening = async (child: ChildProcess): Promise<void> => {
  let said = ''
  const ready = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-2_000)
        if (said.includes('listening on')) resolve()
      })
    }
  })
  const failed = async (): Promise<never> => {
    await Promise.race([once(child, 'close'), once(child, 'error')]).catch(() => undefined)
    throw new StartError(`The local database did not start: ${said.trim() || 'it said nothing'}`)
  }
  const late = new AbortController()
  try {
    await Promise.race([ready, failed(), tooLate(late.signal)])
  } finally {
    late.abort()
  }
}

const tooLate = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    const timer = setTimeout(
      () => reject(new StartError('The local database did not start within 15 s')),
      15_000,
    )
    signal.addEventListener('abort', () => clearTimeout(timer))
  })

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address !== null && typeof address === 'object') return address.port
  throw new StartError('There is no free port on 127.0.0.1')
}
