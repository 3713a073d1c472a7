import * as z from 'zod'
import { wording } from '#kernel/wording'
import { EVERYWHERE } from '../../kernel/access.ts'

/** Regions by code, or `*` alone: the whole deployment; none for a grant that names its clusters. */
export const Places = z
  .array(
    z.union([
      z.literal(EVERYWHERE),
      z
        .string()
        .regex(
          /^[A-Za-z0-9.-]{1,20}$/,
          wording({ en: 'expected a region code', ru: 'ожидается код региона' }),
        ),
    ]),
  )
  .max(100)
  .refine((codes) => !codes.includes(EVERYWHERE) || codes.length === 1, {
    error: '"*" is the whole deployment and stands alone',
    params: { ru: '«*» означает всю территорию и указывается отдельно' },
  })
  .register(z.globalRegistry, { id: 'PowerPlaces', example: ['DE-BY'] })

export const Territory = Places.min(1).register(z.globalRegistry, {
  id: 'PowerTerritory',
  example: ['DE-BY'],
})

/** The path of a region from the root down to itself; undefined for an unknown one. */
export type PathOf = (region: string) => readonly string[] | undefined

/** Whether a territory lies wholly within another one. */
export const liesWithin = (inner: readonly string[], outer: readonly string[], pathOf: PathOf): boolean =>
  outer.includes(EVERYWHERE) ||
  inner.every((code) => pathOf(code)?.some((above) => outer.includes(above)) === true)

/** The largest places that two territories share: none, regions by code, or `*`. */
export const sharedPlaces = (
  a: readonly string[],
  b: readonly string[],
  pathOf: PathOf,
): readonly string[] => {
  const inside = (codes: readonly string[], territory: readonly string[]) =>
    codes.filter((code) => liesWithin([code], territory, pathOf))
  return [...new Set([...inside(a, b), ...inside(b, a)])].sort()
}
