/** The size of the map of regions, in the units in which it is drawn. */
export const MAP_SIZE = { width: 560, height: 640 } as const

/** The regions as the build draws them from `web/public/boundaries`, the largest first. */
export type RegionShapes = readonly {
  readonly code: string
  /** Of an SVG path, in tenths of the map's units. */
  readonly path: string
  readonly centre: readonly [x: number, y: number]
}[]
