import { DEFAULT_RULES, primaryStatus, type ReleaseFigure, revise, suppress } from '#monitoring/model'
import { boundsOf, follows, publicTable, recoverable } from './disclosure-audit.ts'
import { disclosureWorld, type WorldSize } from './disclosure-worlds.ts'

/** Of the product's promise what is tested nearly: ± 10 %, less what floating point may miss. */
const NEAR = 0.1 - 1e-6

/** What a reader of two releases finds out of a random world that must not be found; nothing where all is well.
 *  @param complementary whether figures are withheld to protect others; if not, only those that fail alone are */
export const findings = (seed: number, size: WorldSize, complementary = true): readonly string[] => {
  const { contributions, relations, first, second } = disclosureWorld(seed, size)
  const rules = DEFAULT_RULES
  const decided = suppress({ contributions, figures: first, relations, rules })
  const published = first.filter(({ id }) => isShown(decided.get(id) ?? null, complementary))
  const withheld = first.filter((figure) => !published.includes(figure))
  const standing = new Map(published.map((figure) => [figure.id, figure]))
  const revised = revise({
    contributions,
    figures: second,
    published,
    withheld,
    standing,
    relations,
    rules,
  })
  const later = second.filter(({ id }) => {
    const revision = revised.get(id)
    return (
      revision?.outcome === 'shown' ||
      (revision?.outcome === 'withheld' && isShown(revision.confStatus, complementary))
    )
  })
  const table = publicTable(contributions, [...published, ...later], relations)
  const few = recoverable(table)
  if (few !== null) return [`seed ${seed}: something follows exactly for ${few.join(' and ')}`]
  const byId = new Map(contributions.map((contribution) => [contribution.id, contribution]))
  const failing = (figures: readonly ReleaseFigure[]) =>
    figures.flatMap(({ id, sums }) =>
      sums
        .map((sum) => sum.flatMap((one) => byId.get(one) ?? []))
        .filter((sum) => primaryStatus(sum, rules) !== null)
        .map((sum) => ({ id, sum: sum.filter(({ waived }) => !waived).map((one) => one.id) })),
    )
  // What a figure comes to after a cluster moved was no figure before, and may follow from what was public then.
  const earlier = publicTable(contributions, published, relations)
  const secrets = [...failing(withheld), ...failing(second).filter(({ sum }) => !follows(earlier, sum))]
  return [
    ...secrets
      .filter(({ sum }) => follows(table, sum))
      .map(({ id }) => `seed ${seed}: the withheld ${id} follows from what is shown`),
    ...boundsOf(table)
      .filter(({ value, least, greatest }) =>
        value === 0 ? greatest < NEAR : greatest < value * (1 + NEAR) || least > value * (1 - NEAR),
      )
      .map(
        ({ id, value, least, greatest }) =>
          `seed ${seed}: ${id} is ${value}, known as ${least} to ${greatest}`,
      ),
  ]
}

const isShown = (status: string | null, complementary: boolean): boolean =>
  status === null || (!complementary && status === 'D')
