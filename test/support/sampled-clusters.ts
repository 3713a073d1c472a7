import * as z from 'zod'
import type { Platform } from './platform.ts'

const Found = z.object({ items: z.array(z.object({ id: z.string(), names: z.object({ en: z.string() }) })) })

/** The ids of the sample's registered clusters of a region, in the order of the list: other tests of the suite
 *  register clusters of their own meanwhile, and suspend them. */
export const sampledClusters = async (platform: Platform, region: string): Promise<readonly string[]> => {
  const answer = await platform.api(`/clusters?region=${region}&status=registered&limit=200`)
  return Found.parse(await answer.json())
    .items.filter(({ names }) => names.en.endsWith('(invented)'))
    .map(({ id }) => id)
}
