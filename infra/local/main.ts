import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { DIST } from '../paths.ts'
import { banner } from './console.ts'
import { readOptions, type StartOptions, USAGE } from './main/options.ts'
import { StartError } from './start-error.ts'

/** `npm start`: runs the platform on this machine until it is interrupted. */
const main = async (): Promise<void> => {
  const options = readOptions(process.argv.slice(2))
  if (!options) {
    console.log(USAGE)
    return
  }
  // The SQLite of Node 24 says at each start that it is experimental; nobody who runs this can do anything about it.
  process.removeAllListeners('warning')
  process.on('warning', (warning) => {
    if (warning.name !== 'ExperimentalWarning') console.error(warning)
  })
  // Lambda's clock is UTC whatever the machine's is.
  process.env['TZ'] = 'UTC'
  enableCompileCache(join(DIST, 'compile-cache'))
  await run(options)
}

const run = async (options: StartOptions): Promise<void> => {
  const started = performance.now()
  const { startLocalCloud } = await import('./main/cloud.ts')
  const { firstStart } = await import('./main/first-start.ts')
  const { resetFolder } = await import('./main/reset.ts')
  if (options.reset) resetFolder(options.dataDir)
  const first = firstStart(options.dataDir, options.empty)
  if (first) console.log('First start: preparing the platform …')
  let stopping = false
  const cloud = await startLocalCloud({
    dataDir: options.dataDir,
    port: options.port,
    training: options.training,
    beginning: first?.beginning,
    log: (line) => console.error(line),
    onCrash: (error) => {
      if (!stopping) fail(error)
    },
  })
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return
    stopping = true
    if (signal === 'SIGINT') console.log('\nStopping …')
    cloud.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    )
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  try {
    await check(cloud.url)
    await first?.finish(cloud)
    console.log(banner(cloud, options.empty, (performance.now() - started) / 1000))
  } catch (error) {
    // What an interrupted load says of its lost connection is of no interest.
    if (stopping) return
    stopping = true
    await cloud.stop()
    throw error
  }
}

/** @throws StartError when the platform does not answer that it is well */
const check = async (url: string): Promise<void> => {
  const response = await fetch(`${url}/api/v1/health`)
  const said = await response.text()
  if (response.ok) return
  throw new StartError(`The platform started but is not well: its health answers ${response.status} ${said}`)
}

const fail = (error: unknown): never => {
  console.error(error instanceof StartError ? error.message : error)
  process.exit(1)
}

await main().catch(fail)
