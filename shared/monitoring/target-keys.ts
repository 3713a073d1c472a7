import { entity } from '#kernel/entity'
import { unchanged } from './lifts.ts'
import { Target } from './model.ts'

export const targetPartition = ({
  universe,
  indicator,
  breakdown,
}: Pick<Target, 'universe' | 'indicator' | 'breakdown'>): string =>
  `TARGETS#${universe}#${indicator}#${breakdown}`

export const targetEntity = entity<Target>({
  name: 'target',
  schemaVersion: 2,
  schema: Target,
  lift: { 1: unchanged },
  keys: (target) => ({
    pk: targetPartition(target),
    sk: `${target.dimension}#${target.code}#${target.period}`,
  }),
})
