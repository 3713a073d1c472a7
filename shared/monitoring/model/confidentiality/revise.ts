import { type Contribution, enterprisesOf } from './contribution.ts'
import type { DisclosureRules, WithheldStatus } from './primary.ts'
import { type Disclosure, type ReleaseFigure, suppress } from './suppress.ts'

/** What a release does with a figure: shows it as it is now, lets the one of an earlier release stand, or withholds
 *  it. */
export type Revision =
  | { readonly outcome: 'shown' | 'stands' }
  | { readonly outcome: 'withheld'; readonly confStatus: WithheldStatus }

export interface Release extends Disclosure {
  /** Everything that earlier releases made public. */
  readonly published: readonly ReleaseFigure[]
  /** Of each figure what the newest of them shows, by its id. */
  readonly standing: ReadonlyMap<string, ReleaseFigure>
}

/** Decides the figures of a later release. A figure whose contributions changed is revised only if those that changed,
 *  came or went stem from enough enterprises, and if nothing follows from both together; else the old one stands. */
export const revise = (release: Release): ReadonlyMap<string, Revision> => {
  const { contributions, figures, withheld = [], standing, rules } = release
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  const waits = ({ id, sums }: ReleaseFigure) => {
    const before = standing.get(id)
    return before !== undefined && !maySucceed(before, sums, byId, rules)
  }
  const waiting = figures.filter(waits)
  const verdicts = suppress({
    ...release,
    figures: figures.filter((figure) => !waiting.includes(figure)),
    withheld: [...withheld, ...waiting],
  })
  return new Map(
    figures.map(({ id }): [string, Revision] => {
      const confStatus = verdicts.get(id)
      if (confStatus === null) return [id, { outcome: 'shown' }]
      if (confStatus === undefined || standing.has(id)) return [id, { outcome: 'stands' }]
      return [id, { outcome: 'withheld', confStatus }]
    }),
  )
}

/** Whether sums are those of a figure still, or differ from them by enough enterprises each. */
const maySucceed = (
  before: ReleaseFigure,
  sums: ReleaseFigure['sums'],
  byId: ReadonlyMap<string, Contribution>,
  rules: DisclosureRules,
): boolean =>
  sums.every((sum, index) => {
    const [now, then] = [new Set(sum), new Set(before.sums[index])]
    const changed = [...now.symmetricDifference(then)].flatMap((id) => byId.get(id) ?? [])
    const secret = changed.filter(({ waived }) => !waived)
    return secret.length === 0 || enterprisesOf(secret).size >= rules.enterprises
  })
