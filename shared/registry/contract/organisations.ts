import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { CalendarDate } from '#kernel/clock'
import { pageOf, route } from '#kernel/contract'
import { LocalisedText } from '#kernel/localised-text'
import { wording } from '#kernel/wording'
import { CodeText } from '#reference/model'
import {
  Establishment,
  EstablishmentRow,
  Identifier,
  Likeness,
  MovedOrganisation,
  NewOrganisation,
  Organisation,
  OrganisationContent,
  OrganisationId,
  OrganisationKind,
  OrganisationMerger,
  OrganisationRow,
  OrganisationSize,
  OrganisationSummary,
  SoughtIdentifier,
} from '../model.ts'
import { AtTime, listOf, Sorted, UpdatedSince } from './query.ts'

/** What is asked whether it is there already. */
const OrganisationSought = z
  .object({
    names: LocalisedText,
    identifiers: z.array(Identifier).max(10).default([]),
    seat: OrganisationContent.shape.seat.exactOptional(),
  })
  .register(z.globalRegistry, {
    id: 'OrganisationSought',
    example: { names: { ru: 'ООО «Яндекс»' }, seat: { region: 'RU-MOW' } },
  })

const OneOrganisation = z.object({ organisationId: OrganisationId })

/** The routes of organisations. */
export const organisationRoutes = {
  listOrganisations: route({
    method: 'GET',
    path: '/organisations',
    access: 'public',
    summary: 'List organisations',
    query: z.object({
      name: z
        .string()
        .trim()
        .min(2)
        .max(100)
        .regex(
          /[\p{L}\p{N}]/u,
          wording({ en: 'at least one letter or digit', ru: 'хотя бы одна буква или цифра' }),
        )
        .exactOptional()
        .register(z.globalRegistry, {
          description: 'How the name in the language of the request begins; then by name only',
        }),
      identifier: SoughtIdentifier.exactOptional().register(z.globalRegistry, {
        description:
          'Who has this identifier, with its scheme (`LEI:5493001KJTIIGC8Y1R12`) or without; then nothing else counts',
      }),
      region: CodeText.exactOptional().register(z.globalRegistry, {
        description: 'Seat in this region, whatever its level',
      }),
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
    summary:
      'Read an organisation, as it is or as it was on a day and known at an instant; one that was merged leads to its other record',
    params: OneOrganisation,
    query: z.object(AtTime),
    responses: { 200: Organisation, 308: MovedOrganisation },
    problems: ['not-found'],
  }),
  createOrganisation: route({
    method: 'POST',
    path: '/organisations',
    access: { power: 'organisation.edit' },
    summary: 'Add an organisation',
    body: NewOrganisation,
    responses: { 201: Organisation },
    problems: ['conflict', 'likely-duplicates', 'rule-failed'],
    idempotent: true,
  }),
  findDuplicateOrganisations: route({
    method: 'POST',
    path: '/organisations/duplicates',
    access: { power: 'organisation.edit' },
    summary: 'Find organisations that are probably the one to be added; nothing is kept',
    body: OrganisationSought,
    responses: {
      200: z.object({
        items: z.array(z.object({ organisation: OrganisationSummary, likeness: Likeness })),
      }),
    },
    problems: ['rule-failed'],
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
  mergeOrganisation: route({
    method: 'POST',
    path: '/organisations/{organisationId}/merger',
    access: { power: 'organisation.edit' },
    summary:
      'Merge an organisation that is recorded twice into its other record; repeated, it goes on where it broke off',
    params: OneOrganisation,
    body: OrganisationMerger,
    responses: { 200: Organisation },
    problems: ['not-found', 'conflict', 'rule-failed', 'second-factor-required'],
    concurrency: 'if-match',
    idempotent: true,
  }),
  listEstablishments: route({
    method: 'GET',
    path: '/organisations/{organisationId}/establishments',
    access: 'public',
    summary: 'List the establishments of an organisation',
    params: OneOrganisation,
    query: z.object({
      on: CalendarDate.exactOptional().register(z.globalRegistry, {
        description: 'Only those that are there on this day',
      }),
    }),
    responses: { 200: z.object({ items: z.array(Establishment), known: z.boolean() }) },
    problems: ['not-found'],
  }),
  importEstablishments: route({
    method: 'POST',
    path: '/establishments/import',
    access: { power: 'organisation.edit' },
    summary: 'Add up to 500 establishments to their organisations, each answered on its own',
    body: rowsOf(EstablishmentRow, 500),
    responses: { 200: BulkResult },
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
