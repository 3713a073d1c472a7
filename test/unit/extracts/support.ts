import { ExtractStore } from '#extracts/extract-store'
import { createExtracts } from '#extracts/index'
import { extractsEntities } from '#extracts/keys'
import { codeFrom } from '#extracts/model'
import { LAYOUT } from '#extracts/print/layout'
import { renderExtract } from '#extracts/render-extract'
import type { RecordChange } from '#kernel/dynamo/consume-stream'
import { MemoryTable } from '#kernel/memory-table'
import { typesetter } from '#typesetting/typesetter'
import { memoryFiles } from '../../support/memory-files.ts'
import { packagedTypesetter } from '../../support/packaged-typesetter.ts'
import { registered } from '../registry/extracts/support.ts'

/** The typesetter of extracts with the fonts that are deployed. */
export const realTypesetter = async () =>
  typesetter(await packagedTypesetter(), { name: 'extract', layout: LAYOUT })

/** A platform with an entry whose extracts are issued and rendered by a typesetter that writes the texts as JSON. */
export const issuing = async (over: object = {}, { training = false } = {}) => {
  const given = await registered(over)
  const table = new MemoryTable()
  const files = memoryFiles()
  let codes = 0
  const extracts = createExtracts(
    { EXTRACTS_BUCKET: 'extracts', PORTAL_URL: 'https://clusters.example', TRAINING: training },
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
