import { platformActor } from '#kernel/access'
import type { Context } from '#kernel/call'
import { dateIn } from '#kernel/clock'
import { changeBy, type Stored } from '#kernel/entity'
import { DomainError } from '#kernel/errors'
import { inLanguage, type Language } from '#kernel/localised-text'
import { logger } from '#kernel/logger'
import type { ClusterFacts, Duty } from '../model.ts'
import { markName } from './change-duty.ts'
import { type Campaign, inScope, laterClusters } from './model/campaign.ts'
import { progressOf } from './model/progress.ts'
import { isReminded, type Reminder, reminderDue, reminderFor } from './model/reminder.ts'
import { opening } from './open-campaign.ts'
import type { CampaignPorts, ClusterNames } from './ports.ts'

/** How reminders reach people: who is in office, in which language they get mail, and where it is queued. */
export interface Mail {
  readonly offices: {
    at(holder: string, day: string): Promise<readonly { readonly person: string; readonly role: string }[]>
  }
  readonly languagesOf: (people: readonly string[]) => Promise<(person: string) => Language>
  readonly outbox: { put(messages: readonly Reminder[]): Promise<void> }
}

/** What the daily job is built from; without mail nobody is reminded. */
export interface WatchPorts extends CampaignPorts {
  readonly names: ClusterNames
  readonly mail?: Mail | undefined
}

/** What one run did. */
export interface CampaignsWatched {
  readonly opened: number
  /** Clusters that came into the scope of an open campaign. */
  readonly joined: number
  /** Messages queued; those of an earlier run are sent once all the same. */
  readonly reminders: number
  /** Clusters that owe and whose management nobody holds an office in. */
  readonly unreached: readonly string[]
  /** Campaigns that could not be opened, and why. */
  readonly failed: readonly string[]
}

/** Opens campaigns whose day has come, takes in clusters that came into the scope of open ones, and reminds who has
 *  not submitted. Run twice it does nothing more; what fails for one campaign does not stop the others. */
export const watchCampaigns = async (ports: WatchPorts, at: Date): Promise<CampaignsWatched> => {
  const context: Context = {
    actor: platformActor(at),
    requestId: `watch-campaigns-${at.toISOString()}`,
    at,
    language: 'en',
  }
  const done = { opened: 0, joined: 0, reminders: 0, unreached: new Set<string>(), failed: [] as string[] }
  const campaigns = await ports.campaigns.unended()
  const facts = campaigns.length === 0 ? [] : await ports.registry.clusterFacts()
  for (const stored of campaigns) {
    try {
      const campaign = await opened(ports, stored, context)
      if (campaign === undefined) continue
      if (stored.value.status === 'planned') done.opened += 1
      const { duty, joined } = await takenIn(ports, campaign, facts, context)
      done.joined += joined
      if (ports.mail === undefined) continue
      const { messages, unreached } = await remindersFor(
        { ...ports, ...ports.mail },
        campaign.value,
        duty,
        at,
      )
      await ports.mail.outbox.put(messages)
      done.reminders += messages.length
      for (const cluster of unreached) done.unreached.add(cluster)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      logger.warn('campaign not watched', { campaign: stored.value.id, reason: error.detail.en })
      done.failed.push(`${stored.value.id}: ${error.detail.en}`)
    }
  }
  return { ...done, unreached: [...done.unreached].sort() }
}

/** An open campaign, opened if its day has come; undefined for one whose day is to come. */
const opened = async (
  ports: WatchPorts,
  stored: Stored<Campaign>,
  context: Context,
): Promise<Stored<Campaign> | undefined> => {
  if (stored.value.status === 'open') return stored
  if (dateIn(stored.value.timeZone, context.at) < stored.value.opensOn) return undefined
  const { campaign, writes } = await opening(ports, stored, context.at, changeBy(context, 'open-campaign'))
  await ports.table.write(writes)
  return { value: campaign, version: stored.version + 1 }
}

/** Who owes, with the clusters that came into the scope until the deadline. */
const takenIn = async (
  ports: WatchPorts,
  campaign: Stored<Campaign>,
  facts: readonly ClusterFacts[],
  context: Context,
): Promise<{ duty: Duty; joined: number }> => {
  const { value: duty, version } = await ports.duties.get(campaign.value)
  const { scope, timeZone, deadline } = campaign.value
  const today = dateIn(timeZone, context.at)
  const later = scope.later && today <= deadline ? laterClusters(duty, inScope(scope, facts, today)) : []
  if (later.length === 0) return { duty, joined: 0 }
  const by = { by: 'platform', at: context.at.toISOString() }
  const changes = later.map((cluster) => ({ cluster, kind: 'joined' as const, on: today, ...by }))
  const after: Duty = { ...duty, changes: [...duty.changes, ...changes] }
  const { period, figures } = duty
  await ports.table.write([
    ports.campaigns.check(campaign),
    ports.duties.put(after, version, changeBy(context, 'take-in-clusters')),
    ports.marks.step({ kind: 'coverage', period, figures, clusters: later }, markName(duty, version)),
  ])
  return { duty: after, joined: later.length }
}

const remindersFor = async (
  ports: WatchPorts & Mail,
  campaign: Campaign,
  duty: Duty,
  at: Date,
): Promise<{ messages: Reminder[]; unreached: string[] }> => {
  const today = dateIn(campaign.timeZone, at)
  const days = reminderDue(campaign, today)
  if (days === undefined) return { messages: [], unreached: [] }
  const rows = progressOf({
    duty,
    forms: await ports.forms.ofCampaign(campaign.id),
    deadline: campaign.deadline,
    today,
    dateOf: (instant) => dateIn(campaign.timeZone, new Date(instant)),
  }).filter(({ standing }) => isReminded(standing))
  const names = await ports.names.clusterNames(rows.map(({ cluster }) => cluster))
  const messages: Reminder[] = []
  const unreached: string[] = []
  for (const { cluster, standing } of rows) {
    const manager = (await ports.management.clusterRegions(cluster))?.managementOrganisation
    const people = manager === undefined ? [] : await ports.offices.at(manager, today)
    const persons = [...new Set(people.filter(({ role }) => role !== 'viewer').map(({ person }) => person))]
    if (persons.length === 0) unreached.push(cluster)
    const languageOf = await ports.languagesOf(persons)
    for (const person of persons) {
      const language = languageOf(person)
      const name = names.get(cluster)
      const clusterName = name === undefined ? cluster : inLanguage(name, language)
      messages.push(reminderFor(campaign, { cluster, clusterName, standing, days }, { person, language }))
    }
  }
  return { messages, unreached }
}
