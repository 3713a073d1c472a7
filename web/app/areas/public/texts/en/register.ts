import { pluralIn } from '../../../../texts/plural.ts'

const plural = pluralIn<'one' | 'other'>('en')

/** The register, in English. */
export const register = {
  register: {
    title: 'Register of clusters',
    lead: 'Every cluster that an authority has entered, with the number and state of its entry.',
    cluster: 'Cluster',
    filters: 'Filter',
    name: 'Name contains',
    region: 'Region',
    category: 'Field',
    stage: 'Stage',
    status: 'State',
    clear: 'Clear all filters',
    count: plural({ one: '# cluster', other: '# clusters' }),
    countSoFar: plural({ one: '# cluster so far', other: '# clusters so far' }),
    none: 'No cluster fits. Take a filter away, or choose a larger region.',
    empty: 'The register is still empty. Clusters appear here once an authority has entered them.',
    entry: 'Entry',
    noEntry: 'no entry',
  },
}
