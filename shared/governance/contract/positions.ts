import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { HolderId, Position, PositionContent, PositionId, PositionRequest, PositionRow } from '../model.ts'

const access = { power: 'power.grant' } as const

/** The routes of positions. */
export const positionRoutes = {
  listPositions: route({
    method: 'GET',
    path: '/positions',
    access,
    summary: 'List positions, of one authority or organisation or of all',
    query: z.object({ holder: HolderId.exactOptional() }),
    responses: { 200: pageOf(Position) },
    paged: true,
  }),
  getPosition: route({
    method: 'GET',
    path: '/positions/{positionId}',
    access,
    summary: 'Read a position',
    params: z.object({ positionId: PositionId }),
    responses: { 200: Position },
    problems: ['not-found'],
  }),
  createPosition: route({
    method: 'POST',
    path: '/positions',
    access,
    summary: 'Give a person a position in an authority or organisation',
    body: PositionRequest,
    responses: { 201: Position },
    problems: ['not-found', 'conflict', 'rule-failed'],
    idempotent: true,
  }),
  changePosition: route({
    method: 'PUT',
    path: '/positions/{positionId}',
    access,
    summary: 'Change the role of a position or end it',
    params: z.object({ positionId: PositionId }),
    body: PositionContent.pick({ role: true, to: true }),
    responses: { 200: Position },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  importPositions: route({
    method: 'POST',
    path: '/positions/import',
    access,
    summary: 'Give up to 500 positions, each answered on its own',
    body: rowsOf(PositionRow, 500),
    responses: { 200: BulkResult },
  }),
}
