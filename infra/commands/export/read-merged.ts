import type * as z from 'zod'
import type { RecordOf } from '#imports/record'
import { patiently } from '#imports/send'
import { API_BASE } from '#kernel/api-base'
import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { type ClusterId, MovedCluster, MovedOrganisation, type OrganisationId } from '#registry/model'

/** The records that were merged into an organisation, and those that had been merged into these before: each as it was
 *  then, and where it went. */
export const mergedOrganisations = async (
  options: ClientOptions,
  into: OrganisationId,
  mergedFrom: readonly OrganisationId[] = [],
): Promise<readonly RecordOf[]> => {
  const client = clientOf(registryContract, options)
  return each(mergedFrom, async (organisationId) => {
    const moved = await movedAt(options, `/organisations/${organisationId}`, MovedOrganisation)
    const query = { knownAt: instantBefore(moved.since) }
    const { body } = await patiently(() => client.getOrganisation({ params: { organisationId }, query }))
    const { establishments: _wentOver, ...record } = body
    return [
      { ...record, merged: { into, since: moved.since } },
      ...(await mergedOrganisations(options, organisationId, moved.mergedFrom)),
    ]
  })
}

/** The same of drafts that were merged into a cluster. */
export const mergedDrafts = async (
  options: ClientOptions,
  into: ClusterId,
  mergedFrom: readonly ClusterId[] = [],
): Promise<readonly RecordOf[]> => {
  const client = clientOf(registryContract, options)
  return each(mergedFrom, async (clusterId) => {
    const moved = await movedAt(options, `/clusters/${clusterId}`, MovedCluster)
    const query = { knownAt: instantBefore(moved.since) }
    const { body } = await patiently(() => client.getCluster({ params: { clusterId }, query }))
    return [
      { ...body, merged: { into, since: moved.since } },
      ...(await mergedDrafts(options, clusterId, moved.mergedFrom)),
    ]
  })
}

const each = async <T>(of: readonly T[], read: (one: T) => Promise<readonly RecordOf[]>) => {
  const records: RecordOf[] = []
  for (const one of of) records.push(...(await read(one)))
  return records
}

/** What a merged record answers, which clients follow to the other one. */
const movedAt = async <S extends z.ZodType>(
  { url, token }: ClientOptions,
  path: string,
  schema: S,
): Promise<z.output<S>> => {
  const known = await token?.()
  const response = await patiently(() =>
    fetch(`${url}${API_BASE}${path}`, {
      redirect: 'manual',
      ...(known !== undefined && { headers: { authorization: `Bearer ${known}` } }),
    }),
  )
  return schema.parse(await response.json())
}

const instantBefore = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString()
