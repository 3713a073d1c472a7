import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** The overview and the pages of regions and fields, in English. */
export const overview = {
  home: {
    title: 'The digital platform of cluster cooperation',
    lead: 'Which clusters there are, where they stand, and how they develop: the register, its figures and what agencies know.',
    map: 'Regions by indicator',
    mapLead:
      'Choose an indicator and a year. The darker a region, the higher its figure; the circles count registered clusters at their seat.',
    table: 'The same as a table',
    year: 'Year',
    shade: 'Shade by',
    shades: { value: 'value', change: 'change on the year before' },
    region: 'Region',
    clusters: 'Clusters',
    none: 'No figures of regions have been published yet. They appear here once an authority has imported or verified some.',
    clustersHere: plural({ one: '# registered cluster', other: '# registered clusters' }),
    legend: 'Legend',
    legendFrom: (from: string, to: string) => `${from} to ${to}`,
    summary: (indicator: string, year: string, highest: string, lowest: string) =>
      `${indicator}, ${year}: highest in ${highest}, lowest in ${lowest}.`,
    ways: 'Where to go',
    toRegister: 'Find clusters by region, field or stage, with their decisions.',
    toFigures: 'Any indicator by region, field or stage, over the years, as table, chart and file.',
    toCompare: 'Up to five regions or clusters side by side.',
    toDocuments: 'Guides, reports and templates that agencies share.',
    toVerify: 'See whether an extract from the register is genuine and still holds.',
  },
  place: {
    region: 'Region',
    category: 'Field',
    clustersHere: 'Clusters',
    noClusters: 'No registered cluster here.',
    parts: 'Parts of this region',
    noFigures: 'No open figure of this region has been published.',
    changeOf: (place: string) => `Change, ${place}`,
    shareOf: (place: string) => `Share of ${place}`,
    index: (indicator: string, from: string) => `${indicator}: index, ${from} = 100`,
    quotients: 'Strong industries',
    quotientsLead:
      'The location quotient says how much more of its employment a region has in an industry than the country: 1 is the same, 2 twice as much.',
    section: 'Industry section',
    quotient: 'Location quotient',
    shareHere: 'Share here',
    shareThere: 'Share in the country',
    allInRegister: 'All of them in the register',
    compare: 'Compare with other regions',
  },
}
