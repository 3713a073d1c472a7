import { queryOptions } from '@tanstack/react-query'
import { inAddress } from '#registry/model/entry-steps'
import { api } from '../../api.ts'
import type { OrganisationFilter } from '../../data.ts'
import { collator } from '../../format.ts'
import { say } from '../../language.ts'
import { after, paged, type Query, read, wholeList } from '../../query.ts'
import { persons } from './api.ts'

/** What only the pages for work on the register read. What is decided upon is never shown from the cache alone. */

const FRESH = { staleTime: 0, refetchOnWindowFocus: false } as const

/** For what a part of a page reads when it opens: it begins with the version of then, not with that of the last time. */
const ANEW = { ...FRESH, gcTime: 0 } as const

/** A cluster with its version: as it is now, never from the cache. */
export const clusterToEdit = (clusterId: string) =>
  queryOptions({
    queryKey: ['cluster-to-edit', clusterId],
    queryFn: async () => {
      const { body, version } = await api.clusters.getCluster({ params: { clusterId } })
      return { cluster: body, version }
    },
    ...FRESH,
  })

export type ApplicationStatus = NonNullable<Query<typeof api.registers.listApplications>['status']>

/** Applications to a register in one status that the person works on. */
export const applications = (register: string, status: ApplicationStatus) => ({
  ...paged('applications', [register, status], (cursor) =>
    api.registers.listApplications({ query: { register, status, limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** An application with its version. */
export const application = (applicationId: string) =>
  queryOptions({
    queryKey: ['application', applicationId],
    queryFn: async () => {
      const { body, version } = await api.registers.getApplication({ params: { applicationId } })
      return { application: body, version: version ?? 0 }
    },
    ...FRESH,
  })

export type Application = Awaited<ReturnType<typeof api.registers.getApplication>>['body']

export const applicationSteps = (applicationId: string) =>
  read('application-steps', applicationId, () =>
    api.registers.listApplicationSteps({ params: { applicationId }, query: { limit: 100 } }),
  )

/** In what a cluster changed since it was submitted. */
export const changesSince = (clusterId: string, version: number) =>
  read('changes-since', [clusterId, version], () =>
    api.clusters.getClusterDifferences({ params: { clusterId }, query: { from: version } }),
  )

/** An entry with its version. */
export const entry = (register: string, number: string) =>
  queryOptions({
    queryKey: ['entry', register, number],
    queryFn: async () => {
      const { body, version } = await api.registers.getEntry({
        params: { registerId: register, number: inAddress(number) },
      })
      return { entry: body, version: version ?? 0 }
    },
    ...FRESH,
  })

export type Entry = Awaited<ReturnType<typeof api.registers.getEntry>>['body']

export const ruleSets = () =>
  read('rule-sets', null, () => api.registers.listRuleSets({ query: { limit: 50 } }))

export const drafts = () => ({
  ...paged('clusters', { status: 'draft' }, (cursor) =>
    api.clusters.listClusters({ query: { status: 'draft', limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

export type WhatIf = NonNullable<Parameters<typeof api.registers.whatIfCluster>[0]['body']>
export type Attestations = NonNullable<WhatIf['attestations']>

export type CompositionChanges = NonNullable<WhatIf['changes']>

/** How a rule set judges a cluster, with what is attested and, if given, other members than there are. */
export const judged = (
  clusterId: string,
  ruleSet: string,
  attestations: Attestations,
  changes: CompositionChanges | undefined,
) => ({
  ...read('judged', [clusterId, ruleSet, attestations, changes], () =>
    api.registers.whatIfCluster({
      params: { clusterId },
      body: { ruleSet, attestations, ...(changes !== undefined && { changes }) },
    }),
  ),
  ...FRESH,
})

export type RuleResult = Awaited<ReturnType<typeof api.registers.whatIfCluster>>['body']['results'][number]

export const memberships = (clusterId: string) => ({
  ...paged('memberships', clusterId, (cursor) =>
    api.clusters.listMembers({ params: { clusterId }, query: { limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** All memberships of a cluster, those that are over too. */
export const allMemberships = (clusterId: string) => ({
  ...read('all-memberships', clusterId, async () => ({
    body: await wholeList((cursor) =>
      api.clusters.listMembers({ params: { clusterId }, query: { limit: 200, ...after(cursor) } }),
    ),
  })),
  ...FRESH,
})

export type Membership = Awaited<ReturnType<typeof api.clusters.listMembers>>['body']['items'][number]

/** A membership with its version. */
export const membershipToEdit = ({ cluster, organisation, from }: Membership) =>
  queryOptions({
    queryKey: ['membership', cluster, organisation, from],
    queryFn: async () => {
      const { body, version = 0 } = await api.clusters.getMembership({
        params: { clusterId: cluster, organisationId: organisation, from },
      })
      return { membership: body, version }
    },
    ...ANEW,
  })

/** What a member stated of a year, with its version: 0 while it stated nothing. */
export const memberYear = ({ cluster, organisation }: Membership, year: number) =>
  queryOptions({
    queryKey: ['member-year', cluster, organisation, year],
    queryFn: async () => {
      const params = { clusterId: cluster, organisationId: organisation, year }
      const { body, version = 0 } = await api.clusters.getMemberFigures({ params })
      return { figures: body, version }
    },
    ...ANEW,
  })

export type MemberYear = Awaited<ReturnType<typeof api.clusters.getMemberFigures>>['body']

/** Proposed memberships of a cluster that concern the person. */
export const proposals = (clusterId: string) => ({
  ...read('proposals', clusterId, () =>
    api.clusters.listProposals({ params: { clusterId }, query: { limit: 100 } }),
  ),
  ...FRESH,
})

export type Proposal = Awaited<ReturnType<typeof api.clusters.listProposals>>['body']['items'][number]

export const organisations = (filter: OrganisationFilter) => ({
  ...paged('organisations', filter, (cursor) =>
    api.clusters.listOrganisations({ query: { ...filter, limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** An organisation with its version; of one that was merged, its other record. */
export const organisationToEdit = (organisationId: string) =>
  queryOptions({
    queryKey: ['organisation-to-edit', organisationId],
    queryFn: async () => {
      const { body, version = 0 } = await api.clusters.getOrganisation({ params: { organisationId } })
      return { organisation: body, version }
    },
    ...FRESH,
  })

export type Organisation = Awaited<ReturnType<typeof api.clusters.getOrganisation>>['body']

export const membershipsOf = (organisationId: string) => ({
  ...paged('memberships-of', organisationId, (cursor) =>
    api.clusters.listMembershipsOfOrganisation({
      params: { organisationId },
      query: { limit: 50, ...after(cursor) },
    }),
  ),
  ...FRESH,
})

/** Records that are probably of the same organisation, the likeliest first. */
export const likelyTwins = ({ id, names, identifiers, seat }: Organisation) => ({
  ...read('likely-twins', id, async () => {
    const { body } = await api.clusters.findDuplicateOrganisations({ body: { names, identifiers, seat } })
    return { body: body.items.filter(({ organisation }) => organisation.id !== id) }
  }),
  ...FRESH,
})

export const ties = (clusterId: string) => ({
  ...paged('ties', clusterId, (cursor) =>
    api.clusters.listTies({ params: { clusterId }, query: { limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** A tie with its version. */
export const tieToEdit = (clusterId: string, tieId: string) =>
  queryOptions({
    queryKey: ['tie', clusterId, tieId],
    queryFn: async () => {
      const { body, version = 0 } = await api.clusters.getTie({ params: { clusterId, tieId } })
      return { tie: body, version }
    },
    ...ANEW,
  })

export type Tie = Awaited<ReturnType<typeof api.clusters.getTie>>['body']

/** Organisations that are or were members of a cluster, with their names in order. */
export type MemberNames = readonly (readonly [organisation: string, name: string])[]

export const memberNames = (clusterId: string) =>
  queryOptions({
    queryKey: ['memberships', clusterId, 'names'],
    queryFn: async (): Promise<MemberNames> => {
      const all = await wholeList((cursor) =>
        api.clusters.listMembers({ params: { clusterId }, query: { limit: 200, ...after(cursor) } }),
      )
      const names = new Map(
        all.map(({ organisation, organisationNames }) => [organisation, say(organisationNames)]),
      )
      return [...names].toSorted(([, a], [, b]) => collator.compare(a, b))
    },
    ...FRESH,
  })

export const facilitiesOf = (clusterId: string) => ({
  ...paged('facilities', ['of', clusterId], (cursor) =>
    api.clusters.listFacilities({ query: { cluster: clusterId, limit: 50, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** A facility with its version. */
export const facilityToEdit = (facilityId: string) =>
  queryOptions({
    queryKey: ['facility', facilityId],
    queryFn: async () => {
      const { body, version = 0 } = await api.clusters.getFacility({ params: { facilityId } })
      return { facility: body, version }
    },
    ...FRESH,
  })

export type Facility = Awaited<ReturnType<typeof api.clusters.getFacility>>['body']

/** The assessments of a cluster that were kept, newest first. */
export const assessments = (clusterId: string) => ({
  ...paged('assessments', clusterId, (cursor) =>
    api.registers.listAssessments({ params: { clusterId }, query: { limit: 20, ...after(cursor) } }),
  ),
  ...FRESH,
})

/** One of them with what was judged, as far as the person may see it. */
export const assessment = (clusterId: string, assessmentId: string) =>
  read('assessment', [clusterId, assessmentId], () =>
    api.registers.getAssessment({ params: { clusterId, assessmentId } }),
  )

export const person = (personId: string) =>
  read('person-named', personId, () => persons.getPerson({ params: { personId } }))
