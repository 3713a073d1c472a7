import type { Page, Position } from '#kernel/call'
import { fromItem, type LastChange, type Stored, toItem, valuesOf } from '#kernel/entity'
import type { Table, Write } from '#kernel/table'
import { extractEntity, extractFileEntity, extractKey, extractsOf, fileDigestKey } from './keys.ts'
import type { ExtractFile, ExtractFormat, ExtractRecord, FileDigest } from './model.ts'

/** Where extracts are kept. A record is written twice: when it is issued, and when its files are there. */
export class ExtractStore {
  readonly table: Table
  constructor(table: Table) {
    this.table = table
  }

  async find(code: string): Promise<Stored<ExtractRecord> | undefined> {
    return fromItem(extractEntity, await this.table.get(extractKey(code), { consistent: true }))
  }

  /** The extracts of a register, the first issued first. */
  async ofRegister(
    register: string,
    page: { readonly limit: number; readonly after?: Position | undefined },
  ): Promise<Page<ExtractRecord>> {
    const { items, next } = await this.table.query({ index: 'gsi1', pk: extractsOf(register), ...page })
    return { items: valuesOf(extractEntity, items), next }
  }

  /** The extract whose file has this digest. */
  async fileOf(sha256: string): Promise<ExtractFile | undefined> {
    return fromItem(extractFileEntity, await this.table.get(fileDigestKey(sha256), { consistent: true }))
      ?.value
  }
}

/** The writes that keep an extract as it is issued. */
export const issued = (record: ExtractRecord, change: LastChange): readonly Write[] => [
  { put: toItem(extractEntity, record, { version: 1, change }), if: 'absent' },
  fileMark(record, 'json', record.json),
]

/** The writes that say that the files of an extract are there. */
export const finished = (
  { value: { given: _kept, ...value }, version }: Stored<ExtractRecord>,
  pdf: FileDigest,
  change: LastChange,
): readonly Write[] => [
  { put: toItem(extractEntity, { ...value, pdf }, { version: version + 1, change }), if: { version } },
  fileMark(value, 'pdf', pdf),
]

const fileMark = ({ code }: ExtractRecord, format: ExtractFormat, { sha256 }: FileDigest): Write => ({
  put: toItem(extractFileEntity, { sha256, code, format }),
  if: 'absent',
})
