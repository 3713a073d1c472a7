import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { Grant, GrantContent, GrantId, GrantRequest, GrantRow, HolderId } from '../model.ts'

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
  endGrant: route({
    method: 'PUT',
    path: '/grants/{grantId}',
    access,
    summary: 'End a grant of power, or extend it',
    params: z.object({ grantId: GrantId }),
    body: GrantContent.pick({ to: true, basis: true }),
    responses: { 200: Grant },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
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
