import { createRequire } from 'node:module'
import type { Contribution, Relation, ReleaseFigure } from '#monitoring/model'

// A reader's view of public sums, worked out by other means than the product's: fraction-free elimination (Bareiss,
// Mathematics of Computation 22, 1968) for what follows exactly, HiGHS (Huangfu & Hall,
// Mathematical Programming Computation 10, 2018) for what follows nearly.

/** Everything a reader can add and subtract: rows over the contributions that are secret. */
export interface PublicTable {
  readonly secrets: readonly Contribution[]
  /** Of public sums, 0 and 1. */
  readonly rows: readonly (readonly bigint[])[]
  /** Of what is known besides, without any figure: 1 for a whole and -1 for its parts. */
  readonly relations: readonly (readonly bigint[])[]
}

export const publicTable = (
  contributions: readonly Contribution[],
  figures: readonly ReleaseFigure[],
  known: readonly Relation[] = [],
): PublicTable => {
  const sums = figures.flatMap(({ sums: own }) => own.map((sum) => new Set(sum)))
  const named = new Set([
    ...figures.flatMap((figure) => figure.sums.flat()),
    ...known.flatMap(({ whole, parts }) => [...whole, ...parts]),
  ])
  const secrets = contributions.filter(({ id, waived }) => !waived && named.has(id))
  const rows = new Map(
    sums.map((sum) => {
      const row = secrets.map(({ id }) => (sum.has(id) ? 1n : 0n))
      return [row.join(''), row] as const
    }),
  )
  const relations = known.map(({ whole, parts }) =>
    secrets.map(({ id }) => (whole.includes(id) ? 1n : parts.includes(id) ? -1n : 0n)),
  )
  return { secrets, rows: [...rows.values()], relations }
}

/** Rank of a matrix of whole numbers over the rational numbers; the rows in echelon form, and their pivot columns. */
const eliminated = (matrix: readonly (readonly bigint[])[]) => {
  const rows = matrix.map((row) => [...row])
  const width = rows[0]?.length ?? 0
  const pivots: number[] = []
  let before = 1n
  for (let column = 0; column < width && pivots.length < rows.length; column += 1) {
    const top = pivots.length
    const found = rows.findIndex((row, index) => index >= top && row[column] !== 0n)
    const pivotRow = rows[found]
    if (found === -1 || pivotRow === undefined) continue
    rows[found] = rows[top] ?? []
    rows[top] = pivotRow
    const pivot = pivotRow[column] ?? 0n
    for (const [index, row] of rows.entries()) {
      if (index === top) continue
      const factor = row[column] ?? 0n
      for (let at = 0; at < width; at += 1)
        row[at] = ((row[at] ?? 0n) * pivot - factor * (pivotRow[at] ?? 0n)) / before
    }
    before = pivot
    pivots.push(column)
  }
  return { rows: rows.slice(0, pivots.length), pivots }
}

/** Vectors that no public sum sees, one for each contribution that is free, laid out by contribution: two solutions of
 *  what is public differ by combinations of them. */
const unseenBy = (
  secrets: readonly Contribution[],
  rows: readonly (readonly bigint[])[],
): readonly (readonly bigint[])[] => {
  const { rows: echelon, pivots } = eliminated(rows)
  const free = secrets.map((_, column) => column).filter((column) => !pivots.includes(column))
  // After Gauss-Jordan without division all pivots are the same number.
  const pivot = echelon[0]?.[pivots[0] ?? 0] ?? 1n
  return secrets.map((_, column) => {
    const at = pivots.indexOf(column)
    return free.map((other) => (at === -1 ? (other === column ? pivot : 0n) : -(echelon[at]?.[other] ?? 0n)))
  })
}

/** One or two enterprises of which something follows exactly: a combination of public sums that rests on nothing but
 *  their contributions, and is not known without any figure. Null when there is none. */
export const recoverable = (table: PublicTable): readonly string[] | null => {
  const { secrets, rows, relations } = table
  const unseen = unseenBy(secrets, [...rows, ...relations])
  const beforehand = relations.length === 0 ? null : unseenBy(secrets, relations)
  const enterprises = [...new Set(table.secrets.flatMap((secret) => secret.enterprises))]
  const ofFew = table.secrets.flatMap((secret, column) =>
    secret.enterprises.length <= 2 ? [{ column, of: secret.enterprises }] : [],
  )
  for (const [index, first] of enterprises.entries()) {
    for (const second of enterprises.slice(index)) {
      const own = ofFew.filter(({ of }) => of.every((one) => one === first || one === second))
      const vectors = own.map(({ column }) => unseen[column] ?? [])
      if (vectors.length === 0) continue
      const gives =
        beforehand === null
          ? !areIndependent(vectors)
          : rankOf(vectors) < rankOf(own.map(({ column }) => beforehand[column] ?? []))
      if (gives) return [...new Set([first, second])]
    }
  }
  return null
}

const rankOf = (vectors: readonly (readonly bigint[])[]): number => eliminated(vectors).pivots.length

const areIndependent = (vectors: readonly (readonly bigint[])[]): boolean => {
  const [one, other] = vectors
  if (one === undefined) return true
  const at = one.findIndex((value) => value !== 0n)
  if (at === -1) return false
  if (other === undefined) return true
  if (vectors.length > 2) return rankOf(vectors) === vectors.length
  const [here, there] = [one[at] ?? 0n, other[at] ?? 0n]
  return other.some((value, index) => value * here !== (one[index] ?? 0n) * there)
}

/** Whether a sum of secrets follows exactly from what is public. */
export const follows = ({ secrets, rows, relations }: PublicTable, sum: readonly string[]): boolean => {
  if (sum.some((id) => secrets.every((secret) => secret.id !== id))) return false
  const row = secrets.map(({ id }) => (sum.includes(id) ? 1n : 0n))
  const known = [...rows, ...relations]
  return rankOf([...known, row]) === rankOf(known)
}

// The package's types describe what is required, not what is imported.
const solver: typeof import('highs') = createRequire(import.meta.url)('highs')
const highs = await solver.default()

/** How near a reader comes to each contribution: the least and the greatest value that agrees with all public sums,
 *  where contributions are not negative. */
export const boundsOf = ({ secrets, rows, relations }: PublicTable) => {
  if (rows.length === 0) return []
  const all = [...relations, ...rows]
  // Sums that follow from others say nothing more, and make rounding look like a contradiction.
  const { pivots } = eliminated(secrets.map((_, column) => all.map((row) => row[column] ?? 0n)))
  const constraints = pivots.map((index) => {
    const row = all[index] ?? []
    const total = secrets.reduce((sum, { value }, column) => sum + (row[column] ?? 0n) * value, 0n)
    const terms = secrets.flatMap((_, column) =>
      row[column] === 0n ? [] : [`${(row[column] ?? 0n) < 0n ? '-' : '+'} x${column}`],
    )
    return ` s${index}: ${terms.join(' ')} = ${total}`
  })
  // A line of the format holds 560 characters.
  const text = ['Minimize', ' obj: 0 x0', 'Subject To', ...constraints, 'End']
    .join('\n')
    .replaceAll(/ ([+-]) /g, '\n $1 ')
  const { objectiveSense, modelStatus } = highs.constants
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ output_flag: false, presolve: 'off' })
    const extreme = (column: number, sense: typeof objectiveSense.minimize) => {
      model.changeObjectiveSense(sense)
      model.changeColCost(column, 1)
      model.run()
      const status = model.getModelStatus()
      const value = model.getObjectiveValue()
      model.changeColCost(column, 0)
      // What is in no public sum but over a relation may be anything.
      if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible)
        return Number.POSITIVE_INFINITY
      if (status !== modelStatus.optimal)
        throw new Error(`the bounds of "${secrets[column]?.id}" are not to be had (status ${status})`)
      return value
    }
    return secrets.map(({ id, value }, index) => {
      const column = model.getColByName(`x${index}`)
      return {
        id,
        value: Number(value),
        least: extreme(column, objectiveSense.minimize),
        greatest: extreme(column, objectiveSense.maximize),
      }
    })
  })
}
