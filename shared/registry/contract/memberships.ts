import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { CalendarDate } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import {
  ClusterId,
  MembershipContent,
  MembershipRow,
  NamedMembership,
  NewMembership,
  OrganisationId,
} from '../model.ts'

const OneCluster = z.object({ clusterId: ClusterId })
const OneOrganisation = z.object({ organisationId: OrganisationId })
const OneMembership = z.object({ clusterId: ClusterId, organisationId: OrganisationId, from: CalendarDate })

/** The routes of memberships. */
export const membershipRoutes = {
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
