import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExtractStore } from '#extracts/extract-store'
import { createExtracts } from '#extracts/index'
import { extractsEntities } from '#extracts/keys'
import { codeFrom } from '#extracts/model'
import type { FileStore } from '#extracts/ports'
import { typesetter } from '#extracts/print/typesetter'
import { renderExtract } from '#extracts/render-extract'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { MemoryTable } from '#kernel/memory-table'
import { ROOT } from '../../../infra/paths.ts'
import { registered } from '../registry/extracts/support.ts'

const packaged = (path: string) => readFile(join(ROOT, 'node_modules', path))

/** The typesetter with the fonts that are deployed. */
export const realTypesetter = async () =>
  typesetter(await packaged('@myriaddreamin/typst-ts-web-compiler/pkg/typst_ts_web_compiler_bg.wasm'), [
    await packaged('@expo-google-fonts/pt-sans/400Regular/PTSans_400Regular.ttf'),
    await packaged('@expo-google-fonts/pt-sans/700Bold/PTSans_700Bold.ttf'),
  ])

/** Files in memory; each key is taken once. */
const memoryFiles = (): FileStore & { readonly kept: Map<string, Uint8Array> } => {
  const kept = new Map<string, Uint8Array>()
  return {
    kept,
    keep: async (key, bytes) => {
      const there = kept.get(key) ?? bytes
      kept.set(key, there)
      return there
    },
  }
}

/** A platform with an entry whose extracts are issued and rendered by a typesetter that writes the texts as JSON. */
export const issuing = async (over: object = {}) => {
  const given = await registered(over)
  const table = new MemoryTable()
  const files = memoryFiles()
  let codes = 0
  const extracts = createExtracts(
    { EXTRACTS_BUCKET: 'extracts', PORTAL_URL: 'https://clusters.example' },
    {
      table,
      registryTable: given.table,
      referenceTable: given.referenceTable,
      newCode: () => codeFrom(new Uint8Array(19).fill(++codes)),
      addressOf: async ({ code, format }, now) => ({
        url: `https://files.example/${code}.${format}`,
        expiresAt: now,
      }),
    },
  )
  let typeset = 0
  const render = renderExtract({
    extracts: new ExtractStore(table),
    files,
    typeset: async () => (printed) => {
      typeset += 1
      return Buffer.from(JSON.stringify(printed))
    },
  })
  const changes = (): RecordChange[] =>
    table
      .all()
      .filter(({ entity }) => extractsEntities.some(({ name }) => name === entity))
      .map((after, index) => ({
        name: `change-${index}`,
        table: 'extracts',
        sequence: String(index),
        at: new Date('2026-03-11T10:00:01.000Z'),
        before: undefined,
        after,
      }))
  return {
    ...given,
    extracts,
    extractsTable: table,
    files,
    render,
    timesTypeset: () => typeset,
    /** Gives every record to the consumer of the stream, as after a change. */
    stream: async () => {
      for (const change of changes()) await render(change)
    },
  }
}
