import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseArguments } from '../../../../../infra/commands/import/arguments.ts'
import { readTable } from '../../../../../infra/commands/import/read-table.ts'
import { writeRejected } from '../../../../../infra/commands/import/rejected-file.ts'
import { importFile } from '../../../../../infra/commands/import.ts'

const folder = mkdtempSync(join(tmpdir(), 'agglomera-rejected-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the file of rejected rows', () => {
  let own: string
  let count = 0
  beforeEach(() => {
    own = join(folder, String(++count))
    mkdirSync(own)
  })
  afterEach(() => vi.restoreAllMocks())

  const table = { columns: ['code', 'rejected_reason'], delimiter: ';', rows: [] } as const
  const rejected = [{ row: { code: 'a;b', rejected_reason: 'an old one' }, reason: 'it is bad' }]
  const missing = () => join(own, 'missing')

  it('lies beside the file, and keeps its name when it is imported itself', () => {
    const first = writeRejected(join(own, 'codes.CSV'), table, rejected)
    expect(first).toBe(join(own, 'codes.rejected.csv'))
    expect(readFileSync(first, 'utf8')).toBe('code;rejected_reason\n"a;b";it is bad\n')
    expect(writeRejected(first, readTable(first), rejected)).toBe(first)
  })

  it('lies in the next place that can be written where a place cannot', () => {
    const file = join(missing(), 'codes.csv')
    expect(writeRejected(file, table, rejected, [missing, () => own])).toBe(join(own, 'codes.rejected.csv'))
  })

  it('lies in the current folder where that of the file takes none, and import says where', async () => {
    const elsewhere = join(own, 'elsewhere')
    mkdirSync(elsewhere)
    vi.spyOn(process, 'cwd').mockReturnValue(elsewhere)
    const file = join(own, 'categories.csv')
    writeFileSync(file, 'code,name\n,Nameless\n')
    // A folder of that name stands in the way, also for root, to whom no folder is read-only.
    mkdirSync(join(own, 'categories.rejected.csv'))
    const lines: string[] = []
    await importFile(parseArguments(['categories', file, '--dry-run']), {
      log: (line) => lines.push(line),
      progress: () => undefined,
    })
    const written = join(elsewhere, 'categories.rejected.csv')
    expect(readFileSync(written, 'utf8')).toContain('code: is empty')
    expect(lines.at(-1)).toContain(written)
  })

  it('is told to be nowhere, with each reason', () => {
    expect(() => writeRejected('codes.csv', table, rejected, [missing, missing])).toThrow(
      /^The rejected rows can be written nowhere: ENOENT.*; ENOENT/,
    )
  })
})
