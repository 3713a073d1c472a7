import type { AlertRule } from '#monitoring/alerts/model'
import { percentOf, shareOf } from '../plan/check-values.ts'

type Condition = AlertRule['condition']
export type Kind = Condition['kind']
type Watched = Extract<Condition, { kind: 'threshold' }>['figure']

/** A condition as its form holds it: of every kind at once, so that nothing typed is lost by looking at another. */
export interface ConditionValues {
  readonly kind?: Kind
  readonly indicator?: string
  readonly universe: Watched['universe']
  readonly breakdown: string
  readonly dimension: Watched['dimension']
  readonly side?: 'above' | 'below'
  readonly against?: 'year-before' | 'previous'
  /** Of a threshold as the indicator is measured; of a change and of coverage in per cent. */
  readonly limit?: number
  readonly until?: number
  readonly days?: number
  readonly of?: 'confirmation' | 'campaign'
}

export interface RuleValues {
  readonly name?: AlertRule['name']
  readonly severity?: AlertRule['severity']
  readonly territory?: string
  readonly code?: string
  readonly told?: AlertRule['told']
  readonly enabled: boolean
  readonly condition: ConditionValues
}

const NOTHING_WATCHED = { universe: 'cluster', breakdown: '_T', dimension: 'region' } as const

export const emptyRule = (): RuleValues => ({
  severity: 'warning',
  told: 'kpi.verify',
  enabled: true,
  condition: NOTHING_WATCHED,
})

export const ruleValues = ({ id: _, condition, ...plain }: AlertRule): RuleValues => ({
  ...plain,
  condition: conditionValues(condition),
})

const conditionValues = (condition: Condition): ConditionValues => {
  switch (condition.kind) {
    case 'threshold': {
      const { kind, figure, side, limit, until } = condition
      return {
        kind,
        ...figure,
        side,
        limit: Number(limit),
        ...(until !== undefined && { until: Number(until) }),
      }
    }
    case 'change': {
      const { kind, figure, side, against, limit, until } = condition
      return { kind, ...figure, side, against, ...inPercent(limit, until) }
    }
    case 'coverage-below': {
      const { kind, figure, limit, until } = condition
      return { kind, ...figure, ...inPercent(limit, until) }
    }
    case 'missed-deadline':
    case 'stale-profile':
      return { ...NOTHING_WATCHED, ...condition }
  }
}

const inPercent = (limit: number, until: number | undefined) => ({
  limit: percentOf(limit),
  ...(until !== undefined && { until: percentOf(until) }),
})

/** What is sent of a rule, still to be checked by the schema. */
export const ruleContent = ({ condition, ...plain }: RuleValues): object => ({
  ...plain,
  condition: conditionContent(condition),
})

const conditionContent = (values: ConditionValues): object => {
  const { kind, indicator, universe, breakdown, dimension, side, against, limit, until, days, of } = values
  const figure = { indicator, universe, breakdown, dimension }
  const limits = (read: (value: number) => unknown) => ({
    ...(limit !== undefined && { limit: read(limit) }),
    ...(until !== undefined && { until: read(until) }),
  })
  if (kind === undefined) return { kind }
  switch (kind) {
    case 'threshold':
      return { kind, figure, side, ...limits(String) }
    case 'change':
      return { kind, figure, side, ...(against !== undefined && { against }), ...limits(shareOf) }
    case 'coverage-below':
      return { kind, figure, ...limits(shareOf) }
    case 'missed-deadline':
      return { kind, ...(days !== undefined && { days }), ...(of !== undefined && { of }) }
    case 'stale-profile':
      return { kind, ...(days !== undefined && { days }) }
  }
}
