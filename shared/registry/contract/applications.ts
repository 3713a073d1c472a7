import * as z from 'zod'
import { pageOf, route } from '#kernel/contract'
import {
  Application,
  ApplicationContent,
  ApplicationId,
  ApplicationStatus,
  Entry,
  NewApplication,
  Notice,
  PlainStep,
  RefusalStep,
  RegisterRef,
  RegistrationDecision,
  ReturnStep,
  Step,
} from '../model.ts'

const OneApplication = z.object({ applicationId: ApplicationId })

/** What the routes of all steps have in common. */
const step = {
  method: 'POST',
  params: OneApplication,
  concurrency: 'if-match',
  idempotent: true,
} as const

/** The routes of applications and decisions on them. */
export const applicationRoutes = {
  createApplication: route({
    method: 'POST',
    path: '/applications',
    access: { power: 'cluster.edit' },
    summary: 'Apply for a cluster to be entered in a register, or for its entry to be amended',
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
    query: z.object({ register: RegisterRef, status: ApplicationStatus.default('draft') }),
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
  listApplicationSteps: route({
    method: 'GET',
    path: '/applications/{applicationId}/steps',
    access: 'signed-in',
    summary: 'List what was done with an application, in order',
    params: OneApplication,
    responses: { 200: pageOf(Step) },
    problems: ['not-found'],
    paged: true,
  }),
  changeApplication: route({
    method: 'PUT',
    path: '/applications/{applicationId}',
    access: { power: 'cluster.edit' },
    summary: 'Change what an application asks for, as a draft or when it was returned',
    params: OneApplication,
    body: ApplicationContent,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
  }),
  deleteApplication: route({
    method: 'DELETE',
    path: '/applications/{applicationId}',
    access: { power: 'cluster.edit' },
    summary: 'Delete the draft of an application; what was submitted stays',
    params: OneApplication,
    responses: { 204: z.null() },
    problems: ['not-found', 'conflict'],
    concurrency: 'if-match',
  }),
  submitApplication: route({
    ...step,
    path: '/applications/{applicationId}/submission',
    access: { power: 'cluster.edit' },
    summary: 'Submit an application, for the first time or after it was returned',
    body: PlainStep,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  reviewApplication: route({
    ...step,
    path: '/applications/{applicationId}/review',
    access: { power: 'cluster.register' },
    summary: 'Take a submitted application up for review, as its assessor',
    body: PlainStep,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  returnApplication: route({
    ...step,
    path: '/applications/{applicationId}/return',
    access: { power: 'cluster.register' },
    summary: 'Send an application back to the applicant with comments on its fields',
    body: ReturnStep,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  withdrawApplication: route({
    ...step,
    path: '/applications/{applicationId}/withdrawal',
    access: { power: 'cluster.edit' },
    summary: 'Withdraw an application on which nobody decided yet',
    body: PlainStep,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  refuseApplication: route({
    ...step,
    path: '/applications/{applicationId}/refusal',
    access: { power: 'cluster.register' },
    summary: 'Refuse an application, as a person who neither prepared nor assessed it',
    body: RefusalStep,
    responses: { 200: Application },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  registerCluster: route({
    ...step,
    path: '/applications/{applicationId}/registration',
    access: { power: 'cluster.register' },
    summary:
      'Enter a cluster in the register, as a person who neither prepared nor assessed it, and give the entry its number',
    body: RegistrationDecision,
    responses: { 200: Entry },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  amendEntry: route({
    ...step,
    path: '/applications/{applicationId}/amendment',
    access: { power: 'cluster.register' },
    summary: 'Amend an entry as its application asks, as a person who neither prepared nor assessed it',
    body: RegistrationDecision,
    responses: { 200: Entry },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  listNotices: route({
    method: 'GET',
    path: '/notices',
    access: 'signed-in',
    summary: 'List what you were told about procedures, newest first',
    query: z.object({
      recipient: z
        .string()
        .max(60)
        .exactOptional()
        .register(z.globalRegistry, {
          description: 'An authority or organisation in which you hold a position; you unless given',
        }),
    }),
    responses: { 200: pageOf(Notice) },
    paged: true,
  }),
}
