import type { ReferenceReader } from '#reference/readers'
import type { ExtractReader } from '#registry/readers'
import type { ExtractStore } from './extract-store.ts'
import type { ExtractCode, ExtractFormat } from './model.ts'

/** Signs the way out of the store of files. */
export type FileAddress = (
  file: { readonly code: ExtractCode; readonly format: ExtractFormat },
  now: Date,
) => Promise<{ readonly url: string; readonly expiresAt: Date }>

/** What the use cases of extracts work with. */
export interface Ports {
  readonly extracts: ExtractStore
  readonly registry: ExtractReader
  readonly reference: Pick<ReferenceReader, 'find'>
  readonly addressOf: FileAddress
  readonly newCode: () => ExtractCode
  /** Whether what is issued here is for training. */
  readonly training: boolean
  /** The page on which anyone checks an extract, without its code. */
  readonly verifyPage: string
}
