import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { StartError } from '../start-error.ts'
import { dataWords } from './options.ts'

const Runtime = z.object({
  pid: z.int(),
  port: z.int(),
  /** The portal; the API is below `/api/v1`. */
  url: z.url(),
  endpoints: z.object({
    dynamodb: z.url(),
    s3: z.url(),
    sqs: z.url(),
    ssm: z.url(),
    ses: z.url(),
    lambda: z.url(),
    issuer: z.url(),
    control: z.url(),
  }),
  /** Everything is allowed to these keys, on this machine only. */
  operator: z.object({ accessKeyId: z.string(), secretAccessKey: z.string(), region: z.string() }),
  control: z.object({ url: z.url(), token: z.string() }),
  issuer: z.url(),
  clientId: z.string(),
  /** By environment variable: `REGISTRY_TABLE` → the table's name. */
  tables: z.record(z.string(), z.string()),
  buckets: z.record(z.string(), z.string()),
  personas: z.array(z.object({ name: z.string(), sub: z.string(), email: z.email() })),
})

/** What a running platform tells the commands of this machine. */
export type Runtime = z.output<typeof Runtime>

const fileIn = (dataDir: string): string => join(dataDir, 'runtime.json')

/** Leaves the description of the running platform in its data folder, readable by its owner only. */
export const writeRuntime = (dataDir: string, runtime: Runtime): void => {
  const file = fileIn(dataDir)
  writeFileSync(`${file}.part`, `${JSON.stringify(runtime, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.part`, file)
}

export const removeRuntime = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true })

/** Reads the description of the platform that runs on a data folder.
 *  @throws StartError when none runs */
export const readRuntime = (dataDir: string): Runtime => {
  try {
    const runtime = Runtime.parse(JSON.parse(readFileSync(fileIn(dataDir), 'utf8')))
    process.kill(runtime.pid, 0)
    return runtime
  } catch {
    const words = dataWords(dataDir)
    throw new StartError(
      `No platform is running on the data folder ${dataDir}: start it with "npm start${words && ` --${words}`}"`,
    )
  }
}
