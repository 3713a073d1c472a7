import * as z from 'zod'
import { CalendarDate } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { LocalisedText } from '#kernel/localised-text'
import {
  ClusterId,
  CompositionCounts,
  MemberFigures,
  MemberFiguresContent,
  NewTie,
  OrganisationId,
  Tie,
  TieConsent,
  TieContent,
  TieId,
  TieValueContent,
  Year,
} from '../model.ts'

const OneCluster = z.object({ clusterId: ClusterId })
const OneTie = OneCluster.extend({ tieId: TieId })
const OneYear = OneCluster.extend({ organisationId: OrganisationId, year: Year })

const On = CalendarDate.exactOptional().register(z.globalRegistry, {
  description: 'The day; today unless given',
})
const share = z.number().min(0).max(1).nullable()

/** The members of a cluster on a day, counted. */
const CompositionView = CompositionCounts.extend({
  cluster: ClusterId,
  on: CalendarDate,
  suspended: z
    .int()
    .min(0)
    .register(z.globalRegistry, { description: 'Suspended members; they count in nothing else' }),
}).register(z.globalRegistry, { id: 'Composition' })

/** The network of a cluster. */
const NetworkView = z
  .object({
    cluster: ClusterId,
    on: CalendarDate,
    year: z.int(),
    basis: z.enum(['agreed', 'all']).register(z.globalRegistry, {
      description: 'Of which ties the figures are: those both sides agreed to show, or all of them',
    }),
    members: z.array(
      z.object({ organisation: OrganisationId, names: LocalisedText, degree: z.int().min(0) }),
    ),
    ties: z.array(Tie.pick({ id: true, supplier: true, customer: true, kind: true })),
    pairs: z
      .int()
      .min(0)
      .register(z.globalRegistry, { description: 'Pairs of members with at least one tie' }),
    density: share.meta({ description: 'Of all pairs of members; null for fewer than two members' }),
    shareWithTie: share.meta({ description: 'Members with at least one tie, of all' }),
    purchaseShare: z
      .union([
        z.object({
          state: z.literal('known'),
          atLeast: z.number().min(0),
          atMost: z
            .number()
            .min(0)
            .register(z.globalRegistry, { description: 'More than `atLeast` where ties have no value' }),
        }),
        z.object({ state: z.literal('insufficient-data'), reason: z.string() }),
      ])
      .exactOptional()
      .register(z.globalRegistry, {
        description: 'The intra-cluster purchase share; shown to who keeps the register',
      }),
  })
  .register(z.globalRegistry, { id: 'Network' })

/** The routes of what a cluster is made of: composition, network, ties, figures of members. */
export const compositionRoutes = {
  getComposition: route({
    method: 'GET',
    path: '/clusters/{clusterId}/composition',
    access: 'public',
    summary: 'Count the members of a cluster by kind, size, role, level and task',
    params: OneCluster,
    query: z.object({ on: On, year: Year.exactOptional() }),
    responses: { 200: CompositionView },
    problems: ['not-found'],
  }),
  getNetwork: route({
    method: 'GET',
    path: '/clusters/{clusterId}/network',
    access: 'public',
    summary: 'Read the network of ties between the members of a cluster, without values',
    params: OneCluster,
    query: z.object({
      on: On,
      year: Year.exactOptional().register(z.globalRegistry, {
        description: 'Of the ties; the year before the day unless given',
      }),
    }),
    responses: { 200: NetworkView },
    problems: ['not-found'],
  }),
  listTies: route({
    method: 'GET',
    path: '/clusters/{clusterId}/ties',
    access: 'public',
    summary: 'List the ties of a cluster that you may know of',
    params: OneCluster,
    responses: { 200: pageOf(Tie) },
    problems: ['not-found'],
    paged: true,
  }),
  getTie: route({
    method: 'GET',
    path: '/clusters/{clusterId}/ties/{tieId}',
    access: 'public',
    summary: 'Read a tie; its values only as one of its sides, or who is admitted',
    params: OneTie,
    responses: { 200: Tie },
    problems: ['not-found'],
  }),
  createTie: route({
    method: 'POST',
    path: '/clusters/{clusterId}/ties',
    access: 'signed-in',
    summary: 'Record a tie between two members, as one of them or as who keeps the register',
    params: OneCluster,
    body: NewTie,
    responses: { 201: Tie },
    problems: ['forbidden', 'not-found', 'rule-failed'],
    idempotent: true,
  }),
  changeTie: route({
    method: 'PUT',
    path: '/clusters/{clusterId}/ties/{tieId}',
    access: 'signed-in',
    summary: 'Change the kind or the time of a tie, or end it',
    params: OneTie,
    body: TieContent,
    responses: { 200: Tie },
    problems: ['forbidden', 'not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  stateTieValue: route({
    method: 'PUT',
    path: '/clusters/{clusterId}/ties/{tieId}/values/{year}',
    access: 'signed-in',
    summary:
      'State what a tie was worth in a year, or confirm what the other side stated by stating the same',
    params: OneTie.extend({ year: Year }),
    body: TieValueContent,
    responses: { 200: Tie },
    problems: ['forbidden', 'not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  agreeToTie: route({
    method: 'PUT',
    path: '/clusters/{clusterId}/ties/{tieId}/consents/{organisationId}',
    access: 'signed-in',
    summary:
      'Agree, as one side, to a tie being public and to the management organisation reading its values',
    params: OneTie.extend({ organisationId: OrganisationId }),
    body: TieConsent,
    responses: { 200: Tie },
    problems: ['forbidden', 'not-found'],
    concurrency: 'if-match',
  }),
  getMemberFigures: route({
    method: 'GET',
    path: '/clusters/{clusterId}/members/{organisationId}/figures/{year}',
    access: 'signed-in',
    summary: 'Read what a member stated of a year; of version 0 while it stated nothing',
    params: OneYear,
    responses: { 200: MemberFigures },
    problems: ['forbidden', 'not-found'],
  }),
  stateMemberFigures: route({
    method: 'PUT',
    path: '/clusters/{clusterId}/members/{organisationId}/figures/{year}',
    access: 'signed-in',
    summary: 'State the figures of a member in a year',
    params: OneYear,
    body: MemberFiguresContent,
    responses: { 200: MemberFigures },
    problems: ['forbidden', 'not-found'],
    concurrency: 'if-match',
  }),
}
