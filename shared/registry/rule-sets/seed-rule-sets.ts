import type { Context } from '#kernel/call'
import { ConflictError } from '#kernel/errors'
import type { Table } from '#kernel/table'
import { eccpProfile } from './examples/eccp-profile.ts'
import type { Example } from './examples/example.ts'
import { industrialCluster779 } from './examples/industrial-cluster-779.ts'
import { RuleSetStore, ruleSetAddition, versionPut } from './rule-set-store.ts'

/** Puts the rule sets that every platform begins with where they are not yet, each with its first version in force.
 *  What was made of them since stays as it is. */
export const seedRuleSets = async (table: Table, context: Context): Promise<void> => {
  const examples = [eccpProfile(), industrialCluster779()]
  const known = await new RuleSetStore(table).findAll(examples.map(({ ruleSet }) => ruleSet.code))
  for (const example of examples)
    if (!known.has(example.ruleSet.code)) await seedRuleSet(table, example, context)
}

const seedRuleSet = async (table: Table, { ruleSet, version }: Example, context: Context): Promise<void> => {
  const createdAt = context.at.toISOString()
  const { from, to, earlierDecisionsUntil } = version
  const published = [{ number: 1, from, to, earlierDecisionsUntil }]
  const first = {
    ruleSet: ruleSet.code,
    number: 1,
    status: 'published' as const,
    ...version,
    createdAt,
    publishedAt: createdAt,
  }
  try {
    await table.write([
      ruleSetAddition({ ...ruleSet, versions: 1, published, createdAt }, context),
      versionPut(first, 0, context, 'seed-rule-sets'),
    ])
  } catch (error) {
    // Somebody else put it there in this moment.
    if (!(error instanceof ConflictError)) throw error
  }
}
