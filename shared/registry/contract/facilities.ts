import * as z from 'zod'
import { BulkResult, rowsOf } from '#kernel/bulk'
import { pageOf, route } from '#kernel/contract'
import { CodeText } from '#reference/model'
import {
  ClusterId,
  Facility,
  FacilityContent,
  FacilityId,
  FacilityRow,
  FacilitySummary,
  FacilityType,
} from '../model.ts'
import { Sorted } from './query.ts'

const OneFacility = z.object({ facilityId: FacilityId })

/** The routes of facilities. */
export const facilityRoutes = {
  listFacilities: route({
    method: 'GET',
    path: '/facilities',
    access: 'public',
    summary: 'List facilities',
    query: z.object({
      cluster: ClusterId.exactOptional().register(z.globalRegistry, {
        description: 'Those that serve this cluster',
      }),
      region: CodeText.exactOptional().register(z.globalRegistry, {
        description: 'Those in this region, whatever its level',
      }),
      type: FacilityType.exactOptional(),
      ...Sorted,
    }),
    responses: { 200: pageOf(FacilitySummary) },
    paged: true,
  }),
  getFacility: route({
    method: 'GET',
    path: '/facilities/{facilityId}',
    access: 'public',
    summary: 'Read a facility',
    params: OneFacility,
    responses: { 200: Facility },
    problems: ['not-found'],
  }),
  createFacility: route({
    method: 'POST',
    path: '/facilities',
    access: { power: 'facility.manage' },
    summary: 'Add a facility',
    body: FacilityContent,
    responses: { 201: Facility },
    problems: ['rule-failed'],
    idempotent: true,
  }),
  importFacilities: route({
    method: 'POST',
    path: '/facilities/import',
    access: { power: 'facility.manage' },
    summary: 'Add or change up to 250 facilities, each answered on its own',
    body: rowsOf(FacilityRow, 250),
    responses: { 200: BulkResult },
  }),
  changeFacility: route({
    method: 'PUT',
    path: '/facilities/{facilityId}',
    access: { power: 'facility.manage' },
    summary: 'Change a facility',
    params: OneFacility,
    body: FacilityContent,
    responses: { 200: Facility },
    problems: ['not-found', 'rule-failed'],
    concurrency: 'if-match',
  }),
  deleteFacility: route({
    method: 'DELETE',
    path: '/facilities/{facilityId}',
    access: { power: 'facility.manage' },
    summary: 'Delete a facility',
    params: OneFacility,
    responses: { 204: z.null() },
    problems: ['not-found'],
    concurrency: 'if-match',
  }),
}
