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

/** What a definition is held against. */
export interface DefiningPorts {
  readonly reference: Pick<ReferenceReader, 'find'>
  readonly clusters: ClusterReader
  /** The codes of all indicators. */
  readonly indicators: () => Promise<ReadonlySet<string>>
}

/** What the use cases of reports work with. */
export interface Ports extends DefiningPorts {
  readonly reports: ReportStore
  readonly runs: ReportRunStore
  readonly addressOf: FileAddress
  readonly newId: NewId
  /** Where people reach the API. */
  readonly apiUrl: string
}

/** What the content of a report is read from. */
export interface StatingPorts {
  readonly figures: FigureReader
  readonly alerts: AlertReader
  readonly register: Pick<RegistryReader, 'clusterFacts'> & ClusterNames
  readonly reference: Pick<ReferenceReader, 'regionTree' | 'regions' | 'categories' | 'industries'>
}

/** What previewing a report takes: what its definition is held against, and what it is read from. */
export interface PreviewingPorts extends Omit<DefiningPorts, 'reference'>, Omit<StatingPorts, 'reference'> {
  readonly reference: DefiningPorts['reference'] & StatingPorts['reference']
  /** Whether the deployment is for training. */
  readonly training: boolean
}

/** What making a report takes. */
export interface MakingPorts extends StatingPorts {
  /** Whether reports are made for training. */
  readonly training: boolean
  /** A person with the powers that they have now. */
  readonly actingPerson: (person: string, at: Date) => Promise<Actor>
}
