import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { CalendarDate, Instant } from '#kernel/clock'
import { type Contract, pageOf, route } from '#kernel/contract'
import { CodeText } from '#reference/model'
import {
  Act,
  Application,
  ApplicationId,
  Cluster,
  ClusterContent,
  ClusterId,
  ClusterStage,
  ClusterStatus,
  ClusterSummary,
  Entry,
  EntryNumber,
  EntryRow,
  MembershipContent,
  MembershipRow,
  NamedMembership,
  NewApplication,
  NewMembership,
  Organisation,
  OrganisationContent,
  OrganisationId,
  OrganisationKind,
  OrganisationRow,
  OrganisationSize,
  OrganisationSummary,
  Register,
  RegisterContent,
  RegisterRef,
  RegisterRow,
  RegistrationDecision,
} from './model.ts'

/** Several values in one parameter, separated by commas. */
const listOf = <S extends z.ZodType<string, string>>(value: S) =>
  z
    .string()
    .max(400)
    .transform((text) => text.split(','))
    .pipe(z.array(value).min(1).max(20))
    .exactOptional()

const Sorted = {
  sort: z
    .enum(['name', 'date'])
    .default('name')
    .meta({ description: 'By name in the language of the request, or by last change' }),
  order: z.enum(['asc', 'desc']).default('asc'),
}
const UpdatedSince = z
  .union([Instant, CalendarDate])
  .exactOptional()
  .meta({ description: 'Changed at this instant or later; a date means its beginning in UTC' })

const OneRegister = z.object({ registerId: RegisterRef })
const OneCluster = z.object({ clusterId: ClusterId })
const OneOrganisation = z.object({ organisationId: OrganisationId })
const OneApplication = z.object({ applicationId: ApplicationId })
const OneMembership = z.object({ clusterId: ClusterId, organisationId: OrganisationId, from: CalendarDate })

/** One step in the history of a cluster. */
export const HistoryStep = z
  .object({
    recordedAt: Instant,
    validFrom: CalendarDate,
    validTo: CalendarDate.nullable(),
    changes: z
      .record(z.string(), z.unknown())
      .meta({ description: 'Fields with their new values; null is none' }),
    act: Act.exactOptional(),
    actor: z
      .string()
      .exactOptional()
      .meta({ description: 'The random id of the person; shown to the authority' }),
  })
  .meta({ id: 'HistoryStep' })
export type HistoryStep = z.output<typeof HistoryStep>

const registerRoutes = {
  listRegisters: route({
    method: 'GET',
    path: '/registers',
    access: 'public',
    summary: 'List the registers',
    responses: { 200: pageOf(Register) },
    paged: true,
  }),
  getRegister: route({
    method: 'GET',
    path: '/registers/{registerId}',
    access: 'public',
    summary: 'Read a register by its id or code',
    params: OneRegister,
    responses: { 200: Register },
    problems: ['not-found'],
  }),
  createRegister: route({
    method: 'POST',
    path: '/registers',
    access: { power: 'cluster.register' },
    summary: 'Open a register',
    body: RegisterRow,
    responses: { 201: Register },
    problems: ['conflict', 'rule-failed'],
    idempotent: true,
  }),
  changeRegister: route({
    method: 'PUT',
    path: '/registers/{registerId}',
    access: { power: 'cluster.register' },
    summary: 'Change a register',
    params: OneRegister,
    body: RegisterContent,
    responses: { 200: Register },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importRegisters: route({
    method: 'POST',
    path: '/registers/import',
    access: { power: 'cluster.register' },
    summary: 'Add up to 100 registers by their codes, each answered on its own',
    body: rowsOf(RegisterRow, 100),
    responses: { 200: BulkResult },
  }),
  listEntries: route({
    method: 'GET',
    path: '/registers/{registerId}/entries',
    access: 'public',
    summary: 'List the entries of a register by number or by date of decision',
    params: OneRegister,
    query: z.object({
      number: EntryNumber.exactOptional(),
      sort: z.enum(['number', 'date']).default('number'),
      order: Sorted.order,
    }),
    responses: { 200: pageOf(Entry) },
    problems: ['not-found'],
    paged: true,
  }),
  getEntry: route({
    method: 'GET',
    path: '/registers/{registerId}/entries/{number}',
    access: 'public',
    summary: 'Read an entry by its number',
    params: OneRegister.extend({ number: EntryNumber }),
    responses: { 200: Entry },
    problems: ['not-found'],
  }),
  importEntries: route({
    method: 'POST',
    path: '/registers/{registerId}/entries/import',
    access: { power: 'cluster.register' },
    summary:
      'Add up to 100 clusters that are already registered, in the order given, each answered on its own',
    params: OneRegister,
    body: rowsOf(EntryRow, 100),
    responses: { 200: BulkResult },
    problems: ['not-found'],
  }),
}

const applicationRoutes = {
  createApplication: route({
    method: 'POST',
    path: '/applications',
    access: { power: 'cluster.edit' },
    summary: 'Apply for a cluster to be entered in a register',
    body: NewApplication,
    responses: { 201: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
    idempotent: true,
  }),
  listApplications: route({
    method: 'GET',
    path: '/applications',
    access: 'signed-in',
    summary: 'List the applications to a register that you may see, newest first',
    query: z.object({
      register: RegisterRef,
      status: z.enum(['draft', 'approved']).default('draft'),
    }),
    responses: { 200: pageOf(Application) },
    problems: ['not-found'],
    paged: true,
  }),
  getApplication: route({
    method: 'GET',
    path: '/applications/{applicationId}',
    access: 'signed-in',
    summary: 'Read an application',
    params: OneApplication,
    responses: { 200: Application },
    problems: ['not-found'],
  }),
  deleteApplication: route({
    method: 'DELETE',
    path: '/applications/{applicationId}',
    access: { power: 'cluster.edit' },
    summary: 'Delete an application that was not decided on',
    params: OneApplication,
    responses: { 204: z.null() },
    problems: ['not-found', 'conflict'],
    concurrency: 'if-match',
  }),
  registerCluster: route({
    method: 'POST',
    path: '/applications/{applicationId}/registration',
    access: { power: 'cluster.register' },
    summary: 'Enter a cluster in the register, as a second person, and give the entry its number',
    params: OneApplication,
    body: RegistrationDecision,
    responses: { 200: Entry },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
}

const clusterRoutes = {
  listClusters: route({
    method: 'GET',
    path: '/clusters',
    access: 'public',
    summary: 'List clusters; drafts only to those who work on them',
    query: z.object({
      region: CodeText.exactOptional().meta({
        description: 'Clusters with a region in this one, whatever its level',
      }),
      category: CodeText.exactOptional().meta({ description: 'Primary or further category' }),
      industry: CodeText.exactOptional().meta({
        description: 'Clusters with an industry in this one, whatever its level',
      }),
      stage: listOf(ClusterStage),
      status: listOf(ClusterStatus).meta({ description: '`draft` only by itself' }),
      updatedSince: UpdatedSince,
      ...Sorted,
    }),
    responses: { 200: pageOf(ClusterSummary) },
    paged: true,
  }),
  getCluster: route({
    method: 'GET',
    path: '/clusters/{clusterId}',
    access: 'public',
    summary: 'Read a cluster',
    params: OneCluster,
    responses: { 200: Cluster },
    problems: ['not-found'],
  }),
  createCluster: route({
    method: 'POST',
    path: '/clusters',
    access: { power: 'cluster.edit' },
    summary: 'Draft a cluster',
    body: ClusterContent,
    responses: { 201: Cluster },
    problems: ['rule-failed'],
    idempotent: true,
  }),
  changeCluster: route({
    method: 'PUT',
    path: '/clusters/{clusterId}',
    access: { power: 'cluster.edit' },
    summary: 'Change a cluster; facts of a registered one need cluster.register besides',
    params: OneCluster,
    body: ClusterContent,
    responses: { 200: Cluster },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  deleteCluster: route({
    method: 'DELETE',
    path: '/clusters/{clusterId}',
    access: { power: 'cluster.edit' },
    summary: 'Delete a draft; what was registered stays',
    params: OneCluster,
    responses: { 204: z.null() },
    problems: ['not-found', 'conflict'],
    concurrency: 'if-match',
  }),
  getClusterHistory: route({
    method: 'GET',
    path: '/clusters/{clusterId}/history',
    access: 'public',
    summary: 'List what was recorded of a cluster, in the order of recording',
    params: OneCluster,
    responses: { 200: pageOf(HistoryStep) },
    problems: ['not-found'],
    paged: true,
  }),
}

const membershipRoutes = {
  listMembers: route({
    method: 'GET',
    path: '/clusters/{clusterId}/memberships',
    access: 'public',
    summary: 'List the memberships of a cluster',
    params: OneCluster,
    query: z.object({
      on: CalendarDate.exactOptional().meta({ description: 'Only those in force on this day' }),
    }),
    responses: { 200: pageOf(NamedMembership) },
    problems: ['not-found'],
    paged: true,
  }),
  listMembershipsOfOrganisation: route({
    method: 'GET',
    path: '/organisations/{organisationId}/memberships',
    access: 'public',
    summary: 'List the clusters that an organisation is or was a member of',
    params: OneOrganisation,
    responses: { 200: pageOf(NamedMembership) },
    problems: ['not-found'],
    paged: true,
  }),
  createMembership: route({
    method: 'POST',
    path: '/clusters/{clusterId}/memberships',
    access: { power: 'cluster.register' },
    summary: 'Record a membership that both sides have confirmed',
    params: OneCluster,
    body: NewMembership,
    responses: { 201: NamedMembership },
    problems: ['not-found', 'conflict', 'rule-failed'],
    idempotent: true,
  }),
  getMembership: route({
    method: 'GET',
    path: '/clusters/{clusterId}/memberships/{organisationId}/{from}',
    access: 'public',
    summary: 'Read a membership by its first day',
    params: OneMembership,
    responses: { 200: NamedMembership },
    problems: ['not-found'],
  }),
  changeMembership: route({
    method: 'PUT',
    path: '/clusters/{clusterId}/memberships/{organisationId}/{from}',
    access: { power: 'cluster.register' },
    summary: 'Change the role, level or tasks of a membership, or end it',
    params: OneMembership,
    body: MembershipContent,
    responses: { 200: NamedMembership },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importMemberships: route({
    method: 'POST',
    path: '/memberships/import',
    access: { power: 'cluster.register' },
    summary: 'Record up to 500 memberships, each answered on its own',
    body: rowsOf(MembershipRow, 500),
    responses: { 200: BulkResult },
  }),
}

const organisationRoutes = {
  listOrganisations: route({
    method: 'GET',
    path: '/organisations',
    access: 'public',
    summary: 'List organisations',
    query: z.object({
      region: CodeText.exactOptional().meta({ description: 'Seat in this region, whatever its level' }),
      kind: listOf(OrganisationKind),
      size: listOf(OrganisationSize),
      updatedSince: UpdatedSince,
      ...Sorted,
    }),
    responses: { 200: pageOf(OrganisationSummary) },
    paged: true,
  }),
  getOrganisation: route({
    method: 'GET',
    path: '/organisations/{organisationId}',
    access: 'public',
    summary: 'Read an organisation',
    params: OneOrganisation,
    responses: { 200: Organisation },
    problems: ['not-found'],
  }),
  createOrganisation: route({
    method: 'POST',
    path: '/organisations',
    access: { power: 'organisation.edit' },
    summary: 'Add an organisation',
    body: OrganisationContent,
    responses: { 201: Organisation },
    problems: ['conflict', 'rule-failed'],
    idempotent: true,
  }),
  changeOrganisation: route({
    method: 'PUT',
    path: '/organisations/{organisationId}',
    access: { power: 'organisation.edit' },
    summary: 'Change an organisation',
    params: OneOrganisation,
    body: OrganisationContent,
    responses: { 200: Organisation },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
  }),
  deleteOrganisation: route({
    method: 'DELETE',
    path: '/organisations/{organisationId}',
    access: { power: 'organisation.edit' },
    summary: 'Delete an organisation that was never a member',
    params: OneOrganisation,
    responses: { 204: z.null() },
    problems: ['not-found', 'conflict'],
    concurrency: 'if-match',
  }),
  importOrganisations: route({
    method: 'POST',
    path: '/organisations/import',
    access: { power: 'organisation.edit' },
    summary: 'Add or change up to 500 organisations, each answered on its own',
    body: rowsOf(OrganisationRow, 500),
    responses: { 200: BulkResult },
  }),
}

/** The routes of the registry. */
export const registryContract = {
  name: 'registry',
  routes: {
    ...registerRoutes,
    ...applicationRoutes,
    ...clusterRoutes,
    ...membershipRoutes,
    ...organisationRoutes,
  },
} as const satisfies Contract
