import * as z from 'zod'
import type { PlatformText } from '#kernel/localised-text'
import { AskedFigure, Decimal, type Indicator, isPublic, type Observation } from '../../model.ts'
import { figureName } from './plausibility.ts'

/** How a value that was not reported is put in its place. */
const ImputationMethod = z
  .enum(['carried-forward', 'peer-growth', 'expert-estimate'])
  .register(z.globalRegistry, {
    id: 'ImputationMethod',
    description:
      'carried-forward: the value of the earlier period; peer-growth: that value times the growth of the clusters of the campaign with both values; expert-estimate: the value given',
  })

/** One value to impute. */
export const Imputation = z
  .object({
    ...AskedFigure.shape,
    method: ImputationMethod,
    value: Decimal.exactOptional().register(z.globalRegistry, { description: 'Of expert-estimate' }),
    reason: z.string().trim().min(1).max(2000),
  })
  .refine(({ method, value }) => (method === 'expert-estimate') === (value !== undefined), {
    error: 'give a value for expert-estimate, and for nothing else',
    path: ['value'],
    params: { ru: 'значение указывается только для expert-estimate' },
  })
  .register(z.globalRegistry, { id: 'Imputation' })
export type Imputation = z.output<typeof Imputation>

/** Peers with both values that growth is taken from: fewer say nothing of the others. */
const FEWEST_PEERS = 3

/** The value that a method gives, with the indicator's decimals; a fault where it gives none.
 *  @param earlier the cluster's own value of the earlier period
 *  @param peers the reports of all clusters in both periods; imputed ones do not count */
export const imputedValue = (
  { method, value, ...figure }: Imputation,
  { decimals }: Pick<Indicator, 'decimals'>,
  earlier: Decimal | null,
  peers: { readonly now: readonly Observation[]; readonly before: readonly Observation[] },
): { readonly value: Decimal } | { readonly fault: PlatformText } => {
  if (value !== undefined) return { value }
  const name = figureName(figure)
  if (earlier === null)
    return {
      fault: {
        en: `${name} has no value of the earlier period to start from.`,
        ru: `Для ${name} нет значения за предыдущий период.`,
      },
    }
  if (method === 'carried-forward') return { value: earlier }
  const before = new Map(peers.before.flatMap(reported))
  const pairs = peers.now.flatMap(reported).flatMap(([subject, now]) => {
    const then = before.get(subject)
    return then === undefined ? [] : [{ now, then }]
  })
  const sum = (of: 'now' | 'then') => pairs.reduce((total, pair) => total + pair[of], 0)
  if (pairs.length < FEWEST_PEERS || sum('then') <= 0)
    return {
      fault: {
        en: `${name} has verified values of both periods from ${pairs.length} clusters; growth is taken from at least ${FEWEST_PEERS} with a sum above 0.`,
        ru: `Для ${name} проверенные значения за оба периода есть у ${pairs.length} кластеров; для расчёта роста нужно не менее ${FEWEST_PEERS} с суммой больше 0.`,
      },
    }
  return { value: (Number(earlier) * (sum('now') / sum('then'))).toFixed(decimals) }
}

const reported = ({ subject, value, workflow, obsStatus }: Observation): [string, number][] =>
  value !== null && isPublic(workflow) && obsStatus !== 'I' ? [[subject, Number(value)]] : []
