import { CATEGORIES, type Category } from './facts/categories.ts'
import { LANDS } from './facts/regions.ts'
import { FAMILIES, INVENTED, PLACES } from './facts/words.ts'
import { sampleId } from './ids.ts'
import type { Sample } from './model.ts'
import type { Chance } from './random.ts'

type Organisation = Sample['organisations'][number] & { readonly id: string }
type Cluster = Sample['clusters'][number] & { readonly id: string }
type Membership = Sample['memberships'][number]

/** A cluster with what the figures about it need. */
export interface SampleCluster {
  readonly row: Cluster
  readonly category: Category
  /** Persons employed by its members when the figures begin. */
  readonly employment: number
}

export interface SampleRegistry {
  readonly clusters: readonly SampleCluster[]
  readonly organisations: readonly Organisation[]
  readonly memberships: readonly Membership[]
}

const ORGANISATIONS = 1500
/** A tenth of the clusters reach beyond their Land, but never into one that is to have few clusters. */
const BEYOND = 0.12
const SMALL_LANDS: ReadonlySet<string> = new Set(
  LANDS.filter(({ clusters }) => clusters < 3).map(({ code }) => code),
)
const BIG_LANDS = LANDS.filter(({ code }) => !SMALL_LANDS.has(code))

/** Invents clusters with their management, organisations, and who is a member of what. */
export const inventRegistry = (chance: Chance): SampleRegistry => {
  const places = LANDS.flatMap((land) => Array.from({ length: land.clusters }, () => land.code))
  const clusters: SampleCluster[] = []
  const organisations: Organisation[] = []
  const memberships: Membership[] = []
  places.forEach((land, index) => {
    const category = CATEGORIES[(index * 7 + chance.whole(0, 3)) % CATEGORIES.length] ?? CATEGORIES[0]
    const management = inventOrganisation(chance, land, category, 'association', organisations.length)
    organisations.push(management)
    const cluster = inventCluster(chance, land, category, management, clusters.length)
    clusters.push({ row: cluster, category, employment: Math.round(2600 * chance.factor(1.1)) })
    memberships.push(joined(chance, cluster, management, ['management']))
  })
  for (let index = organisations.length; index < ORGANISATIONS; index += 1) {
    const home = chance.one(clusters)
    const kind = chance.one(KINDS)
    const organisation = inventOrganisation(chance, home.row.regions[0] ?? 'DE', home.category, kind, index)
    organisations.push(organisation)
    memberships.push(joined(chance, home.row, organisation, rolesOf(chance, kind)))
    if (chance.happens(0.08)) {
      const second = chance.one(clusters)
      if (second !== home) memberships.push(joined(chance, second.row, organisation, rolesOf(chance, kind)))
    }
  }
  return { clusters, organisations, memberships }
}

/** As often as members are of these kinds. */
const KINDS = [
  ...Array.from({ length: 15 }, () => 'firm' as const),
  'university',
  'research-institute',
  'research-institute',
  'finance',
  'infrastructure-operator',
  'public-body',
] as const
type Kind = (typeof KINDS)[number] | 'association'

const SIZES = ['micro', 'small', 'small', 'medium', 'medium', 'large'] as const

const KIND_NAMES: Readonly<Record<Kind, { readonly en: string; readonly ru: string }>> = {
  firm: { en: 'Works', ru: 'Завод' },
  university: { en: 'University', ru: 'Университет' },
  'research-institute': { en: 'Institute', ru: 'Институт' },
  finance: { en: 'Bank', ru: 'Банк' },
  'infrastructure-operator': { en: 'Technology Park', ru: 'Технопарк' },
  'public-body': { en: 'Development Agency', ru: 'Агентство развития' },
  association: { en: 'Cluster Management', ru: 'Управление кластером' },
}

const inventOrganisation = (
  chance: Chance,
  region: string,
  { product }: Category,
  kind: Kind,
  index: number,
): Organisation => {
  const [place, placeRu] = chance.one(PLACES)
  const [family, familyRu] = chance.one(FAMILIES)
  // The running number keeps names apart.
  const number = index + 1
  const names =
    kind === 'firm'
      ? {
          en: `${family} ${product.en} ${place} ${number}`,
          ru: `${familyRu} ${product.ru} ${placeRu} ${number}`,
        }
      : {
          en: `${KIND_NAMES[kind].en} ${place} ${number}`,
          ru: `${KIND_NAMES[kind].ru} ${placeRu} ${number}`,
        }
  return {
    id: sampleId('org', chance),
    names: { en: `${names.en} ${INVENTED.en}`, ru: `${names.ru} ${INVENTED.ru}` },
    kind,
    ...(kind === 'firm' && { size: chance.one(SIZES) }),
    ...(kind === 'firm' &&
      chance.happens(0.07) && { flags: [chance.one(['start-up', 'high-growth'] as const)] }),
    ...(chance.happens(0.06)
      ? { noIdentifierReason: 'Invented organisation outside every register' }
      : { identifiers: [{ scheme: 'XX-SAMPLE', value: `S-${String(number).padStart(6, '0')}` }] }),
    seat: { town: place, region },
  }
}

const STAGES = ['emergence', 'growth', 'growth', 'growth', 'sustainment', 'sustainment', 'decline'] as const

const inventCluster = (
  chance: Chance,
  land: string,
  { code, industries, names, type }: Category,
  management: Organisation,
  index: number,
): Cluster => {
  const [place, placeRu] = PLACES[index % PLACES.length] ?? PLACES[0]
  const beyond = !SMALL_LANDS.has(land) && chance.happens(BEYOND)
  const others = BIG_LANDS.map((other) => other.code).filter((other) => other !== land)
  const further = CATEGORIES.map((other) => other.code).filter((other) => other !== code)
  const year = chance.whole(2019, 2023)
  const day = `${year}-${two(chance.whole(1, 12))}-${two(chance.whole(1, 28))}`
  return {
    id: sampleId('clu', chance),
    names: {
      en: `${names.en} Cluster ${place} ${index + 1} ${INVENTED.en}`,
      ru: `Кластер «${names.ru} ${placeRu} ${index + 1}» ${INVENTED.ru}`,
    },
    descriptions: {
      en: `An invented cluster of the field "${names.en}". Nothing of it exists; it shows what the platform does.`,
      ru: `Вымышленный кластер отрасли «${names.ru}». Его не существует; он показывает возможности платформы.`,
    },
    primaryCategory: code,
    categories: chance.happens(0.25) ? [chance.one(further)] : [],
    industries: [...industries],
    regions: beyond ? [land, ...chance.some(others, chance.whole(1, 2))] : [land],
    seat: { town: place, region: land },
    yearFounded: year - chance.whole(0, 6),
    type,
    stage: chance.one(STAGES),
    managementOrganisation: management.id,
    registeredOn: day,
    act: {
      kind: `Order of entry ${INVENTED.en} / Приказ о включении ${INVENTED.ru}`,
      number: `M-${index + 1}`,
      date: day,
    },
  }
}

const two = (number: number) => String(number).padStart(2, '0')

const rolesOf = (chance: Chance, kind: Kind): Membership['roles'] => {
  switch (kind) {
    case 'firm':
      return [
        chance.one(['final-producer', 'intermediate-producer', 'intermediate-producer', 'service'] as const),
      ]
    case 'university':
      return ['education', 'research']
    case 'research-institute':
      return ['research']
    case 'finance':
      return ['finance']
    case 'infrastructure-operator':
      return ['infrastructure']
    default:
      return ['service']
  }
}

const LEVELS = {
  'final-producer': 'final-product',
  'intermediate-producer': 'components',
  research: 'research',
  education: 'research',
  service: 'services',
  infrastructure: 'inputs',
  finance: 'services',
  management: 'market',
} as const

/** Membership from the first of a month on or after the entry; a few have ended. */
const joined = (
  chance: Chance,
  cluster: Cluster,
  organisation: Organisation,
  roles: Membership['roles'],
): Membership => {
  const year = Number(cluster.registeredOn.slice(0, 4)) + 1
  const from = chance.happens(0.7) ? year : chance.whole(year, 2025)
  const ended = from < 2024 && !roles.includes('management') && chance.happens(0.06)
  const [role = 'service'] = roles
  return {
    cluster: cluster.id,
    organisation: organisation.id,
    from: `${from}-${two(chance.whole(1, 12))}-01`,
    to: ended ? `${chance.whole(from + 1, 2025)}-${two(chance.whole(1, 12))}-01` : null,
    roles,
    level: LEVELS[role],
  }
}
