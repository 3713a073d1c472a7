/** What an amount of capacity consists of: units by what they are for. */
export type Parts = Readonly<Record<string, number>>

export const sumOf = (parts: Parts): number => Object.values(parts).reduce((sum, units) => sum + units, 0)

/** `application 2, step 2` */
export const textOf = (parts: Parts): string =>
  Object.entries(parts)
    .map(([part, units]) => `${part} ${units}`)
    .join(', ')
