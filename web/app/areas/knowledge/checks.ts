import { knowledgeContract } from '#knowledge/contract'
import { DocumentContent, FileContent, NewDocument } from '#knowledge/model'
import { list } from '../../format.ts'
import { type Check, checkBy } from '../../forms/check.ts'
import type { Fault } from '../../forms/faults.ts'
import type { ContentValues } from './content.ts'
import { t } from './texts/index.ts'
import { type Declared, ENDS } from './upload/declared.ts'

/** Checks by the schemas of the contract; they come with the first form. */

/** What is typed where a file goes with it; `file` says what it is. */
export interface WithFile {
  readonly file?: Declared
}

/** Lines that were left empty are no keywords. */
const tidy = <V extends Pick<ContentValues, 'tags'>>(values: V) => ({
  ...values,
  tags: values.tags.filter((tag) => tag.trim() !== ''),
})

const content = checkBy(DocumentContent)
const announced = checkBy(NewDocument)
const version = checkBy(FileContent)

export const withdrawal = checkBy(knowledgeContract.routes.withdrawDocument.body)

export const documentContent = (values: ContentValues) => content(tidy(values))

/** @param isHere whether the chosen file is still at hand: drafts outlive it */
export const newDocument =
  (isHere: boolean) =>
  ({ file, ...values }: ContentValues & WithFile) =>
    withFile(announced({ ...tidy(values), ...file }), isHere ? file : undefined)

/** @param isHere as above */
export const newVersion =
  (isHere: boolean) =>
  ({ file }: WithFile) =>
    withFile(version({ ...file }), isHere ? file : undefined)

const OF_FILE = ['/fileName', '/mediaType', '/size', '/sha256']
const isOfFile = ({ pointer }: Fault): boolean => OF_FILE.includes(pointer)

/** Tells at the one field of the file what is wrong with it: the first thing, since the others come of it. */
const withFile = <C>(checked: ReturnType<Check<C>>, file: Declared | undefined): ReturnType<Check<C>> => {
  const faults = 'faults' in checked ? checked.faults : []
  const first = fileFault(faults.filter(isOfFile), file)
  if (first === undefined) return checked
  return { faults: [...faults.filter((fault) => !isOfFile(fault)), { pointer: '/file', detail: first }] }
}

const fileFault = (faults: readonly Fault[], file: Declared | undefined): string | undefined => {
  if (file === undefined) return t.fileMissing
  if (file.mediaType === undefined) return t.fileType(list(ENDS))
  return faults[0]?.detail
}
