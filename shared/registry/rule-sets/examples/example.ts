import type { NewRuleSet, RuleSetVersionContent } from '../../model.ts'

/** A rule set that ships with the platform, with its first version. A function makes it, so that only what seeds a
 *  platform carries it. */
export interface Example {
  readonly ruleSet: NewRuleSet
  readonly version: RuleSetVersionContent
}
