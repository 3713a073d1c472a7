/** Of ways that lead to a page or to one above it, the nearest; undefined where none does. `/` leads to itself alone. */
export const nearest = (page: string, ways: readonly string[]): string | undefined =>
  ways
    .filter((way) => page === way || (way !== '/' && page.startsWith(`${way}/`)))
    .toSorted((a, b) => b.length - a.length)[0]
