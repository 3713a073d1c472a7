import type { MovedKind } from '#kernel/moved-kind'
import type { Table } from '#kernel/table'
import type { FilesOfRuns } from '#reports/readers/moved-records'
import type { MovedKindName } from './model.ts'

/** A kind that moves and the table in which it lies. */
export interface PlacedKind {
  readonly kind: MovedKind
  readonly table: Table
}

/** Signs for the bucket of reports. */
export interface ReportFileGate {
  address(key: string, now: Date): Promise<{ readonly url: string; readonly expiresAt: Date }>
  /** A form that lets in the file of this SHA-256 (hexadecimal) and size, and no other. */
  form(
    key: string,
    file: { readonly sha256: string; readonly bytes: number },
    now: Date,
  ): Promise<{
    readonly url: string
    readonly fields: Readonly<Record<string, string>>
    readonly expiresAt: Date
  }>
}

export interface Ports {
  readonly kinds: Readonly<Record<MovedKindName, PlacedKind>>
  readonly filesOfRuns: FilesOfRuns
  readonly gate: ReportFileGate
}
