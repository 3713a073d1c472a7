import * as z from 'zod'
import { pageOf, route } from '#kernel/contract'
import {
  Application,
  ApplicationId,
  Entry,
  NewApplication,
  RegisterRef,
  RegistrationDecision,
} from '../model.ts'

const OneApplication = z.object({ applicationId: ApplicationId })

/** The routes of applications and decisions on them. */
export const applicationRoutes = {
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
