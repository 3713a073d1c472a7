/** Arithmetic with the residues of whole numbers modulo a prime, as plain numbers from 0 to PRIME − 1. */

/** The greatest prime below 2^26: a product and a sum of residues stay below 2^53, where numbers are whole. */
export const PRIME = 67_108_859

const PER_PRIME = 1 / PRIME

/** The residue of a whole number from 0 to PRIME². The quotient is right or one too great or small. */
export const reduced = (value: number): number => {
  const rest = value - Math.floor(value * PER_PRIME) * PRIME
  return rest < 0 ? rest + PRIME : rest >= PRIME ? rest - PRIME : rest
}

export const negative = (residue: number): number => (residue === 0 ? 0 : PRIME - residue)

/** The residue that gives 1 when multiplied by another, which is not 0: by Euclid's algorithm. */
export const inverse = (residue: number): number => {
  let [a, b] = [PRIME, residue]
  let [x, y] = [0, 1]
  while (b !== 0) {
    const quotient = Math.floor(a / b)
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  return x < 0 ? x + PRIME : x
}

/** Takes a multiple of one row from another, which is no shorter, so that a column in which the first has 1 becomes 0. */
export const clear = (row: Float64Array, against: Float64Array, column: number): void => {
  const factor = negative(row[column] ?? 0)
  if (factor === 0) return
  for (let index = 0; index < against.length; index += 1) {
    const other = against[index] ?? 0
    if (other !== 0) row[index] = reduced((row[index] ?? 0) + factor * other)
  }
}

/** Numerator and denominator above which fractions are not told apart by their residues: 2 · n · d < PRIME. */
const MOST = 5_792

/** The fraction of small numbers that a residue stands for; undefined where there is none (Wang, Guy & Davenport,
 *  SIGSAM Bulletin 16, 1982). */
export const fractionOf = (
  residue: number,
): { readonly numerator: number; readonly denominator: number } | undefined => {
  let [a, b] = [PRIME, residue]
  let [x, y] = [0, 1]
  while (b > MOST) {
    const quotient = Math.floor(a / b)
    ;[a, b] = [b, a - quotient * b]
    ;[x, y] = [y, x - quotient * y]
  }
  if (y === 0 || Math.abs(y) > MOST) return undefined
  return y < 0 ? { numerator: -b, denominator: -y } : { numerator: b, denominator: y }
}
