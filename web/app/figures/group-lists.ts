/** By what figures are divided. */
export const DIMENSIONS = ['nation', 'region', 'category', 'section', 'stage', 'type'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** The code list that names the groups of a dimension; stages and types are named by the portal itself. */
export const GROUP_LISTS = {
  nation: 'regions',
  region: 'regions',
  category: 'categories',
  section: 'industries',
  stage: undefined,
  type: undefined,
} as const
