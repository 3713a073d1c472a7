import type { LanguagesOf, Outbox } from '#delivery/readers'
import type { OfficeReader } from '#governance/readers'
import type { CalendarDate, Clock } from '#kernel/clock'
import type { NewId } from '#kernel/ids'
import type { LocalisedText } from '#kernel/localised-text'
import type { IndicatorStore } from '../indicator-store.ts'
import type { CodeLists, RegisterFacts } from '../ports.ts'
import type { SliceStore } from '../slice-store.ts'
import type { AlertStore } from './alert-store.ts'
import type { AlertSubject, DeadlineKind } from './model.ts'

/** A cluster that stands in a register, as alerts watch it. */
export interface ClusterProfile {
  readonly cluster: string
  readonly names: LocalisedText
  readonly regionPaths: readonly (readonly string[])[]
  readonly category: string
  /** The day on which its facts were last changed or confirmed. */
  readonly touchedOn: CalendarDate
  /** The day by which its facts have to be confirmed. */
  readonly confirmationDue: CalendarDate | undefined
}

/** What clusters owe and have not done. */
export interface OpenDeadlines {
  readonly kind: DeadlineKind
  /** Deadlines before a day that clusters have not met; of each cluster the oldest counts. */
  missed(today: CalendarDate): Promise<readonly { readonly cluster: string; readonly due: CalendarDate }[]>
}

/** What rules are judged by. */
export interface ReadingPorts {
  readonly slices: SliceStore
  readonly registry: Pick<RegisterFacts, 'clusterFacts'>
  /** All clusters that stand in a register. */
  readonly profiles: () => Promise<readonly ClusterProfile[]>
  /** Whoever sets deadlines. */
  readonly deadlines: readonly OpenDeadlines[]
  readonly clock: Clock
}

/** What evaluating alerts works with. */
export interface EvaluatingPorts extends ReadingPorts {
  readonly alerts: AlertStore
  readonly indicators: IndicatorStore
  readonly codeLists: Pick<CodeLists, 'regionTree'>
  readonly newId: NewId
}

/** What telling people of alerts works with. */
export interface AnnouncingPorts {
  readonly alerts: AlertStore
  readonly indicators: IndicatorStore
  readonly offices: OfficeReader
  readonly languagesOf: LanguagesOf
  readonly outbox: Outbox
  readonly nameOf: (subject: AlertSubject) => Promise<LocalisedText | undefined>
  readonly clock: Clock
}
