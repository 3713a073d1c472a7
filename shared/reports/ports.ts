import type { Actor } from '#kernel/access'
import type { NewId } from '#kernel/ids'
import type { AlertReader } from '#monitoring/alerts/readers'
import type { FigureReader } from '#monitoring/readers'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterNames, ClusterReader, RegistryReader } from '#registry/readers'
import type { ReportStore } from './report-store.ts'
import type { ReportRunStore } from './run-store.ts'

/** Signs the way out of the store of files. */
export type FileAddress = (
  file: {
    readonly key: string
    readonly fileName: string
    /** Whether a browser saves the file, which it does unless told, or shows it. */
    readonly disposition?: 'attachment' | 'inline'
  },
  now: Date,
) => Promise<{ readonly url: string; readonly expiresAt: Date }>

/** What the use cases of reports work with. */
export interface Ports {
  readonly reports: ReportStore
  readonly runs: ReportRunStore
  readonly reference: Pick<ReferenceReader, 'find'>
  readonly clusters: ClusterReader
  /** The codes of all indicators. */
  readonly indicators: () => Promise<ReadonlySet<string>>
  readonly addressOf: FileAddress
  readonly newId: NewId
  /** Where people reach the API. */
  readonly apiUrl: string
}

/** What making a report takes. */
export interface MakingPorts {
  /** Whether reports are made for training. */
  readonly training: boolean
  readonly figures: FigureReader
  readonly alerts: AlertReader
  readonly register: Pick<RegistryReader, 'clusterFacts'> & ClusterNames
  readonly reference: Pick<ReferenceReader, 'regionTree' | 'regions' | 'categories' | 'industries'>
  /** A person with the powers that they have now. */
  readonly actingPerson: (person: string, at: Date) => Promise<Actor>
}
