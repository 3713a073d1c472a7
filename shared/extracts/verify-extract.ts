import type { Call } from '#kernel/call'
import { NotFoundError } from '#kernel/errors'
import type { extractsContract } from './contract.ts'
import {
  type ExtractCode,
  type ExtractRecord,
  extractView,
  type FileVerification,
  fileName,
  IssuedExtract,
  type Verification,
  verificationOf,
} from './model.ts'
import type { Ports } from './ports.ts'

type Routes = typeof extractsContract.routes

/** What the register says of a code. An unknown one is an answer, not an error. */
export const verifyExtract =
  (ports: Pick<Ports, 'extracts' | 'registry'>) => async (call: Call<Routes['verifyExtract']>) => ({
    status: 200 as const,
    body: await verified(ports, call.params.code, call.at),
  })

/** What the register says of a file by its digest: one changed digit gives another digest, and no extract has it. */
export const verifyFile =
  (ports: Pick<Ports, 'extracts' | 'registry'>) => async (call: Call<Routes['verifyFile']>) => {
    const { sha256, code } = call.body
    const file = await ports.extracts.fileOf(sha256)
    const verification = async (of: ExtractCode) => verified(ports, of, call.at)
    const body = async (): Promise<FileVerification> => {
      if (file !== undefined && (code === undefined || code === file.code))
        return { file: 'issued', format: file.format, verification: await verification(file.code) }
      if (code === undefined) return { file: 'unknown' }
      const said = await verification(code)
      return { file: said.result === 'unknown' ? 'unknown' : 'refuted', verification: said }
    }
    return { status: 200 as const, body: await body() }
  }

const verified = async (
  { extracts, registry }: Pick<Ports, 'extracts' | 'registry'>,
  code: ExtractCode,
  at: Date,
): Promise<Verification> => {
  const stored = await extracts.find(code)
  if (stored === undefined) return { result: 'unknown', code }
  const { content, training } = contentOf(stored.value)
  const changes = await registry.changesSince(stored.value, content, at)
  return { ...verificationOf(extractView(stored.value), content, changes), ...(training && { training }) }
}

const contentOf = ({ document }: ExtractRecord): IssuedExtract => IssuedExtract.parse(JSON.parse(document))

/** The address of a file of an extract. @throws NotFoundError for an unknown code, and until the files are there */
export const downloadExtract =
  ({ extracts, addressOf }: Pick<Ports, 'extracts' | 'addressOf'>) =>
  async (call: Call<Routes['downloadExtract']>) => {
    const { code, format } = call.params
    const stored = await extracts.find(code)
    if (stored === undefined)
      throw new NotFoundError({
        en: `No extract was issued under the code ${code}.`,
        ru: `Выписка с кодом ${code} не выдавалась.`,
      })
    const { json, pdf } = stored.value
    if (pdf === undefined)
      throw new NotFoundError({
        en: 'The files of this extract are being made: ask again in a few seconds.',
        ru: 'Файлы этой выписки ещё готовятся: повторите запрос через несколько секунд.',
      })
    const { url, expiresAt } = await addressOf({ code, format }, call.at)
    return {
      status: 200 as const,
      body: {
        url,
        fileName: fileName(code, format),
        sha256: (format === 'pdf' ? pdf : json).sha256,
        expiresAt: expiresAt.toISOString(),
      },
    }
  }
