import { type ClientOptions, clientOf } from '#kernel/client'
import { registryContract } from '#registry/contract'
import { everyRow } from '../import/every-row.ts'
import { cut } from './cut.ts'
import { inTurns } from './in-turns.ts'

/** Each version of each rule set, in the order in which they follow one another. */
export const readRuleSets = async (options: ClientOptions) => {
  const client = clientOf(registryContract, options)
  const known = await everyRow((query) => client.listRuleSets({ query }))
  const rows = await inTurns(known, async ({ code, names, territory }) => {
    const params = { ruleSet: code }
    const versions = await everyRow((query) => client.listRuleSetVersions({ params, query }))
    const ruleSet = { code, names, territory }
    if (versions.length === 0) return [ruleSet]
    return versions.map((version) => ({
      ...ruleSet,
      version: cut(version, 'ruleSet', 'createdAt', 'publishedAt'),
    }))
  })
  return rows.flat()
}
