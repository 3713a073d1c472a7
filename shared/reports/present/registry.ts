import type { ListedCluster, Section } from '../model.ts'
import { type Block, column, type PresentedSection, text } from './blocks.ts'
import type { Reading } from './reading.ts'

type RegistrySection = Extract<Section, { section: 'registry' }>

/** How many clusters stood in the register, and what changed. */
export const presentRegistry = (
  { words, formats, say }: Reading,
  { from, to, registered, suspended, changes }: RegistrySection,
): PresentedSection => {
  const heading = words.sections.registry
  const table = {
    caption: words.changesWithin(formats.date(from), formats.date(to)),
    columns: [column(words.date), column(words.event), column(words.number), column(words.cluster)],
    rows: changes.map(({ date, event, number, name }) =>
      [formats.date(date), words.events[event], number, say(name)].map(text),
    ),
  }
  const counts = words.registeredOn(
    formats.date(to),
    formats.plural(registered, words.clusters),
    suspended === 0 ? '' : formats.plural(suspended, words.suspendedClusters),
  )
  const changed: Block =
    changes.length === 0 ? { kind: 'paragraph', text: words.noChanges } : { kind: 'table', table }
  return {
    heading,
    blocks: [{ kind: 'paragraph', text: counts }, changed],
    sheet: {
      name: heading,
      table: {
        ...table,
        rows: changes.map(({ date, event, number, name }) =>
          [date, words.events[event], number, say(name)].map(text),
        ),
      },
    },
  }
}

/** The clusters that stood in the register. */
export const presentClusters = (
  { words, formats, say }: Reading,
  { on, clusters }: { readonly on: string; readonly clusters: readonly ListedCluster[] },
): PresentedSection => {
  const heading = words.sections.clusters
  const table = {
    caption: words.clustersOn(formats.date(on)),
    columns: [
      column(words.number),
      column(words.cluster),
      column(words.status),
      column(words.category),
      column(words.regions),
    ],
    rows: clusters.map(({ numbers, name, status, category, regions }) =>
      [
        numbers.join('; '),
        say(name),
        words.statuses[status],
        say(category.name),
        regions.map((region) => say(region.name)).join('; '),
      ].map(text),
    ),
  }
  return { heading, blocks: [{ kind: 'table', table }], sheet: { name: heading, table } }
}
