import * as z from 'zod'
import { pageOf, route } from '#kernel/contract'
import { ApiKeyId, ApiKeyRequest, ApiKeyView, ApiKeyWithToken, RotationRequest } from '../model/api-key.ts'
import { HolderId } from '../model.ts'

const access = { power: 'api-key.manage' } as const
const params = z.object({ keyId: ApiKeyId })

/** The routes by which machines get accounts. */
export const apiKeyRoutes = {
  listApiKeys: route({
    method: 'GET',
    path: '/api-keys',
    access,
    summary: 'List API keys, of one authority or organisation or of all, with when each was used last',
    query: z.object({ holder: HolderId.exactOptional() }),
    responses: { 200: pageOf(ApiKeyView) },
    paged: true,
  }),
  getApiKey: route({
    method: 'GET',
    path: '/api-keys/{keyId}',
    access,
    summary: 'Read an API key; its secret is not known to the platform',
    params,
    responses: { 200: ApiKeyView },
    problems: ['not-found'],
  }),
  createApiKey: route({
    method: 'POST',
    path: '/api-keys',
    access,
    summary: 'Make an API key for a system of an authority or organisation and show its secret once',
    body: ApiKeyRequest,
    responses: { 201: ApiKeyWithToken },
    problems: ['not-found', 'conflict', 'rule-failed'],
  }),
  rotateApiKey: route({
    method: 'POST',
    path: '/api-keys/{keyId}/rotation',
    access,
    summary: 'Give an API key a new secret while the old one works until a date',
    params,
    body: RotationRequest,
    responses: { 200: ApiKeyWithToken },
    problems: ['not-found', 'conflict', 'rule-failed'],
    concurrency: 'if-match',
  }),
  revokeApiKey: route({
    method: 'POST',
    path: '/api-keys/{keyId}/revocation',
    access,
    summary: 'End an API key for good, everywhere within 60 s',
    params,
    responses: { 200: ApiKeyView },
    problems: ['not-found'],
    concurrency: 'if-match',
  }),
} as const
