import { type Contract, route } from '#kernel/contract'
import {
  ComparisonQuery,
  KpiAnswer,
  KpiTableQuery,
  LocationQuotientAnswer,
  LocationQuotientQuery,
  PeerAnswer,
  RegionComparisonAnswer,
  RegionComparisonQuery,
} from '../model.ts'
import { kpiTable, locationQuotientTable, peerTable, regionComparisonTable } from './figure-tables.ts'

/** What is computed of reported values. */
export const figuresContract = {
  name: 'figures',
  routes: {
    getKpis: route({
      method: 'GET',
      path: '/kpis',
      access: 'public',
      summary: 'Read aggregated figures: a table of groups, or a series of one group',
      query: KpiTableQuery,
      responses: { 200: KpiAnswer },
      csv: kpiTable,
      problems: ['not-found', 'forbidden'],
    }),
    getLocationQuotients: route({
      method: 'GET',
      path: '/location-quotients',
      access: 'public',
      summary:
        'Read location quotients of regions: the share of a part in the total there, divided by that share in the area around',
      query: LocationQuotientQuery,
      responses: { 200: LocationQuotientAnswer },
      csv: locationQuotientTable,
      problems: ['not-found', 'forbidden'],
    }),
    getPeerComparisons: route({
      method: 'GET',
      path: '/peer-comparisons',
      access: 'public',
      summary:
        'Read where a cluster stands among its peers: of its category and stage, else of its category, else all',
      query: ComparisonQuery,
      responses: { 200: PeerAnswer },
      csv: peerTable,
      problems: ['not-found', 'forbidden'],
    }),
    getRegionComparisons: route({
      method: 'GET',
      path: '/region-comparisons',
      access: 'public',
      summary: 'Read the figures of a cluster beside the same of its regions and industries, with the gaps',
      query: RegionComparisonQuery,
      responses: { 200: RegionComparisonAnswer },
      csv: regionComparisonTable,
      problems: ['not-found', 'forbidden'],
    }),
  },
} as const satisfies Contract
