import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundle, functionName } from '../../infra/bundle.ts'
import { traced } from '../../infra/commands/trace.ts'
import { DIST, ROOT } from '../../infra/paths.ts'

/** Where a text stands in a bundle, as a stack trace has it. */
const placeOf = (entry: string, text: string): string => {
  const before = readFileSync(join(DIST, functionName(entry), 'index.js'), 'utf8').split(text)[0] ?? ''
  const lines = before.split('\n')
  return `index.js:${lines.length}:${(lines.at(-1) ?? '').length + 1}`
}

describe('a stack trace', () => {
  beforeAll(async () => {
    await bundle()
  })

  it.each([
    { kind: 'in parts', entry: 'functions/api/platform.ts' },
    { kind: 'in one file', entry: 'functions/jobs/aggregate-kpis.ts' },
  ])('of a function that is bundled $kind gets the places in the source', async ({ entry }) => {
    const text = 'The environment is incomplete'
    const trace = `Error: it\n    at a (/var/task/${placeOf(entry, text)})\n    at node:internal/process:95:5\n`
    const found = await traced(entry, trace)
    const [, path = '', line] = /at a \((.+):(\d+):\d+\)/.exec(found) ?? []
    expect(readFileSync(join(ROOT, path), 'utf8').split('\n')[Number(line) - 1]).toContain(text)
    expect(found).toBe(trace.replace(/\/var\/task\/[^)]+/, /a \((.+)\)/.exec(found)?.[1] ?? ''))
  })

  it('stays as it is where nothing of the bundle is named', async () => {
    const trace = 'Error: it\n    at a (/var/runtime/other.js:1:2)\n'
    expect(await traced('functions/jobs/aggregate-kpis.ts', trace)).toBe(trace)
  })
})
