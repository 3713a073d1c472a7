import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROOT } from '../../infra/paths.ts'
import type { Group, Report } from './group.ts'
import { groups } from './groups.ts'
import { tableText } from './table-text.ts'

/** `npm run bench [-- p1 p2 …]`: each group in a process of its own, one table a group, raw data in
 *  `.local/bench/<id>.json`. A missed target is printed, not an error: a slow machine fails nothing. */

const OWN_PROCESS = '--in-own-process'

const [first, second, ...rest] = process.argv.slice(2)

if (first === OWN_PROCESS) {
  const report = await chosen(second).run()
  process.send?.(report)
  process.disconnect?.()
} else {
  const asked = [first, second, ...rest].filter((id) => id !== undefined).map((id) => id.toLowerCase())
  const chosenGroups = asked.length === 0 ? groups : asked.map(chosen)
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'CPU'}`)
  for (const group of chosenGroups) await present(group)
}

function chosen(id: string | undefined): Group {
  const group = groups.find((one) => one.id === id)
  if (group !== undefined) return group
  console.error(`"${id}" is no group of benchmarks (there are ${groups.map((one) => one.id).join(', ')})`)
  return process.exit(1)
}

async function present(group: Group): Promise<void> {
  console.log(`\n${group.id.toUpperCase()}  ${group.question}`)
  const report = await reportOf(group)
  if (report === undefined) {
    console.log('  failed; see the error above')
    process.exitCode = 1
    return
  }
  console.log(tableText(report.lines))
  for (const note of report.notes) console.log(`  · ${note}`)
  const folder = join(ROOT, '.local', 'bench')
  await mkdir(folder, { recursive: true })
  const file = join(folder, `${group.id}.json`)
  const at = new Date().toISOString()
  await writeFile(
    file,
    `${JSON.stringify({ id: group.id, at, node: process.version, ...report }, undefined, 2)}\n`,
  )
  console.log(`  raw: ${file}`)
}

async function reportOf({ id }: Group): Promise<Report | undefined> {
  const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), OWN_PROCESS, id], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, AWS_REGION: 'eu-central-1', POWERTOOLS_SERVICE_NAME: 'bench', LOG_LEVEL: 'INFO' },
  })
  let report: Report | undefined
  child.on('message', (message: Report) => {
    report = message
  })
  const [status] = await once(child, 'close')
  return status === 0 ? report : undefined
}
