import { capabilityFrom } from '#governance/model'
import { mayUse } from '#kernel/access'
import { cedarJudge } from './cedar-judge.ts'
import { questionOf, worldOf } from './power-worlds.ts'

/** Asks the platform and its oracle the same questions in many worlds.
 *  @returns how many decisions they made, how many of them allowed, and the questions on which they differ */
export const compareJudges = (worlds: number, questionsEach: number, chance: () => number) => {
  let decisions = 0
  let allowed = 0
  const differences: unknown[] = []
  for (let number = 0; number < worlds; number++) {
    const world = worldOf(chance)
    const cedar = cedarJudge(world, 'world')
    const capability = capabilityFrom(world.seats, world.positions, world.book)
    for (let asked = 0; asked < questionsEach; asked++) {
      const question = questionOf(chance)
      const { power, resource, today } = question
      const ours = mayUse({ kind: 'account', subject: 'somebody', capability, today }, power, resource)
      decisions += 1
      if (ours) allowed += 1
      if (ours !== cedar(question)) differences.push({ ours, question, world })
    }
  }
  return { decisions, allowed, differences }
}
