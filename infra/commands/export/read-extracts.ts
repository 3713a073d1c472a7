import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractsContract } from '#extracts/contract'
import type { ExtractCode, ExtractFormat } from '#extracts/model'
import type { RecordOf } from '#imports/record'
import { patiently } from '#imports/send'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { everyRow } from '../import/every-row.ts'
import { fetchedFile } from './fetched-file.ts'
import { inTurns } from './in-turns.ts'

/** Reads every extract whose files are there, and puts these below the folder. */
export const readExtracts = async (options: ClientOptions, folder: string): Promise<readonly RecordOf[]> => {
  const registry = clientOf(registryContract, options)
  const extracts = clientOf(extractsContract, options)
  const file = async (code: ExtractCode, format: ExtractFormat): Promise<string> => {
    const { body } = await patiently(() => extracts.downloadExtract({ params: { code, format } }))
    const path = join('extracts', body.fileName)
    writeFileSync(join(folder, path), await fetchedFile(body.url))
    return path
  }
  mkdirSync(join(folder, 'extracts'), { recursive: true })
  const registers = await everyRow((query) => registry.listRegisters({ query }))
  const read = await inTurns(registers, async ({ code: register }) => {
    const params = { registerId: register }
    const issued = await everyRow((query) => extracts.listExtracts({ params, query }))
    return inTurns(
      issued.filter(({ state }) => state === 'issued'),
      async ({ code }) => ({ register, json: await file(code, 'json'), pdf: await file(code, 'pdf') }),
    )
  })
  return read.flat()
}
