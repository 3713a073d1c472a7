import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Platform, platformOn } from '../../support/platform.ts'

/** What is killed: the platform alone, whose database then ends by its watchdog, or both at one moment. */
export const VICTIMS = ['platform', 'platform and database'] as const
type Victim = (typeof VICTIMS)[number]

/** A platform in a process of its own. */
export interface KillablePlatform {
  readonly platform: Platform
  /** From the start of the process until it answered. */
  readonly startMilliseconds: number
  /** SIGKILL; resolves when the process is gone. */
  kill(victim: Victim): Promise<void>
}

/** @throws Error with what the process said when it does not start */
export const startKillable = async (
  dataDir: string,
  assembly: string,
  portal: string,
): Promise<KillablePlatform> => {
  const started = performance.now()
  const entry = join(import.meta.dirname, 'platform-process.ts')
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', entry, dataDir, assembly, portal],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  const exited = once(child, 'exit')
  await ready(child, exited)
  return {
    platform: platformOn(dataDir),
    startMilliseconds: performance.now() - started,
    kill: async (victim) => {
      const groups = victim === 'platform' ? [] : childrenOf(child)
      child.kill('SIGKILL')
      for (const group of groups) killGroup(group)
      await exited
    },
  }
}

const ready = async (child: ChildProcess, exited: Promise<unknown>): Promise<void> => {
  let said = ''
  const says = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-4_000)
        if (said.includes('ready\n')) resolve()
      })
  })
  const ended = exited.then(() => {
    throw new Error(`the platform ended before it was ready: ${said}`)
  })
  await Promise.race([says, ended])
  // Its end is what the test is for.
  ended.catch(() => undefined)
}

/** The processes that this one started; each leads a group of its own. Linux only, elsewhere none are known. */
const childrenOf = ({ pid }: ChildProcess): readonly number[] => {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    return children.split(' ').filter(Boolean).map(Number)
  } catch {
    return []
  }
}

/** A process that ended by itself in between is what was wanted. */
const killGroup = (leader: number): void => {
  try {
    process.kill(-leader, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
