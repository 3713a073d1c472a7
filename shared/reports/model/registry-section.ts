import type { LocalisedText } from '#kernel/localised-text'
import type { ClusterFacts } from '#registry/model'
import { valueOn } from '#registry/model'
import type { EntryEvent, ListedCluster, RegistryChange } from './document.ts'
import type { Scope } from './scope.ts'

/** Whether a cluster belongs to the report's subject on a day. */
export const isInScope = (facts: ClusterFacts, scope: Scope, day: string): boolean => {
  switch (scope.kind) {
    case 'nation':
      return true
    case 'cluster':
      return facts.cluster === scope.code
    case 'category':
      return valueOn(facts.category, day) === scope.code
    case 'region':
      return (valueOn(facts.regions, day) ?? []).some((path) => path.includes(scope.code))
  }
}

/** The entries of a cluster that stood in a register on a day, with their status. */
export const standingOn = ({ entries }: ClusterFacts, day: string) =>
  entries.flatMap(({ number, status }): { number: string; status: 'registered' | 'suspended' }[] => {
    const now = valueOn(status, day)
    return now === 'registered' || now === 'suspended' ? [{ number, status: now }] : []
  })

type StatusTimeline = ClusterFacts['entries'][number]['status']

/** What happened to an entry from a day to a day, both included. */
const eventsWithin = (status: StatusTimeline, from: string, to: string) =>
  status.flatMap(({ from: day, value }, index): { date: string; event: EntryEvent }[] =>
    day < from || day > to ? [] : [{ date: day, event: eventOf(value, status[index - 1]?.value) }],
  )

const eventOf = (
  status: StatusTimeline[number]['value'],
  before: StatusTimeline[number]['value'] | undefined,
): EntryEvent => (status === 'registered' && before !== undefined ? 'reinstated' : status)

/** The changes of entries of clusters in scope, in the order of time. A cluster counts that was in scope on the day
 *  of the change. */
export const registryChanges = (
  clusters: readonly ClusterFacts[],
  scope: Scope,
  { from, to }: { readonly from: string; readonly to: string },
  nameOf: (cluster: string) => LocalisedText,
): RegistryChange[] =>
  clusters
    .flatMap((facts) =>
      facts.entries.flatMap(({ number, status }) =>
        eventsWithin(status, from, to)
          .filter(({ date }) => isInScope(facts, scope, date))
          .map(({ date, event }) => ({
            date,
            event,
            number,
            cluster: facts.cluster,
            name: nameOf(facts.cluster),
          })),
      ),
    )
    .sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en'))

const keyOf = ({ date, number }: RegistryChange): string => `${date} ${number}`

/** The clusters in scope that stood in a register on a day, by their numbers. */
export const listedClusters = (
  clusters: readonly ClusterFacts[],
  scope: Scope,
  day: string,
  names: {
    readonly cluster: (id: string) => LocalisedText
    readonly category: (code: string) => LocalisedText
    readonly region: (code: string) => LocalisedText
  },
): ListedCluster[] =>
  clusters
    .filter((facts) => isInScope(facts, scope, day))
    .flatMap((facts): ListedCluster[] => {
      const standing = standingOn(facts, day)
      if (standing.length === 0) return []
      const category = valueOn(facts.category, day) ?? ''
      const regions = (valueOn(facts.regions, day) ?? []).map((path) => path.at(-1) ?? '')
      return [
        {
          cluster: facts.cluster,
          name: names.cluster(facts.cluster),
          numbers: standing.map(({ number }) => number),
          status: standing.some(({ status }) => status === 'registered') ? 'registered' : 'suspended',
          category: { code: category, name: names.category(category) },
          regions: regions.map((code) => ({ code, name: names.region(code) })),
        },
      ]
    })
    .sort((a, b) => (a.numbers.join(' ') < b.numbers.join(' ') ? -1 : 1))
