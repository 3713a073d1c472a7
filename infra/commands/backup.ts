import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { LOCAL } from '../config.ts'
import { BACKUPS } from './backup/manifest.ts'
import { takeBackup } from './backup/take-backup.ts'
import { deployedPlatform } from './operate/deployed.ts'
import { localPlatform } from './operate/local.ts'
import { told } from './operate/told.ts'

const USAGE = `Usage: npm run backup -- [--out DIR] [--environment <name>] [--data DIR] [--extracts N] [--seed N]
Writes all tables, documents, extracts, reports and seals into a new folder of DIR (${BACKUPS}), which npm run restore-drill tries out.
It holds the platform's secrets, and of people what the table personal holds, without the keys: keep it as you keep the platform.`

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: BACKUPS },
      environment: { type: 'string', default: LOCAL },
      data: { type: 'string' },
      extracts: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
    },
  })
  const { out, environment, data, extracts, seed } = values
  const platform = environment === LOCAL ? localPlatform(data) : await deployedPlatform(environment)
  const at = new Date()
  const folder = join(resolve(out), at.toISOString().replaceAll(':', '-'))
  const { records, objects, registers } = await takeBackup(platform, {
    folder,
    seed: Number(seed),
    extracts: Number(extracts),
    at,
  })
  for (const [table, kinds] of Object.entries(records)) {
    const count = Object.values(kinds).reduce((sum, one) => sum + one, 0)
    console.log(`${count.toLocaleString('en').padStart(9)} records of ${table}`)
  }
  console.log(`${String(objects.length).padStart(9)} documents, extracts, reports and seals`)
  for (const { code, hash } of registers) console.log(`Register ${code}: ${hash}`)
  console.log(`Backed up to ${folder}`)
  return 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
