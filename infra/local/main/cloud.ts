import { randomUUID } from 'node:crypto'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { environmentConfig, LOCAL } from '../../config.ts'
import { type AttributeHook, type LocalAssembly, readAssembly } from '../assembly.ts'
import type { Records } from '../dynamodb/records.ts'
import { startDynamo } from '../dynamodb.ts'
import { type BusEvent, createBus, objectCreated } from '../events/events.ts'
import { type Iam, readIam } from '../iam.ts'
import { createIdentity } from '../identity/identity.ts'
import { readClient } from '../identity/template.ts'
import { AsyncQueue } from '../lambda/async-queue.ts'
import { createLambdaHost, functionNameOf, type LambdaHost } from '../lambda/host.ts'
import { startLambdaService } from '../lambda/service.ts'
import { failureKey, readAsyncSettings, readFunctions, type ServiceEndpoints } from '../lambda/template.ts'
import type { PersonaName } from '../personas.ts'
import { readBuckets } from '../s3/buckets.ts'
import { type LocalS3, startS3 } from '../s3/server.ts'
import { readSchedules, startScheduler } from '../scheduler/scheduler.ts'
import { type LocalSmallServices, startSmallServices } from '../small-services.ts'
import type { StartError } from '../start-error.ts'
import { type LocalStreams, startStreams } from '../streams.ts'
import { synthesise } from './assembly-folder.ts'
import { openControl } from './control.ts'
import { describePlatform, tableNames } from './description.ts'
import { type Front, openFront } from './front.ts'
import { openLogs } from './function-logs.ts'
import { runJob } from './jobs.ts'
import { lockFolder } from './lock.ts'
import { builtPortal } from './portal-folder.ts'
import { relocate } from './relocate.ts'
import { removeRuntime, writeRuntime } from './runtime.ts'
import { keptSecret } from './secret.ts'
import { IDENTITY_PATH, MAILBOX_PATH, serve } from './serve.ts'
import { Started } from './started.ts'

/** How a local platform is started. */
export interface LocalCloudOptions {
  /** All state lives here; made when missing. */
  readonly dataDir: string
  /** 0 or absent: any free one. */
  readonly port?: number
  /** A cloud assembly; absent: bundled and synthesised for the environment `local`, unless nothing has changed. */
  readonly assembly?: string
  /** Whether people learn on it; of an assembly that is given, it has to be said too. */
  readonly training?: boolean
  /** The folder of the built portal; absent: built into `dist/web`, unless nothing has changed. */
  readonly portal?: string
  /** Makes the records with which the platform begins, by environment variable (`REGISTRY_TABLE`), while it is being
   *  prepared. Of no effect when its tables are there. */
  readonly beginning?: (() => Promise<Records>) | undefined
  /** Whether the clock starts jobs. Tests switch it off and use `runJob`. */
  readonly schedules?: boolean
  /** Gets what an operator should see: failed functions, records that were given up. */
  readonly log?: (line: string) => void
  /** Told when the database ends by itself; the platform is of no use then. */
  readonly onCrash?: (error: StartError) => void
}

/** A running platform. */
export interface LocalCloud {
  /** The portal; the API is below `/api/v1`. */
  readonly url: string
  /** Where the mail is shown that it sent. */
  readonly mailbox: string
  readonly endpoints: ServiceEndpoints & { readonly issuer: string; readonly control: string }
  /** Everything is allowed to these keys, on this machine only. */
  readonly operator: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly region: string
  }
  /** By environment variable: `REGISTRY_TABLE` → the table's name. */
  readonly tables: Readonly<Record<string, string>>
  readonly dataDir: string
  tokenFor(persona: PersonaName, signIn?: 'one-factor'): Promise<string>
  /** Runs `functions/jobs/<name>` once everything before it is done.
   *  @returns what the job returned
   *  @throws StartError for a job that does not exist
   *  @throws JobFailedError when it throws */
  runJob(name: string, input?: unknown): Promise<unknown>
  /** Resolves when every stream record, object event and asynchronous call known at the call is done. */
  drained(): Promise<void>
  /** Does work whose changes no consumer of streams gets: what comes with a platform, not what happens on it. */
  passOver(work: () => Promise<void>): Promise<void>
  /** Ends everything within two seconds; what was accepted and is not done follows at the next start. */
  stop(): Promise<void>
}

/** Starts the platform that the template describes: for each of its resources the local counterpart.
 *  @throws StartError with one sentence for the person who starts it; nothing is left running then */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const started = new Started()
  try {
    return await start(options, started)
  } catch (error) {
    await started.stopAll()
    throw error
  }
}

const start = async (options: LocalCloudOptions, started: Started): Promise<LocalCloud> => {
  const { port = 0, log = () => undefined, training = false } = options
  const dataDir = resolve(options.dataDir)
  const front = await openFront(port)
  started.onStop(async () => {
    front.cut()
    await front.close()
  })
  started.onStop(lockFolder(dataDir))
  const [folder, portal, beginning] = await Promise.all([
    options.assembly ?? synthesise(training),
    options.portal ?? builtPortal(),
    options.beginning?.(),
  ])
  const issuer = `${front.url}${IDENTITY_PATH}`
  const configured = environmentConfig(LOCAL).portalUrl
  const assembly = relocate(readAssembly(folder, localAddresses(front, issuer)), configured, front.url)
  const iam = readIam(assembly, keptSecret(join(dataDir, 'secret')))

  const crashed = options.onCrash && { onCrash: options.onCrash }
  const identityOptions = { issuer, folder: join(dataDir, 'identity'), client: readClient(assembly) }
  const publish: { event?: (event: BusEvent) => void } = {}
  const [dynamo, small, identity, calls] = await started.allOrNone([
    startDynamo({ assembly, iam, dataDir, beginning: beginning && byTable(assembly, beginning), ...crashed }),
    startSmallServices({ assembly, iam, dataDir, publish: (event) => publish.event?.(event) }),
    createIdentity(identityOptions),
    startLambdaService(iam),
  ])
  const s3 = await startS3({
    folder: join(dataDir, 's3'),
    buckets: readBuckets(assembly),
    iam,
    onCreated: (object) => publish.event?.(objectCreated(object, new Date())),
  })
  started.onStop(() => s3.stop())
  // Nobody asks for a permission that was forgotten: it is always told.
  const logs = openLogs(join(dataDir, 'logs'), options.log ?? console.error)
  started.onStop(() => logs.stop())
  const endpoints = {
    dynamodb: dynamo.endpoint,
    s3: s3.endpoint,
    sqs: small.endpoint,
    ssm: small.endpoint,
    ses: small.endpoint,
    lambda: calls.endpoint,
  }
  const functions = readFunctions(assembly, iam, endpoints, join(dataDir, 'no-aws-settings'))
  const host = createLambdaHost(functions, logs.write)
  started.onStop(() => host.stop())
  const queue = startQueue({ assembly, iam, dataDir, host, s3, small, log })
  const invokeAsync = (functionArn: string, event: unknown): boolean => {
    const fn = host.functions.get(functionNameOf(functionArn))
    if (fn) queue.accept(fn.name, fn.arn, event)
    return fn !== undefined
  }
  calls.open({ functions: host.functions, invoke: host.invoke, invokeAsync })
  const bus = createBus({ assembly, invokeAsync, send: small.send })
  publish.event = (event) =>
    void bus(event).catch((error: unknown) => log(`An event is lost: ${String(error)}`))
  const streams = await startStreams({
    assembly,
    iam,
    engine: dynamo.engine,
    dataDir,
    invoke: host.invoke,
    putObject: s3.putObject,
    log,
  })
  dynamo.onWrite(streams.wake)
  queue.resume()
  const stopClock =
    options.schedules === false
      ? () => undefined
      : startScheduler({ schedules: readSchedules(assembly, new Date()), iam, invokeAsync, send: small.send })
  started.onStop(() => stopWork({ stopClock, front, streams, queue, host }))

  const drained = async (): Promise<void> => {
    for (;;) {
      await streams.drained()
      if (queue.size === 0) return
      await queue.drained()
    }
  }
  const job = async (name: string, input: unknown = {}): Promise<unknown> => {
    await drained()
    return runJob(host, name, input)
  }
  const control = await openControl({ tokenFor: identity.tokenFor, runJob: job, drained })
  started.onStop(() => control.stop())
  serve(front, { assembly, issuer, identity, host, s3, mails: small.mails, portal, training, log })
  const description = describePlatform({ assembly, front, issuer, endpoints, iam, control })
  writeRuntime(dataDir, description)
  started.onStop(() => removeRuntime(dataDir))
  return {
    ...description,
    mailbox: `${front.url}${MAILBOX_PATH}/`,
    dataDir,
    tokenFor: identity.tokenFor,
    runJob: job,
    drained,
    passOver: streams.passOver,
    stop: () => started.stopAll(),
  }
}

const byTable = (assembly: LocalAssembly, beginning: Records): Records => {
  const names = tableNames(assembly)
  return new Map(
    [...beginning].map(([variable, items]) => {
      const name = names[variable]
      if (name === undefined) throw new Error(`no function is told ${variable}`)
      return [name, items]
    }),
  )
}

/** Addresses that only this machine knows, for the attributes that the template asks for. */
const localAddresses =
  (front: Front, issuer: string): AttributeHook =>
  ({ type }, attribute) => {
    if (type === 'AWS::Cognito::UserPool' && attribute === 'ProviderURL') return issuer
    if (type === 'AWS::ApiGatewayV2::Api' && attribute === 'ApiEndpoint') return front.url
    return undefined
  }

const startQueue = (options: {
  readonly assembly: LocalAssembly
  readonly iam: Iam
  readonly dataDir: string
  readonly host: LambdaHost
  readonly s3: LocalS3
  readonly small: LocalSmallServices
  readonly log: (line: string) => void
}): AsyncQueue =>
  new AsyncQueue({
    folder: join(options.dataDir, 'async'),
    settings: readAsyncSettings(options.assembly, options.iam),
    invoke: options.host.invoke,
    deliver: async (destination, functionName, record) => {
      const body = JSON.stringify(record)
      const bucket = /^arn:aws:s3:::(.+)$/.exec(destination)?.[1]
      if (bucket === undefined) return options.small.send(destination, body)
      await options.s3.putObject(bucket, failureKey(functionName, new Date(), randomUUID()), body)
    },
    log: options.log,
  })

/** How long work in hand may go on once the platform is told to stop. */
const GRACE_MILLISECONDS = 1_000

const stopWork = async (work: {
  readonly stopClock: () => void
  readonly front: Front
  readonly streams: LocalStreams
  readonly queue: AsyncQueue
  readonly host: LambdaHost
}): Promise<void> => {
  work.stopClock()
  const ending = Promise.all([work.front.close(), work.streams.stop(), work.queue.stop()])
  const grace = new AbortController()
  await Promise.race([
    ending,
    pause(GRACE_MILLISECONDS, undefined, { signal: grace.signal }).catch(() => undefined),
  ])
  grace.abort()
  await work.host.stop()
  work.front.cut()
  await ending
}
