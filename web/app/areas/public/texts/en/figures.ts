import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** Figures and their comparison, in English. */
export const figures = {
  figures: {
    title: 'Figures',
    lead: 'Choose an indicator and how to divide it. Every figure says how many of those expected have reported.',
    universe: 'Reported by',
    universes: { cluster: 'clusters', region: 'regions (official statistics)' },
    dimension: 'By',
    dimensions: {
      nation: 'nation',
      region: 'region',
      category: 'field',
      section: 'industry section',
      stage: 'stage',
      type: 'type',
    },
    group: 'Group',
    table: 'Table',
    chart: 'Chart',
    download: 'Download',
    csv: 'Table as CSV',
    xlsx: 'Table as workbook (XLSX)',
    png: 'Chart as PNG',
    failed: 'The file could not be made. Reload the page and try again.',
    svg: 'Chart as SVG',
    none: 'There is no public figure for this choice.',
    noneAggregate:
      'Figures of this indicator stem from firms; they are for the authorities in charge until they are released.',
    overlap: (overlap: string) =>
      `The parts overlap: a cluster in several of them counts in each. Together they exceed the whole by ${overlap}.`,
    showing: plural({ one: 'The chart shows # group.', other: 'The chart shows # groups.' }),
    mostLines: (most: string) =>
      `The chart shows the ${most} largest; choose fewer with the boxes in the table.`,
    show: (name: string) => `Show ${name} in the chart`,
    inChart: 'In chart',
  },
  compare: {
    title: 'Compare',
    lead: 'Up to five regions or clusters side by side.',
    what: 'Compare',
    whats: { regions: 'regions', clusters: 'clusters' },
    add: 'Add',
    remove: (name: string) => `Take ${name} out`,
    choose: 'Choose …',
    none: 'Add a region or a cluster to begin.',
    full: 'Five are the most. Take one out to add another.',
    figure: 'Figure',
  },
}
