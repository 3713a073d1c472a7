import { platformActor } from '#kernel/access'
import type { Context } from '#kernel/call'
import { addDays, type CalendarDate, dateIn } from '#kernel/clock'
import { type Stored, valuesOf } from '#kernel/entity'
import { lostRace, untilWon } from '#kernel/lost-race'
import { queryAll, type Table } from '#kernel/table'
import { closingWrites, stepWrites, told } from './applications/advance-application.ts'
import { ApplicationStore, applicationPut } from './applications/application-store.ts'
import { ClusterStore } from './clusters/cluster-store.ts'
import { finishUnfinished } from './finish-unfinished.ts'
import {
  applicationEntity,
  applicationsKey,
  clusterFactsEntity,
  FACTS,
  REGISTERS,
  registerEntity,
} from './keys.ts'
import {
  type ApplicationRecord,
  applicationAfter,
  type ClusterRecord,
  confirmationDue,
  type Register,
} from './model.ts'
import { noticeWrites } from './notices.ts'
import { type WatchPorts, watchDecisions } from './registers/watch-decisions.ts'

/** What one run did. */
export interface TermsWatched {
  readonly lapsed: number
  /** Clusters whose facts nobody confirmed for a year. */
  readonly unconfirmed: number
  /** Entries whose decision ends, announced. */
  readonly expiring: number
  /** Entries removed because the term of their decision ended. */
  readonly expired: number
  /** Mergers that were broken off, finished. */
  readonly mergers: number
  /** Memberships suspended or reinstated with the restrictions of their organisations. */
  readonly followed: number
}

/** Lets returned applications lapse whose term is over, announces and carries out the end of decisions with a term,
 *  finishes what was broken off, and reminds of yearly confirmations. Running it twice, or
 *  after days without a run, changes nothing that one run would not have. */
export const watchTerms = async (ports: WatchPorts, at: Date): Promise<TermsWatched> => {
  const { table } = ports
  const context: Context = {
    actor: platformActor(at),
    requestId: `watch-terms-${at.toISOString()}`,
    at,
    language: 'en',
  }
  const registers = valuesOf(registerEntity, await queryAll(table, { index: 'gsi1', pk: REGISTERS }))
  const done = { lapsed: 0, expiring: 0, expired: 0 }
  for (const register of registers) {
    done.lapsed += await lapseReturned(table, register, context)
    const { expiring, expired } = await watchDecisions(ports, register, context)
    done.expiring += expiring
    done.expired += expired
  }
  const { mergers, followed } = await finishUnfinished(table, context)
  return { ...done, mergers, followed, unconfirmed: await remindUnconfirmed(table, context) }
}

const lapseReturned = async (table: Table, register: Register, context: Context): Promise<number> => {
  const today = dateIn(register.timeZone, context.at)
  const pk = applicationsKey(register.id, 'returned')
  const returned = valuesOf(applicationEntity, await queryAll(table, { index: 'gsi1', pk }))
  const over = returned.filter(({ term }) => term?.due !== undefined && term.due < today)
  for (const { id } of over) await lapse(table, register, id, today, context)
  return over.length
}

const lapse = (table: Table, register: Register, id: string, today: CalendarDate, context: Context) =>
  untilWon(async () => {
    const clusters = new ClusterStore(table)
    const application: Stored<ApplicationRecord> = await new ApplicationStore(table).get(id)
    // Answered in this moment: nothing lapses.
    if (application.value.status !== 'returned') return
    const cluster = await clusters.get(application.value.cluster)
    const after: ApplicationRecord = {
      ...application.value,
      status: applicationAfter(application.value.status, 'lapse'),
    }
    const found = { application, cluster, register, today }
    const action = 'lapse-application'
    await table.write([
      { ...applicationPut(after, application.version, context, action), otherwise: lostRace },
      ...stepWrites(found, after, { action: 'lapse' }, { ...context, body: {} }),
      ...told(found, 'application-lapsed', {}, context),
      ...closingWrites({ clusters }, found, context, action),
    ])
  })

/** Days between two reminders of the same confirmation. */
const REMIND_EVERY = 30

const remindUnconfirmed = async (table: Table, context: Context): Promise<number> => {
  const clusters = new ClusterStore(table)
  const today = dateIn('UTC', context.at)
  const ids = valuesOf(clusterFactsEntity, await queryAll(table, { pk: FACTS })).map(({ cluster }) => cluster)
  const records = await clusters.findAll(ids)
  let count = 0
  for (const record of records.values()) {
    const due = confirmationDue(record)
    if (due === undefined || due > today) continue
    count++
    await table.write(reminders(record, due, today))
  }
  return count
}

/** A reminder bears the instant at which it fell due, so that there is one of it however often it is written. */
const reminders = (record: ClusterRecord, due: CalendarDate, today: CalendarDate) => {
  const late = Math.round((Date.parse(today) - Date.parse(due)) / 86_400_000)
  const fell = addDays(due, Math.floor(late / REMIND_EVERY) * REMIND_EVERY)
  const managing = record.fields.managementOrganisation
  return noticeWrites(
    [record.createdBy, ...(managing === undefined ? [] : [managing])],
    { kind: 'confirmation-due', cluster: record.id, about: record.id, due },
    { at: new Date(`${fell}T00:00:00.000Z`) },
  )
}
