import * as z from 'zod'
import { CapabilityGrant } from '#kernel/access'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import {
  Erasure,
  ErasureGround,
  LegalAct,
  Person,
  PersonalData,
  PersonCorrection,
  PersonId,
  PersonRow,
  Seats,
} from '../model.ts'

const access = { power: 'power.grant' } as const
const params = z.object({ personId: PersonId })

/** All that the platform knows of a person. */
const PersonalDataExport = z
  .object({
    person: PersonId,
    profile: PersonalData.nullable().register(z.globalRegistry, { description: 'Null when it was erased' }),
    erased: Erasure.nullable(),
    positions: Seats.shape.positions,
    substitutions: Seats.shape.substitutions.meta({ description: 'Positions of others in which they act' }),
    grants: z.array(CapabilityGrant).register(z.globalRegistry, {
      description: 'The grants of power that the positions let them use, past and to come',
    }),
    apiKeys: z
      .array(z.string())
      .register(z.globalRegistry, { description: 'Ids of the API keys whose secret was shown to them' }),
    changes: z.string().register(z.globalRegistry, {
      description: 'Where holders of `audit.read` find every change that the person made, by the random id',
    }),
  })
  .register(z.globalRegistry, { id: 'PersonalDataExport' })

export const ErasureRequest = z.object({
  ground: ErasureGround,
  act: LegalAct,
  confirm: PersonId.meta({ description: 'The person’s id once more: nothing brings the data back' }),
})

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
    params,
    responses: { 200: Person },
    problems: ['not-found'],
  }),
  createPerson: route({
    method: 'POST',
    path: '/persons',
    access,
    summary: 'Make an account of the sign-in service known',
    body: PersonalData,
    responses: { 201: z.object({ id: PersonId }).register(z.globalRegistry, { id: 'PersonReference' }) },
    problems: ['conflict'],
    idempotent: true,
  }),
  correctPerson: route({
    method: 'PUT',
    path: '/persons/{personId}',
    access,
    summary: 'Correct the name and the e-mail address of a person; nothing keeps the former ones',
    params,
    body: PersonCorrection,
    responses: { 200: Person },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importPersons: route({
    method: 'POST',
    path: '/persons/import',
    access,
    summary: 'Make up to 500 accounts known by subject, each answered on its own',
    body: rowsOf(PersonRow, 500),
    responses: { 200: BulkResult },
  }),
  exportPersonalData: route({
    method: 'GET',
    path: '/persons/{personId}/personal-data',
    access: 'signed-in',
    summary: 'Tell a person, or who holds person.erase, everything that is known of the person',
    params,
    responses: { 200: PersonalDataExport },
    problems: ['not-found', 'forbidden', 'second-factor-required'],
  }),
  erasePerson: route({
    method: 'POST',
    path: '/persons/{personId}/erasure',
    access: { power: 'person.erase' },
    summary: 'Erase what is known of a person, for good; sent again it answers the same',
    params,
    body: ErasureRequest,
    responses: {
      200: Erasure.extend({ person: PersonId }).register(z.globalRegistry, { id: 'ErasedPerson' }),
    },
    problems: ['not-found', 'rule-failed'],
  }),
}
