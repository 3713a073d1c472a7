import { type Ask, type Operation, reading, writing } from './operation.ts'
import { anEntry } from './procedure.ts'

/** Rule sets and what is judged by them. */
export const ruleSetOperations = async (ask: Ask): Promise<readonly Operation[]> => {
  const { cluster } = await anEntry(ask)
  const today = new Date().toISOString().slice(0, 10)
  const assessment = () => ({ ruleSet: 'eccp-profile', attestations: {} })
  return [
    reading(ask, 'GET the version in force', `/rule-sets/eccp-profile/in-force?on=${today}`, {
      'rule set': 0.5,
      version: 0.5,
    }),
    writing(ask, 'assess a cluster', `/clusters/${cluster}/assessments`, assessment, {
      'assessment of 4 to 5 KB': 10,
      'what was judged': 2,
      reply: 2,
    }),
  ]
}
