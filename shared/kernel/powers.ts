import * as z from 'zod'

/** What an authority can be empowered to do. The list is closed: a route names one of these, a grant gives one. */
export const POWERS = [
  'cluster.register',
  'cluster.suspend',
  'cluster.remove',
  'cluster.edit',
  'membership.confirm',
  'waiver.grant',
  'rule-set.manage',
  'facility.manage',
  'organisation.edit',
  'code-list.manage',
  'indicator.manage',
  'kpi.submit',
  'kpi.verify',
  'target.set',
  'statistics.import',
  'document.publish',
  'power.grant',
  'api-key.manage',
  'person.erase',
  'audit.read',
  'job.redrive',
] as const

export const Power = z.enum(POWERS).meta({ id: 'Power' })
export type Power = z.output<typeof Power>
