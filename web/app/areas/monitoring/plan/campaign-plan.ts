import type { CampaignContent } from '#monitoring/campaigns/model/campaign'
import { nameOf } from '../entry/edits.ts'
import { type CheckValues, checkOf, checkValues } from './check-values.ts'
import { figureOf } from './figures.ts'

/** A campaign as its form holds it while it is planned. */
export interface PlanValues {
  readonly name?: CampaignContent['name']
  /** By name: `employment`, with a breakdown `employment#C`. */
  readonly figures: readonly string[]
  readonly period?: string
  readonly opensOn?: string
  readonly deadline?: string
  readonly timeZone?: string
  /** Days from the deadline, separated by commas: `-7, -1, 1`. */
  readonly reminders?: string
  readonly scope: ScopeValues
  readonly checks: readonly CheckValues[]
}

export interface ScopeValues {
  /** Codes of regions, or `*`. */
  readonly territory: readonly string[]
  readonly categories: readonly string[]
  readonly statuses: readonly CampaignContent['scope']['statuses'][number][]
  readonly later: boolean
}

export const emptyPlan = (timeZone: string): PlanValues => ({
  figures: [],
  timeZone,
  reminders: '-7, -1, 1',
  scope: { territory: [], categories: [], statuses: ['registered', 'suspended'], later: true },
  checks: [],
})

export const planOf = ({ figures, reminders, scope, checks, ...plain }: CampaignContent): PlanValues => ({
  name: plain.name,
  period: plain.period,
  opensOn: plain.opensOn,
  deadline: plain.deadline,
  timeZone: plain.timeZone,
  figures: figures.map(nameOf),
  reminders: reminders.join(', '),
  scope: { ...scope, categories: scope.categories ?? [] },
  checks: checks.map(checkValues),
})

/** The same for another period: all but period and days. */
export const planLike = (campaign: CampaignContent): PlanValues => {
  const { period: _p, opensOn: _o, deadline: _d, ...kept } = planOf(campaign)
  return kept
}

/** What is sent of it, still to be checked by the schema; what is no number stays so, to be told. */
export const planContent = ({ figures, reminders = '', scope, checks, ...plain }: PlanValues): object => ({
  ...plain,
  figures: figures.map(figureOf),
  reminders: reminders
    .replaceAll('−', '-')
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number),
  scope: {
    territory: scope.territory,
    ...(scope.categories.length > 0 && { categories: scope.categories }),
    statuses: scope.statuses,
    later: scope.later,
  },
  checks: checks.map(checkOf),
})
