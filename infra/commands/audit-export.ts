import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { auditContract } from '#audit/contract'
import { governanceContract } from '#governance/contract'
import { patiently } from '#imports/send'
import { EVERYWHERE } from '#kernel/access'
import { type ClientOptions, clientOf } from '#kernel/client'
import { addDays } from '#kernel/clock'
import { canonicalJson } from '#kernel/digest'
import { UsageError } from './import/arguments.ts'
import { everyRow } from './import/every-row.ts'
import { connect } from './import/platform.ts'
import { told } from './operate/told.ts'

const USAGE =
  'Usage: npm run audit:export -- [--out DIR] [--from YYYY-MM-DD] [--as <persona> | --key <token>] [--url <address>] [--data DIR]'

/** Writes the trail into files that `npm run audit:verify` reads: `records/<day>.jsonl` with a line for each change,
 *  and `seals/<day>.json` as it comes from the locked bucket. Days that are not sealed yet are written without a seal.
 *  @param from the first day wanted; without, the first that is sealed
 *  @returns how many days of each kind, and how many changes
 *  @throws UsageError when the account sees only a part of the trail */
export const exportTrail = async (
  folder: string,
  options: ClientOptions & { readonly from?: string | undefined; readonly today: string },
): Promise<{ readonly sealed: number; readonly open: number; readonly changes: number }> => {
  const { powers } = (await clientOf(governanceContract, options).me({})).body
  if (!powers.some(({ power, territory }) => power === 'audit.read' && territory.includes(EVERYWHERE)))
    throw new UsageError('The whole trail is seen only with audit.read over the whole deployment (*).')
  const audit = clientOf(auditContract, options)
  for (const part of ['records', 'seals']) mkdirSync(join(folder, part), { recursive: true })
  const write = async (day: string): Promise<number> => {
    const changes = await everyRow((page) => audit.listChanges({ query: { ...page, day, order: 'asc' } }))
    const lines = changes.map((change) => `${canonicalJson(change)}\n`)
    writeFileSync(join(folder, 'records', `${day}.jsonl`), lines.join(''))
    return changes.length
  }
  const known = await everyRow((query) => audit.listDays({ query }))
  const sealed = known.filter(({ day }) => options.from === undefined || day >= options.from).reverse()
  let changes = 0
  for (const { day } of sealed) {
    const { body } = await patiently(() => audit.getDay({ params: { day } }))
    writeFileSync(join(folder, 'seals', `${day}.json`), await fetched(body.seal.url))
    changes += await write(day)
  }
  const last = known[0]?.day
  const first = last === undefined ? addDays(options.today, -1) : addDays(last, 1)
  let open = 0
  for (let day = first; day <= options.today; day = addDays(day, 1)) {
    changes += await write(day)
    open += 1
  }
  return { sealed: sealed.length, open, changes }
}

const fetched = async (url: string): Promise<string> => {
  const response = await patiently(() => fetch(url))
  if (!response.ok) throw new Error(`the locked bucket answers ${response.status}`)
  return response.text()
}

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: 'audit-export' },
      from: { type: 'string' },
      as: { type: 'string' },
      key: { type: 'string' },
      url: { type: 'string' },
      data: { type: 'string' },
    },
  })
  const { out, from, ...wishes } = values
  if (from !== undefined && !/^\d{4}-\d\d-\d\d$/.test(from)) throw new UsageError(USAGE)
  const folder = resolve(out)
  const today = new Date().toISOString().slice(0, 10)
  const done = await exportTrail(folder, { ...(await connect(wishes, ['audit.read'])), from, today })
  console.log(
    `${done.changes} changes of ${done.sealed} sealed days and ${done.open} that are not sealed yet, written to ${folder}`,
  )
  console.log(`Verify them with: npm run audit:verify -- ${out}`)
  return 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await told(main, USAGE)
