import type { LocalisedText } from '../../kernel/localised-text.ts'
import type { Indicator, RegistryCount } from './indicator.ts'
import type { ReferenceMetadata } from './reference-metadata.ts'

const registryCount = (
  code: RegistryCount,
  name: LocalisedText,
  definition: LocalisedText,
  direction: Indicator['direction'] = 'more-is-better',
): Indicator => ({
  code,
  name,
  definition,
  unit: { en: 'number', ru: 'единиц' },
  measure: { kind: 'quantity' },
  decimals: 0,
  direction,
  frequency: 'A',
  reporting: 'of-period',
  aggregation: { rule: 'sum' },
  overTime: 'last',
  confidentiality: 'open',
  tolerance: '0',
  origin: 'registry',
  version: 1,
})

/** The indicators that every deployment has from the start. The registry counts are the platform's own and stay as
 *  they are; the others can be redefined. */
export const BUILT_IN_INDICATORS: readonly Indicator[] = [
  {
    code: 'employment',
    name: { en: 'Employment', ru: 'Занятость' },
    definition: {
      en: 'Persons employed at the place of work, on average over the year.',
      ru: 'Число занятых по месту работы, в среднем за год.',
    },
    unit: { en: 'persons', ru: 'человек' },
    measure: { kind: 'quantity' },
    decimals: 0,
    direction: 'more-is-better',
    frequency: 'A',
    reporting: 'of-period',
    aggregation: { rule: 'sum' },
    overTime: 'mean',
    confidentiality: 'open',
    tolerance: '0.01',
    validRange: { min: '0' },
    origin: 'reported',
    version: 1,
  },
  registryCount(
    'clusters-registered',
    { en: 'Registered clusters', ru: 'Кластеры в реестре' },
    {
      en: 'Clusters with at least one entry registered on the reference date; suspended entries do not count.',
      ru: 'Кластеры хотя бы с одной действующей записью на отчётную дату; приостановленные не учитываются.',
    },
  ),
  registryCount(
    'entries',
    { en: 'Register entries', ru: 'Записи реестров' },
    {
      en: 'Entries registered or suspended on the reference date, over all registers.',
      ru: 'Действующие и приостановленные на отчётную дату записи всех реестров.',
    },
  ),
  registryCount(
    'members',
    { en: 'Members', ru: 'Участники' },
    {
      en: 'Distinct organisations with an active membership on the reference date.',
      ru: 'Разные организации с действующим участием на отчётную дату.',
    },
  ),
  registryCount(
    'memberships',
    { en: 'Memberships', ru: 'Участия' },
    {
      en: 'Active memberships on the reference date; an organisation in two clusters counts twice.',
      ru: 'Действующие участия на отчётную дату; организация в двух кластерах считается дважды.',
    },
  ),
  registryCount(
    'joined',
    { en: 'Memberships begun', ru: 'Начавшиеся участия' },
    {
      en: 'Memberships whose first day lies in the period, in clusters in the register on the reference date.',
      ru: 'Участия, первый день которых приходится на период, в кластерах, состоящих в реестре на отчётную дату.',
    },
  ),
  registryCount(
    'left',
    { en: 'Memberships ended', ru: 'Прекратившиеся участия' },
    {
      en: 'Memberships of which the first day after their end lies in the period, in clusters in the register on the reference date.',
      ru: 'Участия, первый день после окончания которых приходится на период, в кластерах, состоящих в реестре на отчётную дату.',
    },
    'less-is-better',
  ),
]

/** What is said of every count of the register. */
export const REGISTRY_METADATA: ReferenceMetadata = {
  coverage: {
    en: 'All clusters of all registers of the deployment, whatever their industry.',
    ru: 'Все кластеры всех реестров платформы независимо от отрасли.',
  },
  statisticalUnit: {
    en: 'The cluster, the entry of a register or the membership, as the name says.',
    ru: 'Кластер, запись реестра или участие — что названо в показателе.',
  },
  referencePeriod: {
    en: 'The last day of the year; of the running year, today. Begun and ended memberships: the whole year.',
    ru: 'Последний день года, в текущем году — сегодняшний день; начавшиеся и прекратившиеся участия — за весь год.',
  },
  mandate: {
    en: 'The legal acts by which the registers were created.',
    ru: 'Правовые акты, которыми созданы реестры.',
  },
  revision: {
    en: 'A fact that is entered backdated or corrected changes the counts of its time; they are not revised otherwise.',
    ru: 'Факт, внесённый задним числом или исправленный, меняет значения своего времени; иначе они не пересматриваются.',
  },
  source: {
    en: 'The registers themselves; complete by definition.',
    ru: 'Сами реестры; данные полны по определению.',
  },
}
