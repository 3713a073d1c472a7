import * as z from 'zod'
import { entity } from '#kernel/entity'
import type { Key } from '#kernel/table'
import { lacking, padded } from './lifts.ts'
import { Indicator, IndicatorCode, ReferenceMetadata } from './model.ts'

/** How indicators lie in monitoring's table. Definitions of all versions lie together, since figures need them all. */

/** Version 3 knows measures and from when on a version holds. */
export const indicatorEntity = entity<Indicator>({
  name: 'indicator',
  schemaVersion: 3,
  schema: Indicator,
  lift: { 1: lacking({ tolerance: '0.01' }), 2: lacking({ measure: { kind: 'quantity' } }) },
  keys: ({ code }) => ({ pk: 'INDICATORS', sk: code }),
})

export const indicatorVersionKey = (code: string, version: number): Key => ({
  pk: 'INDICATORS',
  sk: `${code}#${padded(version)}`,
})

/** A version of an indicator that another followed, beside the newest ones: figures of its time need it. */
export const indicatorVersionEntity = entity<Indicator>({
  name: 'indicator-version',
  schemaVersion: 1,
  schema: Indicator,
  keys: ({ code, version }) => indicatorVersionKey(code, version),
})

const DescribedIndicator = z.object({
  code: IndicatorCode,
  version: z.int().min(1),
  metadata: ReferenceMetadata,
})

/** What is said of a version of an indicator besides its definition. */
export const referenceMetadataEntity = entity<z.output<typeof DescribedIndicator>>({
  name: 'reference-metadata',
  schemaVersion: 1,
  schema: DescribedIndicator,
  keys: ({ code, version }) => ({ pk: `INDICATOR#${code}`, sk: `METADATA#${padded(version)}` }),
})
