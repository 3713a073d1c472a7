import * as z from 'zod'
import { addMonths } from '#kernel/clock'
import type { CompositionMember } from '../composition.ts'
import type { OrganisationId } from '../ids.ts'
import type { OrganisationFields } from '../organisation.ts'
import { purchaseShare } from '../purchase-share.ts'
import { fraction } from './exact.ts'
import { amount, count, type Given, type Measured, type Metric, share, yesNo } from './measuring.ts'

/** What a rule can look at, by code. */
const METRIC_CODES = [
  'members',
  'final-producers',
  'newcomers',
  'members-without-tie',
  'purchase-share',
  'share-in-listed-territories',
  'kind-groups',
  'public-bodies',
  'educational-organisations',
  'technological-infrastructure',
  'management-fte',
  'public-collaboration',
  'english-website',
  'activity',
  'recognised-by-programme',
  'social-economy-cluster',
  'productivity-ratio',
  'high-performance-jobs',
] as const
export const MetricCode = z.enum(METRIC_CODES).register(z.globalRegistry, { id: 'MetricCode' })
export type MetricCode = z.output<typeof MetricCode>

/** How the ECCP profile groups kinds; a member of another kind is in no group. */
const KIND_GROUPS: Readonly<Record<OrganisationFields['kind'], string | undefined>> = {
  firm: 'industry',
  'infrastructure-operator': 'industry',
  university: 'research-and-education',
  'research-institute': 'research-and-education',
  'public-body': 'public',
  association: 'civil-society',
  finance: 'finance',
  other: undefined,
}

const attestedOf = ({ attestations }: Given, organisation: OrganisationId) =>
  attestations.members?.find((one) => one.organisation === organisation)

/** What the records tell, else what was attested. */
const hasOutput = (member: CompositionMember, given: Given): boolean | undefined =>
  member.hasOutput ?? attestedOf(given, member.organisation)?.hasOutput

const hasInvestmentContract = (member: CompositionMember, given: Given): boolean | undefined =>
  member.hasInvestmentContract ?? attestedOf(given, member.organisation)?.hasInvestmentContract

const hasTie = ({ organisation }: CompositionMember, { composition }: Given): boolean =>
  composition.ties.some(({ supplier, customer }) => supplier === organisation || customer === organisation)

/** Whether a newcomer still has time to contract on the day. */
const hasTime = ({ memberSince }: CompositionMember, { composition, newcomerYears }: Given): boolean =>
  newcomerYears === null || composition.on < addMonths(memberSince, 12 * newcomerYears)

/** A member that had to have a tie and has none: neither tie nor investment contract, nor a newcomer in time. */
const lacksTie = (member: CompositionMember, given: Given): boolean | undefined => {
  const contract = hasInvestmentContract(member, given)
  if (hasTie(member, given) || contract === true) return false
  const output = hasTime(member, given) ? hasOutput(member, given) : true
  if (output === false) return false
  return contract === undefined || output === undefined ? undefined : true
}

const isActiveInListed = (
  { establishments }: CompositionMember,
  { territories }: Given,
): boolean | undefined => {
  if (territories.length === 0) return false
  return establishments?.some((path) => path.some((code) => territories.includes(code)))
}

/** The share of purchases, in whole minor units of money. */
const measuredPurchases = ({ composition }: Given): Measured => {
  const found = purchaseShare(composition)
  if (!found.known) return { missing: [{ fact: found.reason, organisations: found.missing }] }
  return {
    atLeast: fraction(found.boughtAtLeast, found.total),
    atMost: fraction(found.boughtAtMost, found.total),
    missing: found.withoutValue.length > 0 ? [{ fact: 'tie-value', organisations: found.withoutValue }] : [],
  }
}

const is =
  (kind: OrganisationFields['kind'], role?: CompositionMember['roles'][number]) =>
  (member: CompositionMember): boolean =>
    member.kind === kind || (role !== undefined && member.roles.includes(role))

/** What a rule can look at. */
export const METRICS: Readonly<Record<MetricCode, Metric>> = {
  members: count({ en: 'Active members', ru: 'Действующие участники' }, 'members', () => true),
  'final-producers': count(
    { en: 'Final producers', ru: 'Производители конечной продукции' },
    'roles',
    ({ roles }) => roles.includes('final-producer'),
  ),
  newcomers: count(
    {
      en: 'Newcomers: members without industrial output within the cluster',
      ru: 'Новые участники: без выпуска промышленной продукции в кластере',
    },
    'hasOutput',
    (member, given) => {
      const output = hasOutput(member, given)
      return output === undefined ? undefined : !output
    },
  ),
  'members-without-tie': count(
    {
      en: 'Members but newcomers with neither tie nor special investment contract',
      ru: 'Участники, кроме новых, без кооперационной связи и специального инвестиционного контракта',
    },
    'hasInvestmentContract or hasOutput',
    lacksTie,
  ),
  'purchase-share': {
    names: { en: 'Intra-cluster purchase share', ru: 'Доля закупок внутри кластера' },
    unit: 'ratio',
    reference: 'year',
    shownTo: 'parties',
    measure: measuredPurchases,
  },
  'share-in-listed-territories': share(
    {
      en: 'Share of members with an establishment in a listed territory',
      ru: 'Доля участников, ведущих деятельность на территориях из перечня',
    },
    'establishments',
    isActiveInListed,
  ),
  'kind-groups': {
    names: { en: 'Groups of kinds among the members', ru: 'Группы видов организаций среди участников' },
    unit: 'kind-groups',
    reference: 'decision-date',
    shownTo: 'public',
    measure: ({ composition }) => {
      const groups = new Set(composition.members.flatMap(({ kind }) => KIND_GROUPS[kind] ?? []))
      return { atLeast: fraction(groups.size), atMost: fraction(groups.size), missing: [] }
    },
  },
  'public-bodies': count(
    { en: 'Public bodies among the members', ru: 'Органы власти среди участников' },
    'kind',
    is('public-body'),
  ),
  'educational-organisations': count(
    { en: 'Educational organisations', ru: 'Образовательные организации' },
    'kind',
    is('university', 'education'),
  ),
  'technological-infrastructure': count(
    { en: 'Organisations of technological infrastructure', ru: 'Объекты технологической инфраструктуры' },
    'kind',
    is('infrastructure-operator', 'infrastructure'),
  ),
  'management-fte': amount(
    { en: 'Dedicated cluster management, full-time equivalents', ru: 'Управление кластером, полные ставки' },
    'full-time-equivalents',
    'decision-date',
    'managementFte',
  ),
  'public-collaboration': yesNo(
    {
      en: 'Evidence of collaboration with a public body',
      ru: 'Подтверждённое сотрудничество с органом власти',
    },
    'publicCollaboration',
  ),
  'english-website': yesNo(
    { en: 'Website with an English version', ru: 'Сайт с английской версией' },
    'englishWebsite',
  ),
  activity: yesNo({ en: 'Proof of activity', ru: 'Подтверждение деятельности' }, 'activity'),
  'recognised-by-programme': yesNo(
    {
      en: 'Recognised by a national or regional cluster programme',
      ru: 'Признан национальной или региональной кластерной программой',
    },
    'recognisedByProgramme',
  ),
  'social-economy-cluster': yesNo(
    {
      en: 'Social-economy cluster recognised by the European Commission',
      ru: 'Кластер социальной экономики, признанный Европейской комиссией',
    },
    'socialEconomyCluster',
  ),
  'productivity-ratio': amount(
    { en: 'Productivity ÷ that of the region', ru: 'Производительность труда к региональной' },
    'ratio',
    'year',
    'productivityRatio',
  ),
  'high-performance-jobs': amount(
    { en: 'Share of high-performance jobs', ru: 'Доля высокопроизводительных рабочих мест' },
    'ratio',
    'year',
    'highPerformanceJobs',
  ),
}

/** What a metric is, for who writes rules. */
export const MetricDescription = z
  .object({
    code: MetricCode,
    names: z.object({ en: z.string(), ru: z.string() }),
    unit: z.enum(['members', 'kind-groups', 'ratio', 'full-time-equivalents', 'yes-no']),
    reference: z.enum(['decision-date', 'year']),
    shownTo: z.enum(['public', 'parties']),
  })
  .register(z.globalRegistry, { id: 'MetricDescription' })
type MetricDescription = z.output<typeof MetricDescription>

/** The catalogue of metrics. */
export const metricCatalogue = (): readonly MetricDescription[] =>
  METRIC_CODES.map((code) => {
    const { names, unit, reference, shownTo } = METRICS[code]
    return { code, names, unit, reference, shownTo }
  })
