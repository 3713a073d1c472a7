import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { hashesOf } from '../../../../../infra/commands/register/export-register.ts'
import { REGISTER_FILES, readRegister, writeRegister } from '../../../../../infra/commands/register/files.ts'
import { keptBy, lived } from '../../../registry/restoration/support.ts'

const folders: string[] = []

const written = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agglomera-register-'))
  folders.push(folder)
  const kept = await keptBy(await lived())
  const manifest = writeRegister(folder, kept, { exportedAt: '2026-03-20T08:00:00.000Z', ...hashesOf(kept) })
  return { folder, kept, manifest }
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

describe('the files of a register', () => {
  it('are read as they were written, and give the same hash', async () => {
    const { folder, kept, manifest } = await written()
    const { register, records } = readRegister(folder)
    expect({ register, records }).toEqual({ register: kept.register, records: kept.records })
    expect(manifest).toMatchObject({ code: 'national', hash: kept.hash, counts: { entries: 4, clusters: 3 } })
  })

  it('fit the schemas that lie beside them, and nothing else does', async () => {
    const { folder } = await written()
    for (const name of Object.keys(REGISTER_FILES)) {
      const read = (end: string) => JSON.parse(readFileSync(join(folder, `${name}.${end}`), 'utf8'))
      // The patterns say what the formats say.
      const ajv = new Ajv2020({ validateFormats: false, strict: false })
      const fits = ajv.compile(read('schema.json'))
      const content = read('json')
      expect(fits(content), `${name}: ${ajv.errorsText(fits.errors)}`).toBe(true)
      const [first, ...others] = name === 'register' ? [content] : content
      const [member] = Object.keys(first)
      const spoilt = { ...first, [String(member)]: { no: 'such thing' } }
      expect(fits(name === 'register' ? spoilt : [spoilt, ...others]), name).toBe(false)
    }
  })

  it('hold as CSV what they hold as JSON', async () => {
    const { folder } = await written()
    for (const name of Object.keys(REGISTER_FILES)) {
      const rows: Record<string, string>[] = parse(readFileSync(join(folder, `${name}.csv`)), {
        columns: true,
      })
      const content: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
      const records: unknown[] = Array.isArray(content) ? content : [content]
      const cells = records.map((record) =>
        Object.entries(Object(record)).flatMap(([column, value]) => {
          const text =
            typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
          return text === '' ? [] : [[column, text]]
        }),
      )
      const filled = rows.map((row) => Object.entries(row).filter(([, text]) => text !== ''))
      expect(filled.map((row) => Object.fromEntries(row))).toEqual(
        cells.map((row) => Object.fromEntries(row)),
      )
    }
  })

  it('are refused when one of them was changed, is missing, or tells something else', async () => {
    const { folder, manifest } = await written()
    const steps = readFileSync(join(folder, 'steps.json'), 'utf8')
    writeFileSync(join(folder, 'steps.json'), steps.replace('As inspected', 'As expected'))
    expect(() => readRegister(folder)).toThrow('steps.json is not what was exported')
    rmSync(join(folder, 'steps.json'))
    expect(() => readRegister(folder)).toThrow('ENOENT')
    writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, format: 'other' }))
    expect(() => readRegister(folder)).toThrow('manifest.json: /format')
    expect(readdirSync(folder)).toHaveLength(18)
  })
})
