import * as z from 'zod'
import { DocumentContent, MediaType } from '#knowledge/model'
import { CodeRow } from '#reference/model'
import { field, ID, NAMES, needed, VALIDITY } from './columns.ts'
import type { Field } from './field.ts'
import { FIGURE_KINDS, INDICATORS } from './figure-kinds.ts'
import { GOVERNING_KINDS } from './governing-kinds.ts'
import type { Kind } from './kind.ts'
import { REGISTER_KINDS } from './register-kinds.ts'

const codeList = (name: 'regions' | 'industries' | 'categories', fields: readonly Field[]): Kind => ({
  name,
  fields: [needed('code'), ...fields, ...VALIDITY],
  row: CodeRow,
  ...(name !== 'categories' && { tree: { own: 'code', parent: 'parent' } }),
  powers: ['code-list.manage'],
  rowsPerCall: 500,
  callsAtOnce: 1,
})

/** A document as a table tells it: the file lies where the path, from the table's folder, says. Rows with the
 *  same id are versions of one, the oldest first. */
export const DocumentRow = DocumentContent.extend({
  file: z.string().min(1),
  /** Under which name it is offered; the file's own unless given. */
  fileName: z.string().exactOptional(),
  /** What the end of the name says unless given. */
  mediaType: MediaType.exactOptional(),
  /** Why it was withdrawn: the document is withdrawn once its files are there. */
  withdrawn: z.string().exactOptional(),
})

/** An extract as a table tells it: its files lie where the paths, from the table's folder, say. */
export const ExtractFilesRow = z.object({ json: z.string().min(1), pdf: z.string().min(1) })

/** The kinds that tables describe field by field; records that move as they are kept are no part of these. */
export const DECLARED: readonly Kind[] = [
  ...GOVERNING_KINDS,
  codeList('regions', [field('parent'), needed('level'), NAMES]),
  codeList('industries', [field('parent'), needed('kind'), field('name', 'languages', 'names')]),
  codeList('categories', [NAMES]),
  INDICATORS,
  ...REGISTER_KINDS,
  ...FIGURE_KINDS,
  {
    name: 'documents',
    fields: [
      ID,
      needed('file'),
      field('fileName'),
      field('mediaType'),
      needed('title', 'languages', 'titles'),
      field('description', 'languages', 'descriptions'),
      needed('language'),
      field('categories', 'list'),
      field('clusters', 'list'),
      field('tags', 'list'),
      needed('visibility'),
      field('region'),
      field('withdrawn'),
    ],
    row: DocumentRow,
    address: 'id',
    powers: ['document.publish'],
    rowsPerCall: 100,
    callsAtOnce: 4,
  },
  {
    name: 'extracts',
    fields: [needed('register'), needed('json'), needed('pdf')],
    row: ExtractFilesRow,
    address: 'register',
    powers: ['register.restore'],
    rowsPerCall: 100,
    callsAtOnce: 2,
  },
]
