import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { environmentConfig, environmentNames, LOCAL } from '../config.ts'
import { PORTAL, ROOT } from '../paths.ts'
import { PORTAL_ADDRESS_OUTPUT, PORTAL_BUCKET_OUTPUT, PORTAL_SETTINGS_OUTPUT } from '../stacks/web-stack.ts'
import { uploadPortal } from './deploy/upload-portal.ts'

const USAGE = `Usage: npm run deploy -- <environment> [options of cdk deploy]
Environments: ${environmentNames()
  .filter((name) => name !== LOCAL)
  .join(', ')} (infra/config.ts)`

/** What deploying needs from the machine. */
export interface Machine {
  /** Runs a program in the repository's root; the status it ends with. */
  run(program: string, args: readonly string[]): Promise<number>
  /** Throws when this machine has no AWS credentials or no region. */
  credentials(): Promise<void>
  /** Uploads the built portal and its settings (JSON) to the bucket; how many files. */
  upload(bucket: string, settings: string): Promise<number>
  log(line: string): void
}

/** Deploys an environment: checks its configuration and the credentials, builds functions and portal, lets the
 *  CDK bring the stacks up to date, and uploads the portal's files.
 *  @returns the exit status */
export const deploy = async (args: readonly string[], machine: Machine): Promise<number> => {
  const [name, ...options] = args
  if (name === undefined || name.startsWith('-')) return refuse(machine, USAGE)
  if (name === LOCAL) return refuse(machine, `"${LOCAL}" runs on this machine: npm start\n${USAGE}`)
  try {
    environmentConfig(name)
  } catch (error) {
    return refuse(machine, messageOf(error))
  }
  try {
    await machine.credentials()
  } catch (error) {
    return refuse(
      machine,
      `Deploying needs AWS credentials and a region, and found none (${messageOf(error)}). Sign in with "aws sso login" or set AWS_PROFILE and AWS_REGION, then run this again. To look at the templates without an account: npm run synth`,
    )
  }
  const built = await machine.run('node', ['web/build.ts'])
  if (built !== 0) return built
  const outputs = join(mkdtempSync(join(tmpdir(), 'agglomera-')), 'outputs.json')
  const deployed = await machine.run('cdk', [
    'deploy',
    `${name}/*`,
    '--context',
    `environment=${name}`,
    '--outputs-file',
    outputs,
    ...options,
  ])
  if (deployed !== 0) return deployed
  const { bucket, address, settings } = portalOf(name, outputs)
  machine.log(`uploaded ${await machine.upload(bucket, settings)} files of the portal`)
  machine.log(`${name} is at ${environmentConfig(name).portalUrl} (CloudFront: ${address})`)
  return 0
}

const refuse = (machine: Machine, sentence: string): number => {
  machine.log(sentence)
  return 1
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const Outputs = z.record(z.string(), z.record(z.string(), z.string()))

const portalOf = (name: string, file: string) => {
  const outputs = existsSync(file) ? Outputs.parse(JSON.parse(readFileSync(file, 'utf8'))) : {}
  const web = outputs[`agglomera-${name}-web`]
  const bucket = web?.[PORTAL_BUCKET_OUTPUT]
  const address = web?.[PORTAL_ADDRESS_OUTPUT]
  const settings = web?.[PORTAL_SETTINGS_OUTPUT]
  if (bucket && address && settings) return { bucket, address, settings }
  throw new Error(`The CDK did not say where the portal's files go (${file} lacks agglomera-${name}-web)`)
}

/** The tools of this checkout, whatever else the machine has. */
const TOOLS = join(ROOT, 'node_modules', '.bin')

const thisMachine = (): Machine => {
  const client = new S3Client({})
  return {
    run: (program, args) =>
      new Promise((resolve, reject) => {
        const child = spawn(join(TOOLS, program), args, {
          cwd: ROOT,
          stdio: 'inherit',
          env: { ...process.env, PATH: `${TOOLS}${delimiter}${process.env['PATH'] ?? ''}` },
        })
        child.on('error', reject)
        child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
      }),
    credentials: async () => {
      await client.config.region()
      await client.config.credentials()
    },
    upload: (bucket, settings) => uploadPortal(client, bucket, PORTAL, settings),
    log: (line) => console.log(line),
  }
}

if (import.meta.main) {
  process.exitCode = await deploy(process.argv.slice(2), thisMachine())
}
