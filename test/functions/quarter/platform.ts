import { mkdtempSync, rmSync } from 'node:fs'
import { copyFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import PostalMime, { type Email } from 'postal-mime'
import { expect, vi } from 'vitest'
import * as z from 'zod'
import { capabilityOf } from '#governance/capability-of'
import { grantFirst, personalDataStore } from '#governance/index'
import { GovernanceStore } from '#governance/store'
import type { Authenticate } from '#kernel/http/authenticate'
import type { ApiHandler } from '#kernel/http/serve'
import { seedReference } from '#reference/index'
import { seedRegistry } from '#registry/index'
import { MailFolder } from '../../../infra/local/mailbox/mail-folder.ts'
import { emailOf } from '../../../infra/local/personas.ts'
import { ROOT } from '../../../infra/paths.ts'
import { SERVICES, TABLES, type TableName } from '../../../infra/services.ts'
import { memoryFiles } from '../../support/memory-files.ts'
import { asking } from '../registry/support.ts'
import { StreamedTable, type StreamHandler } from './streamed-table.ts'

/** The functions of the platform in one process, under a clock that the test sets: the very modules that are deployed,
 *  with what AWS does for them played in memory – tables with their streams, the bucket of reports, the mail service. Who
 *  calls is believed; what they may do is read from the powers that they were given. */

const tables = new Map<string, StreamedTable>(TABLES.map((name) => [name, new StreamedTable(name)]))
const files = memoryFiles()
const mails = new MailFolder(mkdtempSync(join(tmpdir(), 'agglomera-mail-')), () => Date.now())

const tableOf = (name: TableName): StreamedTable => {
  const table = tables.get(name)
  if (table === undefined) throw new Error(`there is no table ${name}`)
  return table
}

/** In place of `#kernel/aws`. */
export const awsStandIn = {
  tableNamed: (name: string) => tables.get(name),
  signingIdentity: async () => ({ accessKeyId: 'test', secretAccessKey: 'test', region: 'eu-central-1' }),
}

/** In place of `#governance/credentials`: a token is the name of an account. */
export const credentialsStandIn = {
  credentials: (): Authenticate => async (authorization, at) => {
    const subject = (authorization ?? '').replace('Bearer ', '')
    return {
      kind: 'account',
      subject,
      capability: await capabilityOf(new GovernanceStore(tableOf('governance')), subject),
      today: at.toISOString().slice(0, 10),
    }
  },
}

/** In place of the stores of files. */
export const filesStandIn = {
  S3FileStore: class {
    keep = files.keep
  },
  S3AttachmentStore: class {
    async read({ key }: { readonly key: string }): Promise<Uint8Array> {
      const bytes = files.kept.get(key)
      if (bytes === undefined) throw new Error(`the bucket has no ${key}`)
      return bytes
    }
  },
}

/** In place of the mail service: mail stays on this machine. */
export const mailStandIn = {
  SesPostOffice: class {
    async send({ bytes }: { readonly bytes: Uint8Array }): Promise<string> {
      return mails.keep(bytes)
    }
  },
}

const TYPESETTER = [
  '@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm',
  '@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf',
  '@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf',
]

const tell = (task: string): void => {
  for (const name of TABLES) vi.stubEnv(`${name.replaceAll('-', '_').toUpperCase()}_TABLE`, name)
  for (const [variable, value] of Object.entries({
    OIDC_ISSUER: 'https://issuer.example',
    OIDC_CLIENT_ID: 'test',
    REPORTS_BUCKET: 'reports',
    PORTAL_URL: 'https://clusters.example',
    MAIL_FROM: 'platform@clusters.example',
    MAIL_FROM_NAME: 'Agglomera',
    MAIL_CONFIGURATION_SET: 'mail',
    LAMBDA_TASK_ROOT: task,
  }))
    vi.stubEnv(variable, value)
}

const handlerIn = async (entry: string): Promise<unknown> =>
  z.object({ handler: z.unknown() }).parse(await import(join(ROOT, entry))).handler

const isFunction = (value: unknown): value is (...given: unknown[]) => Promise<unknown> =>
  typeof value === 'function'

/** Starts the functions over an empty platform, whose first power `founder` has. */
export const startPlatform = async (now: string) => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now)
  const task = await mkdtemp(join(tmpdir(), 'agglomera-task-'))
  for (const path of TYPESETTER) await copyFile(join(ROOT, 'node_modules', path), join(task, basename(path)))
  tell(task)
  await seedReference(tableOf('reference'))
  await seedRegistry(tableOf('registry'), new Date())
  const personal = personalDataStore({ data: tableOf('personal'), keys: tableOf('personal-keys') })
  const founder = { subject: 'founder', name: 'Founder', email: emailOf('ministry') }
  await grantFirst({ table: tableOf('governance'), personal }, founder, new Date())

  const read = new Set<string>()
  const routes = new Map<string, ReturnType<typeof asking>>()
  const streams: { readonly tables: readonly string[]; readonly handle: StreamHandler }[] = []
  for (const { entry, trigger } of SERVICES) {
    if (trigger.kind === 'stream' && STREAMS.includes(entry)) {
      const handle: StreamHandler = z.custom<StreamHandler>(isFunction).parse(await handlerIn(entry))
      streams.push({ tables: trigger.tables, handle })
    }
    if (trigger.kind !== 'api' || !APIS.includes(entry)) continue
    const handler: ApiHandler = z.custom<ApiHandler>(isFunction).parse(await handlerIn(entry))
    const ask = asking(trigger.contract, handler)
    for (const { method, path } of Object.values(trigger.contract.routes))
      routes.set(`${method} ${path}`, ask)
  }

  /** Delivers the changes of all tables until there are no more. */
  const deliver = async (): Promise<void> => {
    for (let isQuiet = false; !isQuiet; ) {
      isQuiet = true
      for (const [name, table] of tables) {
        const Records = table.taken()
        if (Records.length === 0) continue
        isQuiet = false
        for (const { handle } of streams.filter((stream) => stream.tables.some((one) => one === name)))
          expect((await handle({ Records })).batchItemFailures).toEqual([])
      }
    }
  }

  /** Asks the function that has the route, then lets the streams run. @throws Error when it refuses */
  const ask = async (
    method: string,
    address: string,
    given: {
      readonly as?: string
      readonly body?: unknown
      readonly version?: number
    } = {},
  ) => {
    const { as, body, version } = given
    const route = [...routes].find(([key]) => fits(key, method, address))?.[1]
    if (route === undefined) throw new Error(`no function answers ${method} ${address}`)
    const answer = await route(method, address, {
      ...(as !== undefined && { as }),
      ...(body !== undefined && { body }),
      ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
    })
    if ((answer.status ?? 500) >= 300)
      throw new Error(`${method} ${address}: ${answer.status} ${answer.text}`)
    await deliver()
    return answer.body
  }

  return {
    ask,
    /** Runs a scheduled job, then lets the streams run. */
    run: async (job: string) => {
      const handler = await handlerIn(`functions/jobs/${job}.ts`)
      if (!isFunction(handler)) throw new Error(`${job} is no job`)
      const summary = await handler()
      await deliver()
      return summary
    },
    at: (instant: string) => vi.setSystemTime(instant),
    /** The mail that was sent since it was read last. */
    mail: async (): Promise<readonly Email[]> => {
      const unread = mails.names().filter((name) => !read.has(name))
      for (const name of unread) read.add(name)
      return Promise.all(unread.map((name) => PostalMime.parse(mails.read(name) ?? '')))
    },
    stop: () => {
      vi.useRealTimers()
      vi.unstubAllEnvs()
      for (const folder of [task, mails.path]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type OneProcess = Awaited<ReturnType<typeof startPlatform>>

const APIS = [
  'reference',
  'registry',
  'registers',
  'governance',
  'figures',
  'monitoring',
  'releases',
  'campaigns',
  'alerts',
  'reports',
].map((name) => `functions/api/${name}.ts`)

/** All but those of the audit trail and of extracts. */
const STREAMS = ['follow-register', 'make-report', 'send-mail'].map((name) => `functions/streams/${name}.ts`)

const fits = (key: string, method: string, address: string): boolean => {
  const [verb = '', path = ''] = key.split(' ')
  const pattern = new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
  return verb === method && pattern.test(address.split('?')[0] ?? '')
}
