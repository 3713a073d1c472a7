import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ROOT } from '../../paths.ts'
import { StartError } from '../start-error.ts'

/** What the person who starts the platform asks for. */
export interface StartOptions {
  readonly port: number
  readonly dataDir: string
  /** Throw away all data first. */
  readonly reset: boolean
  /** Do not load the sample. */
  readonly empty: boolean
  /** Nothing is real: portal and documents say so, and no mail is sent. */
  readonly training: boolean
}

export const USAGE = `npm start -- [--port N] [--data DIR] [--empty] [--reset] [--training]

  --port N    the port of portal and API (default 4000)
  --data DIR  where all data is kept (default .local)
  --empty     do not load the sample at the first start; also --no-sample
  --reset     throw away what the data folder holds and begin anew
  --training  people learn here: portal and documents say so, no mail is sent
  --help      this text`

/** Where data is kept unless told otherwise. */
export const DEFAULT_DATA = join(ROOT, '.local')

/** What goes behind a command so that it finds a data folder, as a shell reads it; nothing for the usual one. */
export const dataWords = (dataDir: string): string => {
  if (dataDir === DEFAULT_DATA) return ''
  const isPlain = /^[\w./:\\@+-]+$/.test(dataDir)
  return ` --data ${isPlain ? dataDir : `'${dataDir.replaceAll("'", `'\\''`)}'`}`
}

/** Reads the arguments of the command.
 *  @returns undefined when only help is asked for
 *  @throws StartError for an argument that is not known or has no sensible value */
export const readOptions = (args: readonly string[]): StartOptions | undefined => {
  const values = parse(args)
  if (values.help) return undefined
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new StartError(`"${values.port}" is not a port (expected a number from 1 to 65535)`)
  }
  return {
    port,
    dataDir: resolve(values.data),
    reset: values.reset,
    empty: values.empty || values['no-sample'],
    training: values.training,
  }
}

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      strict: true,
      options: {
        port: { type: 'string', default: '4000' },
        data: { type: 'string', default: DEFAULT_DATA },
        reset: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        'no-sample': { type: 'boolean', default: false },
        training: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new StartError(`${reason}\n\n${USAGE}`)
  }
}
