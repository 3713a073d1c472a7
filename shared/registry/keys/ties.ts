import { entity } from '#kernel/entity'
import { MemberFigures, TieRecord } from '../model.ts'

export const tiesKey = (cluster: string) => `TIES#${cluster}`
export const tieKey = (cluster: string, id: string) => ({ pk: tiesKey(cluster), sk: id })
export const figuresKey = (cluster: string) => `FIGURES#${cluster}`
export const memberFiguresKey = (cluster: string, organisation: string, year: number) => ({
  pk: figuresKey(cluster),
  sk: `${year}#${organisation}`,
})

/** The ties of a cluster are one collection: a network is one Query. */
export const tieEntity = entity({
  name: 'tie',
  schemaVersion: 1,
  schema: TieRecord,
  keys: ({ cluster, id }) => tieKey(cluster, id),
})

/** The figures of all members of a cluster in a year stand together. */
export const memberFiguresEntity = entity({
  name: 'member-figures',
  schemaVersion: 1,
  schema: MemberFigures,
  keys: ({ cluster, organisation, year }) => memberFiguresKey(cluster, organisation, year),
})
