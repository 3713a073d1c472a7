import { type Contribution, DEFAULT_RULES, type ReleaseFigure } from '#monitoring/model'

export const rules = DEFAULT_RULES

/** What one contributes that is an enterprise of its own. */
export const contribution = (
  id: string,
  value = 100,
  overrides: Partial<Contribution> = {},
): Contribution => ({
  id,
  enterprises: [id],
  value: BigInt(value),
  signed: false,
  waived: false,
  ...overrides,
})

/** A figure by the sums that it is: each the ids of its contributions. */
export const figure = (id: string, level: number, ...sums: string[]): ReleaseFigure => ({
  id,
  level,
  sums: sums.map((sum) => sum.split(' ')),
})

/** Ten contributors of about 100 each. */
export const contributions = [...'abcdefghij'].map((id, index) => contribution(id, 100 + index))
