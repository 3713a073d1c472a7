import { createRequire } from 'node:module'
import type { Contribution, ReleaseFigure } from '#monitoring/model'

// A reader's view of public sums, worked out by other means than the product's: fraction-free elimination (Bareiss,
// Mathematics of Computation 22, 1968) for what follows exactly, HiGHS (Huangfu & Hall,
// Mathematical Programming Computation 10, 2018) for what follows nearly.

/** Everything a reader can add and subtract: rows of 0 and 1 over the contributions that are secret. */
export interface PublicTable {
  readonly secrets: readonly Contribution[]
  readonly rows: readonly (readonly bigint[])[]
}

export const publicTable = (
  contributions: readonly Contribution[],
  figures: readonly ReleaseFigure[],
): PublicTable => {
  const sums = figures.flatMap(({ sums: own }) => own.map((sum) => new Set(sum)))
  const secrets = contributions.filter(({ id, waived }) => !waived && sums.some((sum) => sum.has(id)))
  const rows = new Map(
    sums.map((sum) => {
      const row = secrets.map(({ id }) => (sum.has(id) ? 1n : 0n))
      return [row.join(''), row] as const
    }),
  )
  return { secrets, rows: [...rows.values()] }
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
const unseenBy = ({ secrets, rows }: PublicTable): readonly (readonly bigint[])[] => {
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
 *  their contributions. Null when there is none. */
export const recoverable = (table: PublicTable): readonly string[] | null => {
  const unseen = unseenBy(table)
  const enterprises = [...new Set(table.secrets.flatMap((secret) => secret.enterprises))]
  const ofFew = table.secrets.flatMap((secret, column) =>
    secret.enterprises.length <= 2 ? [{ column, of: secret.enterprises }] : [],
  )
  const rests = (few: readonly string[]) =>
    ofFew.filter(({ of }) => of.every((one) => few.includes(one))).map(({ column }) => unseen[column] ?? [])
  for (const [index, first] of enterprises.entries()) {
    for (const second of enterprises.slice(index)) {
      const vectors = rests([first, second])
      if (vectors.length > 0 && !areIndependent(vectors)) return [...new Set([first, second])]
    }
  }
  return null
}

const areIndependent = (vectors: readonly (readonly bigint[])[]): boolean => {
  const [one, other] = vectors
  if (one === undefined) return true
  const at = one.findIndex((value) => value !== 0n)
  if (at === -1) return false
  if (other === undefined) return true
  if (vectors.length > 2) return eliminated(vectors).pivots.length === vectors.length
  const [here, there] = [one[at] ?? 0n, other[at] ?? 0n]
  return other.some((value, index) => value * here !== (one[index] ?? 0n) * there)
}

/** Whether a sum of secrets follows exactly from what is public. */
export const follows = ({ secrets, rows }: PublicTable, sum: readonly string[]): boolean => {
  if (sum.some((id) => secrets.every((secret) => secret.id !== id))) return false
  const row = secrets.map(({ id }) => (sum.includes(id) ? 1n : 0n))
  return eliminated([...rows, row]).pivots.length === eliminated(rows).pivots.length
}

// The package's types describe what is required, not what is imported.
const solver: typeof import('highs') = createRequire(import.meta.url)('highs')
const highs = await solver.default()

/** How near a reader comes to each contribution: the least and the greatest value that agrees with all public sums,
 *  where contributions are not negative. */
export const boundsOf = ({ secrets, rows: all }: PublicTable) => {
  if (all.length === 0) return []
  // Sums that follow from others say nothing more, and make rounding look like a contradiction.
  const { pivots } = eliminated(secrets.map((_, column) => all.map((row) => row[column] ?? 0n)))
  const constraints = pivots.map((index) => {
    const row = all[index] ?? []
    const total = secrets.reduce((sum, { value }, column) => sum + (row[column] ?? 0n) * value, 0n)
    const terms = secrets.flatMap((_, column) => (row[column] === 0n ? [] : [`x${column}`]))
    return ` s${index}: ${terms.join(' + ')} = ${total}`
  })
  // A line of the format holds 560 characters.
  const text = ['Minimize', ' obj: 0 x0', 'Subject To', ...constraints, 'End']
    .join('\n')
    .replaceAll(' + ', '\n + ')
  const { objectiveSense, modelStatus } = highs.constants
  return highs.withModel({ format: 'lp', data: text }, (model) => {
    model.options.set({ output_flag: false, presolve: 'off' })
    const extreme = (column: number, sense: typeof objectiveSense.minimize) => {
      model.changeObjectiveSense(sense)
      model.changeColCost(column, 1)
      model.run()
      const status = model.getModelStatus()
      if (status !== modelStatus.optimal)
        throw new Error(`the bounds of "${secrets[column]?.id}" are not to be had (status ${status})`)
      const value = model.getObjectiveValue()
      model.changeColCost(column, 0)
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
