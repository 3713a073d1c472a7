import * as z from 'zod'
import type { LocalAssembly } from '../assembly.ts'
import { CorsRules } from './cors.ts'

/** A bucket of the template. */
export interface LocalBucket {
  readonly name: string
  /** Objects of a locked bucket can neither be replaced nor deleted. */
  readonly locked: boolean
  readonly publishesEvents: boolean
  readonly cors: CorsRules
}

const Bucket = z.object({
  ObjectLockEnabled: z.boolean().default(false),
  CorsConfiguration: z.object({ CorsRules }).optional(),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({ EventBridgeEnabled: z.boolean().default(true) }) })
    .optional(),
})

export const readBuckets = (assembly: LocalAssembly): readonly LocalBucket[] =>
  assembly.ofType('AWS::S3::Bucket').map(({ physicalId, properties }) => {
    const bucket = Bucket.parse(properties)
    return {
      name: physicalId,
      locked: bucket.ObjectLockEnabled,
      publishesEvents: bucket.NotificationConfiguration?.EventBridgeConfiguration.EventBridgeEnabled ?? false,
      cors: bucket.CorsConfiguration?.CorsRules ?? [],
    }
  })
