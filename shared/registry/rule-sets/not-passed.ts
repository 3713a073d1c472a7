import { type Fault, RuleFailedError } from '#kernel/errors'
import { inLanguage, type Language, type PlatformText } from '#kernel/localised-text'
import type { AssessmentRecord, RuleResult } from '../model.ts'

/** The refusal of a cluster that does not pass: each rule that fails or lacks data by its name, and as a fault at
 *  its place, `/<rule set>/rule/rules/3`. */
export const notPassed = (failing: readonly AssessmentRecord[]): RuleFailedError => {
  const sentences = (language: Language, words: { fail: string; insufficient: string }) =>
    failing.map((assessment) => {
      const named = (verdict: 'fail' | 'insufficient') => {
        const names = obstacles(assessment).filter((result) => result.verdict === verdict)
        const text = names.map((result) => inLanguage(result.names, language)).join('; ')
        return text === '' ? [] : [`${words[verdict]}: ${text}`]
      }
      const { ruleSet, version } = assessment
      return `${ruleSet} (${version}): ${[...named('fail'), ...named('insufficient')].join('. ')}.`
    })
  const detail: PlatformText = {
    en: [
      'The cluster does not pass the rules of the register.',
      ...sentences('en', { fail: 'fails', insufficient: 'insufficient data' }),
    ].join(' '),
    ru: [
      'Кластер не проходит по правилам реестра.',
      ...sentences('ru', { fail: 'не выполнено', insufficient: 'недостаточно данных' }),
    ].join(' '),
  }
  const faults = failing.flatMap((assessment) =>
    obstacles(assessment).map((result) => faultOf(assessment, result)),
  )
  return new RuleFailedError(detail, { faults })
}

/** The comparisons that stand in the way: those that do not pass, inside groups that do not; conditions of
 *  thresholds are none. */
const obstacles = ({ results }: AssessmentRecord): readonly RuleResult[] => {
  const passed = results.filter(({ verdict }) => verdict === 'pass').map(({ at }) => `${at}/`)
  return results.filter(
    ({ at, kind, verdict }) =>
      kind === 'comparison' &&
      verdict !== 'pass' &&
      !at.includes('/threshold/') &&
      !passed.some((group) => at.startsWith(group)),
  )
}

/** What is required, and what is missing to know. */
const faultOf = ({ ruleSet }: AssessmentRecord, { at, names, verdict, evidence }: RuleResult): Fault => {
  const required = `${evidence?.operator} ${evidence?.thresholds.join(' / ')}`
  const missing = evidence?.missing.map(({ fact }) => fact).join(', ') ?? ''
  const text = (language: Language, words: { open: string; required: string; missing: string }) => {
    const parts = [
      ...(verdict === 'insufficient' ? [words.open] : []),
      `${words.required} ${required}`,
      ...(missing === '' ? [] : [`${words.missing}: ${missing}`]),
    ]
    return `${inLanguage(names, language)}: ${parts.join('; ')}`
  }
  return {
    pointer: `/${ruleSet}${at}`,
    detail: {
      en: text('en', { open: 'insufficient data', required: 'required', missing: 'missing' }),
      ru: text('ru', { open: 'недостаточно данных', required: 'требуется', missing: 'нет данных' }),
    },
  }
}
