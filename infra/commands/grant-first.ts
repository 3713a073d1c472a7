import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { grantFirst, personalDataStore } from '#governance/index'
import { DynamoTable } from '#kernel/dynamo/dynamo-table'
import { DomainError } from '#kernel/errors'
import { environmentNames, LOCAL } from '../config.ts'
import { StartError } from '../local/start-error.ts'
import type { TableName } from '../services.ts'
import { deployedPlatform } from './operate/deployed.ts'
import { localPlatform } from './operate/local.ts'
import type { OperatedPlatform } from './operate/operated-platform.ts'

const USAGE = `Usage: npm run grant-first -- <e-mail> [--name "Full name"] [--environment <name>] [--data DIR]
It gives the first person power.grant over the whole deployment, once. Without --environment it does so on the platform
that runs on this machine, on the data folder .local unless --data names another; environments: ${environmentNames()
  .filter((name) => name !== LOCAL)
  .join(', ')}`

/** Gives the first power on a platform to the account with an e-mail address.
 *  @throws StartError when there is no such account @throws ConflictError when the first power was given before */
const found = async (
  platform: OperatedPlatform,
  { email, name, at }: { readonly email: string; readonly name: string | undefined; readonly at: Date },
): Promise<string> => {
  const account = await platform.account(email)
  if (account === undefined)
    throw new StartError(`There is no account with the e-mail ${email} on ${platform.description}.`)
  const tableOf = async (name: TableName) =>
    new DynamoTable(platform.documents, await platform.tableName(name))
  const personal = personalDataStore({
    data: await tableOf('personal'),
    keys: await tableOf('personal-keys'),
  })
  const authority = await grantFirst(
    { table: await tableOf('governance'), personal },
    { subject: account.subject, name: name ?? account.name ?? email, email },
    at,
  )
  return `${email} now holds power.grant over the whole of ${platform.description}, as admin of the authority "${authority.code}". Everything else is given by this person, to others.`
}

/** Runs the command. @returns the exit status */
const run = async (words: readonly string[], log: (line: string) => void): Promise<number> => {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { name: { type: 'string' }, environment: { type: 'string' }, data: { type: 'string' } },
    })
    const [email, ...rest] = positionals
    if (email === undefined || rest.length > 0 || !/^\S+@\S+$/.test(email)) throw new StartError(USAGE)
    const { environment = LOCAL, name, data } = values
    const platform = environment === LOCAL ? localPlatform(data) : await deployedPlatform(environment)
    log(await found(platform, { email, name, at: new Date() }))
    return 0
  } catch (error) {
    const told = error instanceof StartError || error instanceof DomainError || isBadOption(error)
    if (!told) throw error
    log(error.message)
    return 1
  }
}

const isBadOption = (error: unknown): error is Error =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await run(process.argv.slice(2), (line) => console.log(line))
