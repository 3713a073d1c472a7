import type { Check } from '#monitoring/campaigns/model/plausibility'
import { nameOf } from '../entry/edits.ts'
import { figureOf } from './figures.ts'

export type CheckRule = Check['rule']

/** A plausibility check as its form holds it. */
export interface CheckValues {
  readonly rule?: CheckRule
  readonly severity?: Check['severity']
  /** By name: the figure itself, the part or the numerator. */
  readonly figure?: string
  /** By name: the whole or the denominator. */
  readonly other?: string
  readonly min?: number
  readonly max?: number
  /** In per cent. */
  readonly share?: number
}

/** Where faults of the second figure are told, by rule. */
export const OTHER = { part: 'whole', ratio: 'denominator' } as const
/** The same of the first one. */
export const FIRST = { range: 'indicator', jump: 'indicator', part: 'part', ratio: 'numerator' } as const

const bounds = ({ min, max }: { readonly min?: string | number; readonly max?: string | number }) => ({
  ...(min !== undefined && { min: Number(min) }),
  ...(max !== undefined && { max: Number(max) }),
})

export const checkValues = (check: Check): CheckValues => {
  const { severity } = check
  switch (check.rule) {
    case 'range':
      return { rule: check.rule, severity, figure: nameOf(check), ...bounds(check) }
    case 'jump':
      return { rule: check.rule, severity, figure: nameOf(check), share: percentOf(check.share) }
    case 'part':
      return { rule: check.rule, severity, figure: nameOf(check.part), other: nameOf(check.whole) }
    case 'ratio':
      return {
        rule: check.rule,
        severity,
        figure: nameOf(check.numerator),
        other: nameOf(check.denominator),
        ...bounds(check),
      }
  }
}

/** What is sent of it, still to be checked by the schema. */
export const checkOf = ({ rule, severity, figure, other, min, max, share }: CheckValues): object => {
  const of = (name: string | undefined) => (name === undefined ? undefined : figureOf(name))
  const common = { rule, ...(severity !== undefined && { severity }) }
  if (rule === undefined) return common
  switch (rule) {
    case 'range':
      return {
        ...common,
        ...of(figure),
        ...(min !== undefined && { min: String(min) }),
        ...(max !== undefined && { max: String(max) }),
      }
    case 'jump':
      return { ...common, ...of(figure), share: share === undefined ? undefined : shareOf(share) }
    case 'part':
      return { ...common, part: of(figure), whole: of(other) }
    case 'ratio':
      return {
        ...common,
        numerator: of(figure),
        denominator: of(other),
        ...bounds({ ...(min !== undefined && { min }), ...(max !== undefined && { max }) }),
      }
  }
}

/** A share in per cent, without the digits that binary fractions add: 0.07 is 7. */
export const percentOf = (share: number): number => Number((share * 100).toPrecision(12))

/** The share that a percentage is. */
export const shareOf = (percentage: number): number => Number((percentage / 100).toPrecision(12))
