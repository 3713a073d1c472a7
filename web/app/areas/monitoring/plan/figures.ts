/** The total, where nothing is broken down. */
export const TOTAL = '_T'

/** A figure by its name: `employment`, with a breakdown `employment#C`. */
export const figureOf = (name: string): { readonly indicator: string; readonly breakdown: string } => {
  const [indicator = '', breakdown = TOTAL] = name.split('#')
  return { indicator, breakdown }
}
