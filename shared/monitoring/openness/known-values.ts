import { hasAgreed, type InputSeries, isOpenToAll } from '../model.ts'
import type { NamedEnterprises } from '../releases/ports.ts'
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
      open.has(`${value.indicator}#${value.period}#${value.cluster}`)
        ? [{ enterprise: value.cluster, value: null, waived: true }]
        : behind(value)
  },
})

const openIn = (
  { indicator, observations }: InputSeries,
  agreed: Awaited<ReturnType<OpennessStore['all']>>,
): readonly string[] =>
  [...observations].flatMap(([period, list]) =>
    list.flatMap((observation) => {
      const own = agreed.get(observation.subject)
      const isKnown = own !== undefined && hasAgreed(own, { indicator: indicator.code, period })
      return isKnown && isOpenToAll(observation, indicator, true)
        ? [`${indicator.code}#${period}#${observation.subject}`]
        : []
    }),
  )
