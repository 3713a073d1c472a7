import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../start-error.ts'
import { lockFolder } from './lock.ts'

/** What benches and mutants leave in the data folder of the checkout: a reset keeps it. */
const MEASURED = ['bench', 'mutation', 'stryker']

/** What a data folder holds; anything else in it is somebody else's. */
const OWN = [
  ...MEASURED,
  'async',
  'dynamodb',
  'identity',
  'loaded.json',
  'lock',
  'logs',
  'mailbox',
  'runtime.json',
  's3',
  'secret',
  'sqs',
  'streams',
]

/** Throws away what a platform keeps in its data folder.
 *  @throws StartError when one is running on it, or it holds something that no platform put there */
export const resetFolder = (folder: string): void => {
  if (!existsSync(folder)) return
  const foreign = readdirSync(folder).filter((name) => !OWN.includes(name) && !/^lock-/.test(name))
  if (foreign.length > 0) {
    throw new StartError(
      `The folder ${folder} holds ${foreign[0]}, which is not the platform's: nothing was removed`,
    )
  }
  const unlock = lockFolder(folder)
  for (const name of OWN)
    if (!MEASURED.includes(name) && name !== 'lock')
      rmSync(join(folder, name), { recursive: true, force: true })
  unlock()
}
