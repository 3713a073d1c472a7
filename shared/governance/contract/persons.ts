import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { Person, PersonContent, PersonId, PersonRow } from '../model.ts'

const access = { power: 'power.grant' } as const

/** The routes of people with an account. */
export const personRoutes = {
  listPersons: route({
    method: 'GET',
    path: '/persons',
    access,
    summary: 'List the people with an account, in the order in which they came',
    responses: { 200: pageOf(Person) },
    paged: true,
  }),
  getPerson: route({
    method: 'GET',
    path: '/persons/{personId}',
    access,
    summary: 'Read a person',
    params: z.object({ personId: PersonId }),
    responses: { 200: Person },
    problems: ['not-found'],
  }),
  createPerson: route({
    method: 'POST',
    path: '/persons',
    access,
    summary: 'Make an account of the sign-in service known',
    body: PersonContent,
    responses: { 201: Person },
    problems: ['conflict'],
    idempotent: true,
  }),
  importPersons: route({
    method: 'POST',
    path: '/persons/import',
    access,
    summary: 'Make up to 500 accounts known by subject, each answered on its own',
    body: rowsOf(PersonRow, 500),
    responses: { 200: BulkResult },
  }),
}
