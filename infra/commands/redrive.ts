import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { redrive } from './failures/redrive.ts'
import { connect } from './import/platform.ts'
import { told } from './operate/told.ts'

const USAGE = `Usage: npm run redrive -- [--replay] [--as <persona> | --key <token>] [--url <address>] [--data DIR]
Lists what functions gave up on. With --replay it is given to its functions once more, what was given up first first, one
after the other, and removed where all of it was handled. It takes job.redrive over the whole deployment. Without --url it
does so on the platform that runs on this machine; AGGLOMERA_TOKEN works in place of --key.`

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      replay: { type: 'boolean', default: false },
      as: { type: 'string' },
      key: { type: 'string' },
      url: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const { replay, ...wishes } = values
  const platform = await connect(wishes, ['job.redrive'])
  return (await redrive(platform, { replay, log: (line) => console.log(line) })) ? 0 : 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
