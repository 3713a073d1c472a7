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
  /** An address that takes the file of this SHA-256 (hexadecimal) with these headers, once, and no other. */
  writing(
    key: string,
    sha256: string,
    now: Date,
  ): Promise<{
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    readonly expiresAt: Date
  }>
}

export interface Ports {
  readonly kinds: Readonly<Record<MovedKindName, PlacedKind>>
  readonly filesOfRuns: FilesOfRuns
  readonly gate: ReportFileGate
}
