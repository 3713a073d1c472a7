import type { PlatformText } from '#kernel/localised-text'
import {
  type AskedFigure,
  aggregate,
  columnsOf,
  type Decimal,
  decimalOf,
  type Group,
  groupingOf,
  groupOf,
  type Indicator,
  inputNames,
  isRatio,
  isStored,
  toUnits,
  type UnitValues,
} from '../../model.ts'
import type { MemberForm } from './member-form.ts'
import type { NamedEnterprise } from './named-enterprise.ts'
import { figureName } from './plausibility.ts'

/** An answer of a member at a version. */
export interface Answer {
  readonly form: MemberForm
  readonly version: number
}

/** Answers that are not shown, of which any sum needs as many, so that nobody who sees it can tell one of them. */
const FEWEST_HIDDEN = 3

/** What the members' values of one figure come to. */
export type RolledUp =
  | {
      readonly value: Decimal
      readonly enterprises: readonly NamedEnterprise[]
      /** Whose values are not shown, as `organisation@version`. */
      readonly hidden: readonly string[]
    }
  | { readonly fault: PlatformText }

/** Makes a cluster's value from those of its members, by the rule by which values of clusters become that of a group.
 *  Members who did not agree to be seen one by one are counted only where three of them are in the sum, and a sum is
 *  made anew only when three of their answers changed: else the difference of two sums would tell one.
 *  @param before whose values that are not shown went into the value that stands */
export const rolledUp = (
  figure: AskedFigure,
  catalogue: ReadonlyMap<string, Indicator>,
  answers: readonly Answer[],
  before: readonly string[] | undefined,
): RolledUp => {
  const name = figureName(figure)
  const indicator = catalogue.get(figure.indicator)
  if (
    indicator === undefined ||
    !isStored(indicator) ||
    isRatio(indicator.aggregation) ||
    indicator.aggregation.rule === 'none'
  )
    return {
      fault: {
        en: `${name} has no rule by which values of members become that of the cluster.`,
        ru: `Для ${name} нет правила, по которому из значений участников получается значение кластера.`,
      },
    }
  const { aggregation, decimals } = indicator
  const given = answers.flatMap(({ form, version }) => {
    const value = form.values.find((one) => figureName(one) === name)?.value ?? null
    return form.status === 'answered' && value !== null ? [{ form, version, value }] : []
  })
  if (given.length === 0)
    return {
      fault: {
        en: `No member has answered ${name} yet.`,
        ru: `Никто из участников ещё не ответил по ${name}.`,
      },
    }
  const hidden = given.flatMap(({ form, version }) =>
    form.agreed ? [] : [`${form.organisation}@${version}`],
  )
  const fault = faultOfHidden(name, aggregation.rule, hidden, before)
  if (fault !== undefined) return { fault }
  const valuesOf = (code: string): UnitValues => {
    const of = catalogue.get(code)
    const scale = of?.decimals ?? 0
    return {
      scale: 10 ** scale,
      values: new Map(
        answers.flatMap(({ form }) => {
          const found = form.values.find(
            (one) =>
              one.indicator === code && one.breakdown === figure.breakdown && form.status === 'answered',
          )
          if (found?.value == null) return []
          return [
            [form.organisation, { value: toUnits(found.value, scale), obsStatus: 'A' as const, sources: [] }],
          ]
        }),
      ),
    }
  }
  const whole: Group = groupOf('unit', 'cluster')
  const grouping = groupingOf(new Map(answers.map(({ form }) => [form.organisation, [whole]])))
  const named = inputNames(indicator)
  const [found] = aggregate(
    columnsOf(aggregation, (which) => valuesOf(named[which]), grouping),
    grouping,
    aggregation,
  )
  const value = found === undefined ? null : decimalOf(found.figure)
  if (value === null)
    return {
      fault: {
        en: `${name} cannot be made from what members answered: its weights are missing.`,
        ru: `${name} нельзя получить из ответов участников: нет весов.`,
      },
    }
  return {
    value: rounded(value, decimals),
    enterprises: given.map(({ form, value: own }) => ({
      enterprise: form.organisation,
      value: own,
      waived: false,
    })),
    hidden,
  }
}

const faultOfHidden = (
  name: string,
  rule: string,
  hidden: readonly string[],
  before: readonly string[] | undefined,
): PlatformText | undefined => {
  if (hidden.length === 0 && (before === undefined || before.length === 0)) return undefined
  if (rule === 'min' || rule === 'max' || rule === 'median')
    return {
      en: `${name} would show the value of one member; every member who answered has to agree to that.`,
      ru: `${name} показал бы значение одного участника; на это должны согласиться все ответившие.`,
    }
  if (hidden.length > 0 && hidden.length < FEWEST_HIDDEN)
    return {
      en: `${hidden.length} members who answered ${name} did not agree to be seen one by one; their sum takes at least ${FEWEST_HIDDEN}.`,
      ru: `${name}: ${hidden.length} ответивших не согласились показывать свои значения; для их суммы нужно не менее ${FEWEST_HIDDEN}.`,
    }
  if (before === undefined) return undefined
  const changed = [
    ...before.filter((one) => !hidden.includes(one)),
    ...hidden.filter((one) => !before.includes(one)),
  ]
  const members = new Set(changed.map((one) => one.split('@', 1)[0]))
  return members.size === 0 || members.size >= FEWEST_HIDDEN
    ? undefined
    : {
        en: `Since ${name} was made last, the answers of ${members.size} members who are not shown changed; it is made anew when it is at least ${FEWEST_HIDDEN}.`,
        ru: `С последнего расчёта ${name} изменились ответы ${members.size} участников, чьи значения не показываются; пересчёт возможен, когда их не менее ${FEWEST_HIDDEN}.`,
      }
}

/** A figure with as many decimals as the indicator has: means do not end. */
const rounded = (value: Decimal, decimals: number): Decimal =>
  (value.split('.')[1]?.length ?? 0) <= decimals ? value : Number(value).toFixed(decimals)
