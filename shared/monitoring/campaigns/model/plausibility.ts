import * as z from 'zod'
import { AskedFigure, Decimal, type Period, subtract } from '../../model.ts'

const Severity = z.enum(['error', 'warning'])

const Share = z.number().positive().max(1000)

/** A rule that values of a form are held against. An error keeps the form from being submitted; a warning asks for a
 *  justification. Without a breakdown it is about the total. */
export const Check = z
  .discriminatedUnion('rule', [
    /** The value lies between two bounds. */
    z.object({
      rule: z.literal('range'),
      ...AskedFigure.shape,
      min: Decimal.exactOptional(),
      max: Decimal.exactOptional(),
      severity: Severity.default('warning'),
    }),
    /** The value differs from that of the earlier period by no more than a share of it: 0.5 is 50 %. */
    z.object({
      rule: z.literal('jump'),
      ...AskedFigure.shape,
      share: Share,
      severity: Severity.default('warning'),
    }),
    /** A part is no larger than its whole. */
    z.object({
      rule: z.literal('part'),
      part: AskedFigure,
      whole: AskedFigure,
      severity: Severity.default('error'),
    }),
    /** One value divided by another lies between two bounds. */
    z.object({
      rule: z.literal('ratio'),
      numerator: AskedFigure,
      denominator: AskedFigure,
      min: z.number().exactOptional(),
      max: z.number().exactOptional(),
      severity: Severity.default('warning'),
    }),
  ])
  .register(z.globalRegistry, { id: 'PlausibilityCheck' })
export type Check = z.output<typeof Check>

/** By what share a value may differ from the earlier one where a campaign says nothing. */
const USUAL_JUMP = 0.5

/** What a check found: which figures it is about, and in words, with figures, why. */
export const Finding = z
  .object({
    rule: z.enum(['range', 'jump', 'part', 'ratio']),
    severity: Severity,
    figures: z.array(AskedFigure),
    text: z.object({ en: z.string(), ru: z.string() }),
  })
  .register(z.globalRegistry, { id: 'PlausibilityFinding' })
export type Finding = z.output<typeof Finding>

/** A figure by name: `employment`, with a breakdown `employment#C`. */
export const figureName = ({ indicator, breakdown }: AskedFigure): string =>
  breakdown === '_T' ? indicator : `${indicator}#${breakdown}`

/** What a form holds of one figure. */
export interface Held {
  readonly figure: AskedFigure
  /** Null where there is none. */
  readonly value: Decimal | null
  readonly earlier: { readonly period: Period; readonly value: Decimal } | null
}

/** Holds the values of a form against the rules of its campaign, and every value against the earlier one where the
 *  rules say nothing of that. Values are compared exactly; a check without its values finds nothing. */
export const findingsOf = (checks: readonly Check[], held: readonly Held[]): Finding[] => {
  const byName = new Map(held.map((one) => [figureName(one.figure), one]))
  const ruled = new Set(checks.flatMap((check) => (check.rule === 'jump' ? [figureName(check)] : [])))
  const usual = held
    .filter(({ figure }) => !ruled.has(figureName(figure)))
    .map(({ figure }): Check => ({ rule: 'jump', ...figure, share: USUAL_JUMP, severity: 'warning' }))
  return [...checks, ...usual].flatMap((check) => found(check, byName) ?? [])
}

const found = (check: Check, held: ReadonlyMap<string, Held>): Finding | undefined => {
  const valued = (figure: AskedFigure) => {
    const one = held.get(figureName(figure))
    return one?.value == null ? undefined : { ...one, value: one.value }
  }
  switch (check.rule) {
    case 'range': {
      const one = valued(check)
      return one && outOfRange(check, one)
    }
    case 'jump': {
      const one = valued(check)
      return one && jumped(check, one)
    }
    case 'part': {
      const [part, whole] = [valued(check.part), valued(check.whole)]
      return part && whole && larger(check, part, whole)
    }
    case 'ratio': {
      const [above, below] = [valued(check.numerator), valued(check.denominator)]
      return above && below && disproportionate(check, above, below)
    }
  }
}

type Valued = Held & { readonly value: Decimal }

const outOfRange = (
  { rule, severity, min, max }: Extract<Check, { rule: 'range' }>,
  { figure, value }: Valued,
): Finding | undefined => {
  const below = min !== undefined && compared(value, min) < 0
  const above = max !== undefined && compared(value, max) > 0
  if (!below && !above) return undefined
  const name = figureName(figure)
  const bounds = { en: boundsText('from', 'to', min, max), ru: boundsText('от', 'до', min, max) }
  return {
    rule,
    severity,
    figures: [figure],
    text: {
      en: `${name}: ${value} lies outside what is usual (${bounds.en}).`,
      ru: `${name}: ${value} вне обычных границ (${bounds.ru}).`,
    },
  }
}

const boundsText = (from: string, to: string, min?: string | number, max?: string | number): string =>
  [min === undefined ? [] : `${from} ${min}`, max === undefined ? [] : `${to} ${max}`].flat().join(' ')

const jumped = (
  { rule, severity, share }: Extract<Check, { rule: 'jump' }>,
  { figure, value, earlier }: Valued,
): Finding | undefined => {
  if (earlier === null) return undefined
  const [now, before] = [Number(value), Number(earlier.value)]
  if (Math.abs(now - before) <= share * Math.abs(before)) return undefined
  const name = figureName(figure)
  const change = before === 0 ? null : percent((now - before) / Math.abs(before))
  const allowed = percent(share).replace('+', '')
  return {
    rule,
    severity,
    figures: [figure],
    text: {
      en: `${name}: ${value} after ${earlier.value} in ${earlier.period}${change === null ? '' : ` is ${change}`}; more than ${allowed} needs a justification.`,
      ru: `${name}: ${value} после ${earlier.value} за ${earlier.period}${change === null ? '' : ` — это ${change}`}; изменение более чем на ${allowed} нужно обосновать.`,
    },
  }
}

const percent = (share: number): string => {
  const text = (share * 100).toFixed(1).replace(/\.0$/, '')
  return `${share >= 0 ? '+' : ''}${text.replace('-', '−')} %`
}

const larger = (
  { rule, severity }: Extract<Check, { rule: 'part' }>,
  part: Valued,
  whole: Valued,
): Finding | undefined => {
  if (compared(part.value, whole.value) <= 0) return undefined
  const [a, b] = [figureName(part.figure), figureName(whole.figure)]
  return {
    rule,
    severity,
    figures: [part.figure, whole.figure],
    text: {
      en: `${a} (${part.value}) is a part of ${b} (${whole.value}) and cannot be larger.`,
      ru: `${a} (${part.value}) — часть ${b} (${whole.value}) и не может быть больше.`,
    },
  }
}

const disproportionate = (
  { rule, severity, min, max }: Extract<Check, { rule: 'ratio' }>,
  above: Valued,
  below: Valued,
): Finding | undefined => {
  if (Number(below.value) === 0) return undefined
  const ratio = Number(above.value) / Number(below.value)
  if ((min === undefined || ratio >= min) && (max === undefined || ratio <= max)) return undefined
  const [a, b] = [figureName(above.figure), figureName(below.figure)]
  const shown = Number(ratio.toPrecision(4))
  return {
    rule,
    severity,
    figures: [above.figure, below.figure],
    text: {
      en: `${a} ÷ ${b} is ${above.value} ÷ ${below.value} = ${shown}; usual is ${boundsText('from', 'to', min, max)}.`,
      ru: `${a} ÷ ${b}: ${above.value} ÷ ${below.value} = ${shown}; обычно ${boundsText('от', 'до', min, max)}.`,
    },
  }
}

/** Which of two decimals is larger, exactly: the sign of their difference. */
const compared = (a: Decimal, b: Decimal): number => Math.sign(Number(subtract(a, b)))

/** The figures of checks that a campaign does not ask for. */
export const unknownFigures = (checks: readonly Check[], figures: readonly AskedFigure[]): string[] => {
  const known = new Set(figures.map(figureName))
  return checks
    .flatMap((check) =>
      check.rule === 'part'
        ? [check.part, check.whole]
        : check.rule === 'ratio'
          ? [check.numerator, check.denominator]
          : [check],
    )
    .map(figureName)
    .filter((name) => !known.has(name))
}
