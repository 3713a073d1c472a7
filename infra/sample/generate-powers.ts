import { POWERS, type Power } from '#kernel/powers'
import { emailOf, PERSONAS, type PersonaName } from '../local/personas.ts'
import { INVENTED } from './facts/words.ts'
import type { SampleRegistry } from './generate-registry.ts'
import { sampleId } from './ids.ts'
import type { Sample } from './model.ts'
import type { Chance } from './random.ts'

const FROM = '2020-01-01'
const BASIS = `Order on the sample's powers ${INVENTED.en} / Приказ о полномочиях ${INVENTED.ru}`

const ACT = { kind: `Order ${INVENTED.en} / Приказ ${INVENTED.ru}`, number: '1', date: FROM }

/** The Land whose authority, cluster management and firm have accounts. */
const SAMPLE_LAND = 'DE-BY'

/** Whose account holds which position; holders are authorities by code, or organisations by id. */
interface Seat {
  readonly persona: PersonaName
  readonly holder: string
  readonly role: 'admin' | 'editor' | 'viewer'
  readonly powers: readonly Power[]
  readonly territory: readonly string[]
}

/** The accounts' persons, authorities, positions and powers. The management has one cluster within one Land. */
export const inventPowers = (
  { clusters, organisations, memberships }: SampleRegistry,
  chance: Chance,
): Pick<Sample, 'persons' | 'authorities' | 'positions' | 'grants'> => {
  const managed = managedCluster({ clusters })
  const firm = organisations.find(
    ({ id, kind }) =>
      kind === 'firm' &&
      memberships.some(({ cluster, organisation }) => cluster === managed.row.id && organisation === id),
  )
  const seats: readonly Seat[] = [
    { persona: 'ministry', holder: 'ministry', role: 'admin', powers: POWERS, territory: ['*'] },
    {
      persona: 'region',
      holder: 'land-by',
      role: 'editor',
      powers: [
        'cluster.register',
        'cluster.edit',
        'organisation.edit',
        'kpi.verify',
        'document.publish',
        'target.set',
        'campaign.manage',
        'report.schedule',
      ],
      territory: [SAMPLE_LAND],
    },
    {
      persona: 'manager',
      holder: managed.row.managementOrganisation ?? '',
      role: 'editor',
      powers: ['cluster.edit', 'kpi.submit', 'document.publish'],
      territory: [SAMPLE_LAND],
    },
    { persona: 'participant', holder: firm?.id ?? '', role: 'viewer', powers: [], territory: [] },
    {
      persona: 'analyst',
      holder: 'statistics',
      role: 'editor',
      powers: ['statistics.import', 'indicator.manage', 'code-list.manage'],
      territory: ['*'],
    },
    { persona: 'auditor', holder: 'audit', role: 'editor', powers: ['audit.read'], territory: ['*'] },
  ]
  return {
    persons: PERSONAS.map(({ name, title }) => ({
      id: sampleId('per', chance),
      subject: name,
      name: `${title.en} ${INVENTED.en} / ${title.ru} ${INVENTED.ru}`,
      email: emailOf(name),
    })),
    authorities: AUTHORITIES.map((authority) => ({ id: sampleId('aut', chance), ...authority })),
    positions: seats.map(({ persona, holder, role }) => ({
      id: sampleId('pos', chance),
      person: persona,
      holder,
      role,
      from: FROM,
    })),
    grants: seats.flatMap(({ holder, powers, territory }) =>
      powers.map((power) => ({
        id: sampleId('gra', chance),
        holder,
        power,
        territory: [...territory],
        from: FROM,
        basis: BASIS,
        act: ACT,
      })),
    ),
  }
}

/** The first cluster that lies wholly in the sample's Land. @throws RangeError when there is none */
export const managedCluster = ({ clusters }: Pick<SampleRegistry, 'clusters'>) => {
  const found = clusters.find(({ row }) => row.regions.length === 1 && row.regions[0] === SAMPLE_LAND)
  if (found === undefined) throw new RangeError(`no cluster lies wholly in ${SAMPLE_LAND}`)
  return found
}

const AUTHORITIES: Sample['authorities'] = [
  {
    code: 'ministry',
    names: {
      en: `Ministry of Economic Affairs ${INVENTED.en}`,
      ru: `Министерство экономики ${INVENTED.ru}`,
    },
    level: 'national',
    territory: ['*'],
  },
  {
    code: 'land-by',
    names: {
      en: `Economic Agency of Bavaria ${INVENTED.en}`,
      ru: `Экономическое ведомство Баварии ${INVENTED.ru}`,
    },
    level: 'regional',
    parent: 'ministry',
    territory: [SAMPLE_LAND],
  },
  {
    code: 'statistics',
    names: { en: `Statistical Service ${INVENTED.en}`, ru: `Статистическая служба ${INVENTED.ru}` },
    level: 'national',
    parent: 'ministry',
    territory: ['*'],
  },
  {
    code: 'audit',
    names: { en: `Audit Office ${INVENTED.en}`, ru: `Счётная палата ${INVENTED.ru}` },
    level: 'national',
    territory: ['*'],
  },
]
