/** By what figures are divided: groups, or units alone. */
export const DIMENSIONS = ['region', 'category', 'section', 'stage', 'type', 'unit'] as const
export type Dimension = (typeof DIMENSIONS)[number]

export type Universe = 'cluster' | 'region'
