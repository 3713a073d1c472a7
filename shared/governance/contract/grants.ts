import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import {
  Delegation,
  Grant,
  GrantEnd,
  GrantHandover,
  GrantId,
  GrantRequest,
  GrantRow,
  HolderId,
} from '../model.ts'

const access = { power: 'power.grant' } as const

/** The routes of grants of power. */
export const grantRoutes = {
  listGrants: route({
    method: 'GET',
    path: '/grants',
    access: 'public',
    summary: 'List grants of power, of one holder or of all',
    query: z.object({ holder: HolderId.exactOptional() }),
    responses: { 200: pageOf(Grant) },
    paged: true,
  }),
  getGrant: route({
    method: 'GET',
    path: '/grants/{grantId}',
    access: 'public',
    summary: 'Read a grant of power',
    params: z.object({ grantId: GrantId }),
    responses: { 200: Grant },
    problems: ['not-found'],
  }),
  createGrant: route({
    method: 'POST',
    path: '/grants',
    access,
    summary: 'Give an authority or organisation a power over a territory',
    body: GrantRequest,
    responses: { 201: Grant },
    problems: ['not-found', 'conflict', 'rule-failed'],
    idempotent: true,
  }),
  delegateGrant: route({
    method: 'POST',
    path: '/grants/{grantId}/delegations',
    access: 'signed-in',
    summary: 'Delegate a part of a delegable power, as an admin of its holder',
    params: z.object({ grantId: GrantId }),
    body: Delegation,
    responses: { 201: Grant },
    problems: ['not-found', 'conflict', 'rule-failed', 'second-factor-required'],
    idempotent: true,
  }),
  endGrant: route({
    method: 'PUT',
    path: '/grants/{grantId}',
    access: 'signed-in',
    summary:
      'End a grant of power or move its end; takes `power.grant`, or for a delegated one to be an admin of where it comes from',
    params: z.object({ grantId: GrantId }),
    body: GrantEnd,
    responses: { 200: Grant },
    problems: ['not-found', 'rule-failed', 'second-factor-required'],
    concurrency: 'if-match',
  }),
  handOverGrant: route({
    method: 'POST',
    path: '/grants/{grantId}/handover',
    access,
    summary: 'Hand a grant of power over to another holder, as when a cluster gets another management',
    params: z.object({ grantId: GrantId }),
    body: GrantHandover,
    responses: { 201: Grant },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
    idempotent: true,
  }),
  importGrants: route({
    method: 'POST',
    path: '/grants/import',
    access,
    summary: 'Give up to 500 grants of power, each answered on its own',
    body: rowsOf(GrantRow, 500),
    responses: { 200: BulkResult },
  }),
}
