import { INVENTED, PLACES } from './facts/words.ts'
import type { SampleRegistry } from './generate-registry.ts'
import type { Sample, SampleTie } from './model.ts'
import type { Chance } from './random.ts'

/** Every so many clusters have ties and a facility. */
const EACH = 3
const MOST_TIES = 12

const KINDS = ['supply', 'supply', 'supply', 'service', 'research', 'licence', 'investment'] as const

/** Invents who works with whom, and what serves a cluster. */
export const inventCooperation = (
  { clusters, memberships }: Pick<SampleRegistry, 'clusters' | 'memberships'>,
  chance: Chance,
): Pick<Sample, 'ties' | 'facilities'> => {
  const chosen = clusters.filter((_, index) => index % EACH === 0)
  return {
    ties: chosen.flatMap(({ row }) => {
      const members = memberships.flatMap(({ cluster, organisation, from, to }) =>
        cluster === row.id && to === null && typeof organisation === 'string' ? [{ organisation, from }] : [],
      )
      return tiesAmong(members, row.id, chance)
    }),
    facilities: chosen.map(({ row }, index) => inventFacility(row, index, chance)),
  }
}

interface Member {
  readonly organisation: string
  readonly from: string
}

/** Ties between members; none twice in one direction. */
const tiesAmong = (members: readonly Member[], cluster: string, chance: Chance): readonly SampleTie[] => {
  if (members.length < 2) return []
  const ties = new Map<string, SampleTie>()
  for (let tried = 0; tried < MOST_TIES; tried += 1) {
    const [supplier, customer] = [chance.one(members), chance.one(members)]
    const pair = `${supplier.organisation} ${customer.organisation}`
    if (supplier.organisation === customer.organisation || ties.has(pair)) continue
    ties.set(pair, {
      cluster,
      supplier: supplier.organisation,
      customer: customer.organisation,
      kind: chance.one(KINDS),
      from: supplier.from > customer.from ? supplier.from : customer.from,
    })
  }
  return [...ties.values()]
}

const TYPES = [
  { type: 'technopark', en: 'Technology Park', ru: 'Технопарк', unit: 'm²', least: 4000, most: 40_000 },
  { type: 'laboratory', en: 'Laboratory', ru: 'Лаборатория', unit: 'm²', least: 200, most: 2500 },
  {
    type: 'testing-centre',
    en: 'Testing Centre',
    ru: 'Испытательный центр',
    unit: 'm²',
    least: 600,
    most: 6000,
  },
  { type: 'incubator', en: 'Incubator', ru: 'Бизнес-инкубатор', unit: 'm²', least: 500, most: 5000 },
] as const

const inventFacility = (
  cluster: SampleRegistry['clusters'][number]['row'],
  index: number,
  chance: Chance,
): Sample['facilities'][number] => {
  const { type, en, ru, unit, least, most } = chance.one(TYPES)
  const [place, placeRu] = PLACES[(index * EACH) % PLACES.length] ?? PLACES[0]
  return {
    names: {
      en: `${en} ${place} ${index + 1} ${INVENTED.en}`,
      ru: `${ru} ${placeRu} ${index + 1} ${INVENTED.ru}`,
    },
    type,
    region: cluster.regions[0] ?? 'DE',
    capacity: { number: chance.whole(least / 100, most / 100) * 100, unit },
    occupancy: chance.whole(45, 98) / 100,
    ...(cluster.managementOrganisation !== undefined && { owner: cluster.managementOrganisation }),
    clusters: [cluster.id],
  }
}
