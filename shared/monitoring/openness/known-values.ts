import { hasAgreed, isOpenToAll, sliceKey } from '../model.ts'
import type { EnterprisesOf } from '../releases/model/told.ts'
import type { NamedEnterprises, SeriesBehind } from '../releases/ports.ts'
import type { OpennessStore } from './openness-store.ts'

/** The enterprises behind values, where values that clusters agreed to make public are known to everybody: they protect no
 *  other value. Agreements are read when a release is decided, after it got its number; later ones do not reach what it
 *  holds. */
export const knowingOpenValues = (
  named: NamedEnterprises,
  openness: Pick<OpennessStore, 'all'>,
): NamedEnterprises => ({
  of: async (series) => {
    const [behind, agreed] = await Promise.all([named.of(series), openness.all({ consistent: true })])
    const open = new Set(series.flatMap((one) => openIn(one, agreed)))
    return (value) =>
      open.has(keyOf(value)) ? [{ enterprise: value.cluster, value: null, waived: true }] : behind(value)
  },
})

const openIn = (
  { indicator, breakdown, observations }: SeriesBehind,
  agreed: Awaited<ReturnType<OpennessStore['all']>>,
): readonly string[] =>
  [...observations].flatMap(([period, list]) =>
    list.flatMap((observation) => {
      const own = agreed.get(observation.subject)
      const isKnown = own !== undefined && hasAgreed(own, { indicator: indicator.code, period })
      return isKnown && isOpenToAll(observation, indicator, true)
        ? [keyOf({ indicator: indicator.code, breakdown, period, cluster: observation.subject })]
        : []
    }),
  )

const keyOf = ({ cluster, ...slice }: Parameters<EnterprisesOf>[0]): string =>
  `${sliceKey({ universe: 'cluster', ...slice })}#${cluster}`
