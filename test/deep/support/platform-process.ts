import { startLocalCloud } from '../../../infra/local/main/cloud.ts'

// A platform in a process of its own, to be killed: `node platform-process.ts <data folder> <assembly> <portal>`.
// It says `ready` once it answers, and ends only by a signal.

const [dataDir, assembly, portal] = process.argv.slice(2)
if (dataDir === undefined || assembly === undefined || portal === undefined)
  throw new Error('expected a data folder, an assembly and a portal')
process.env['TZ'] = 'UTC'
await startLocalCloud({ dataDir, assembly, portal, schedules: false })
process.stdout.write('ready\n')
