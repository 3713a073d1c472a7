import type { CalendarDate } from '#kernel/clock'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterId } from '#registry/model'
import type { DocumentStore } from './document-store.ts'

/** What documents need to know of clusters. */
export interface ClusterReader {
  /** Paths of all regions of a cluster, root first; undefined when there is no such cluster, or only a draft. */
  clusterRegions(cluster: ClusterId): Promise<readonly (readonly string[])[] | undefined>
  /** Whether one of these organisations is a member of the cluster on that day, or manages it. */
  isAmong(cluster: ClusterId, organisations: readonly string[], day: CalendarDate): Promise<boolean>
}

/** Signs the ways into the store of files and out of it. */
export interface FileGate {
  /** A form that lets exactly one file in. */
  form(
    key: string,
    file: { readonly mediaType: string; readonly size: number; readonly sha256: string },
    now: Date,
  ): Promise<{
    readonly url: string
    readonly fields: Readonly<Record<string, string>>
    readonly expiresAt: Date
  }>
  /** An address that gives the file under a name. */
  address(
    key: string,
    file: { readonly mediaType: string; readonly disposition: string },
    now: Date,
  ): Promise<{ readonly url: string; readonly expiresAt: Date }>
}

/** The store of files, for the function that checks them. */
export interface ObjectStore {
  /** Undefined when there is none. */
  read(
    key: string,
  ): Promise<{ readonly content: AsyncIterable<Uint8Array>; readonly etag: string } | undefined>
  /** Copies the object, if it still is the one that was read. */
  copy(from: string, etag: string, to: string): Promise<void>
  remove(key: string): Promise<void>
}

/** What the use cases of documents work with. */
export interface Ports {
  readonly documents: DocumentStore
  readonly clusters: ClusterReader
  readonly reference: Pick<ReferenceReader, 'pathOf' | 'find'>
  readonly files: FileGate
}
