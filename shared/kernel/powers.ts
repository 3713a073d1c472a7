import * as z from 'zod'

/** What an authority can be empowered to do. The list is closed: a route names one of these, a grant gives one. */
export const POWERS = [
  'cluster.register',
  'cluster.suspend',
  'cluster.remove',
  'cluster.edit',
  'membership.confirm',
  'register.restore',
  'waiver.grant',
  'rule-set.manage',
  'facility.manage',
  'organisation.edit',
  'code-list.manage',
  'indicator.manage',
  'kpi.submit',
  'kpi.verify',
  'target.set',
  'campaign.manage',
  'report.schedule',
  'statistics.import',
  'release.publish',
  'embargo.read',
  'document.publish',
  'power.grant',
  'api-key.manage',
  'person.erase',
  'audit.read',
  'job.redrive',
] as const

export const Power = z.enum(POWERS).register(z.globalRegistry, { id: 'Power' })
export type Power = z.output<typeof Power>

/** Powers that one holder alone should have over one place and category: two live grants of them overlap. */
export const EXCLUSIVE_POWERS: ReadonlySet<Power> = new Set<Power>(['cluster.register', 'rule-set.manage'])

/** Powers whose use decides on somebody's rights, shares out power, or cannot be taken back: who uses one has signed in
 *  with a second factor. */
export const DECIDING_POWERS: ReadonlySet<Power> = new Set<Power>([
  'cluster.register',
  'cluster.suspend',
  'cluster.remove',
  'register.restore',
  'waiver.grant',
  'rule-set.manage',
  'release.publish',
  'power.grant',
  'api-key.manage',
  'person.erase',
])
