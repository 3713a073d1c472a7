import { ApiProblem } from '#kernel/client'
import { extracts } from '../api.ts'
import { t } from './texts/index.ts'

type Verification = Awaited<ReturnType<typeof extracts.verifyExtract>>['body']
type FileAnswer = Awaited<ReturnType<typeof extracts.verifyFile>>['body']

/** What is held to be an extract: its code, its file or both. */
export interface Question {
  readonly code: string
  readonly file: File | undefined
}

/** What the register says. */
export interface Told {
  readonly verdict: string
  readonly explained: string
  readonly state: 'good' | 'changed' | 'bad'
  /** Of an extract that it issued. */
  readonly issued: Exclude<Verification, { readonly result: 'unknown' }> | undefined
}

/** Asks the register. The file stays where it is: only its digest is sent.
 *  @throws Fault where something else has to be entered */
export const check = async ({ code, file }: Question): Promise<Told> => {
  if (code === '' && file === undefined) throw new Fault(t.empty)
  try {
    if (file === undefined) return ofCode((await extracts.verifyExtract({ params: { code } })).body)
    const body = { sha256: await digestOf(file), ...(code !== '' && { code }) }
    return ofFile((await extracts.verifyFile({ body })).body)
  } catch (error) {
    if (!(error instanceof ApiProblem) || (error.status !== 400 && error.status !== 422)) throw error
    throw new Fault(error.faults[0]?.detail ?? error.message)
  }
}

/** Says at the field what is wrong with what was entered. */
export class Fault extends Error {
  override readonly name = 'Fault'
}

const ofCode = (verification: Verification): Told => ({
  ...t.verdicts[verification.result],
  state: verification.result === 'current' ? 'good' : verification.result === 'changed' ? 'changed' : 'bad',
  issued: verification.result === 'unknown' ? undefined : verification,
})

const ofFile = ({ file, verification }: FileAnswer): Told => {
  const code = verification && ofCode(verification)
  const said = t.files[file]
  if (file !== 'issued' || code === undefined) return { ...said, state: 'bad', issued: code?.issued }
  return {
    ...code,
    verdict: `${said.verdict}. ${code.verdict}`,
    explained: `${said.explained} ${code.explained}`,
  }
}

const digestOf = async (file: File): Promise<string> =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
