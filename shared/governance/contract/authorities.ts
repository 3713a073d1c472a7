import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { Authority, AuthorityContent, AuthorityId, AuthorityRow, Renaming, Succession } from '../model.ts'

const access = { power: 'power.grant' } as const

/** The routes of authorities. */
export const authorityRoutes = {
  listAuthorities: route({
    method: 'GET',
    path: '/authorities',
    access: 'public',
    summary: 'List the authorities by code',
    responses: { 200: pageOf(Authority) },
    paged: true,
  }),
  getAuthority: route({
    method: 'GET',
    path: '/authorities/{authorityId}',
    access: 'public',
    summary: 'Read an authority',
    params: z.object({ authorityId: AuthorityId }),
    responses: { 200: Authority },
    problems: ['not-found'],
  }),
  createAuthority: route({
    method: 'POST',
    path: '/authorities',
    access,
    summary: 'Add an authority',
    body: AuthorityContent,
    responses: { 201: Authority },
    problems: ['conflict', 'rule-failed'],
    idempotent: true,
  }),
  updateAuthority: route({
    method: 'PUT',
    path: '/authorities/{authorityId}',
    access,
    summary: 'Correct the names, level, parent or territory of an authority',
    params: z.object({ authorityId: AuthorityId }),
    body: AuthorityContent,
    responses: { 200: Authority },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  renameAuthority: route({
    method: 'POST',
    path: '/authorities/{authorityId}/renaming',
    access,
    summary: 'Give an authority a new name by a legal act',
    params: z.object({ authorityId: AuthorityId }),
    body: Renaming,
    responses: { 200: Authority },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  endAuthority: route({
    method: 'POST',
    path: '/authorities/{authorityId}/succession',
    access,
    summary: 'Merge an authority into another one, or dissolve it, with or without a successor',
    params: z.object({ authorityId: AuthorityId }),
    body: Succession,
    responses: { 200: Authority },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importAuthorities: route({
    method: 'POST',
    path: '/authorities/import',
    access,
    summary: 'Add or change up to 500 authorities by code, each answered on its own',
    body: rowsOf(AuthorityRow, 500),
    responses: { 200: BulkResult },
  }),
}
