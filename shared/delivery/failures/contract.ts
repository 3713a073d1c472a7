import * as z from 'zod'
import { type Contract, pageOf, route } from '#kernel/contract'
import { DismissalReason, FailureId, FailureView } from './model.ts'

const params = z.object({ failureId: FailureId })

/** The routes of what functions gave up on. */
export const failuresContract = {
  name: 'failures',
  routes: {
    listFailures: route({
      method: 'GET',
      path: '/failures',
      access: { power: 'job.redrive' },
      summary: 'List what functions gave up on, by function and stream, the oldest of each first',
      paged: true,
      responses: { 200: pageOf(FailureView) },
    }),
    getFailure: route({
      method: 'GET',
      path: '/failures/{failureId}',
      access: { power: 'job.redrive' },
      summary: 'Read what became of one',
      params,
      responses: { 200: FailureView },
      problems: ['not-found'],
    }),
    redriveFailure: route({
      method: 'POST',
      path: '/failures/{failureId}/redrive',
      access: { power: 'job.redrive' },
      summary:
        'Give it to its function again; it goes on after the answer, and is removed once all of it was handled',
      params,
      responses: { 202: FailureView },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
    dismissFailure: route({
      method: 'POST',
      path: '/failures/{failureId}/dismissal',
      access: { power: 'job.redrive' },
      summary: 'Remove it without handling it: what it would have done is never done',
      params,
      body: z.object({
        reason: DismissalReason.register(z.globalRegistry, { description: 'Why nothing is lost by it' }),
      }),
      responses: { 200: FailureView },
      problems: ['not-found', 'rule-failed'],
      idempotent: true,
    }),
  },
} as const satisfies Contract
