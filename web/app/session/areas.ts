import type { Power } from '#kernel/powers'
import type { t } from './texts/index.ts'

interface Area {
  readonly to: string
  readonly text: keyof typeof t.areas
  /** Shown to who holds one of them over anything; none: to everybody signed in. */
  readonly powers: readonly Power[]
}

/** The areas for people who are signed in, in the order of their navigation. */
export const areas = [
  { to: '/work', text: 'work', powers: [] },
  { to: '/applications', text: 'applications', powers: ['cluster.edit', 'cluster.register'] },
  { to: '/organisations', text: 'organisations', powers: ['organisation.edit'] },
  { to: '/campaigns', text: 'campaigns', powers: ['kpi.submit', 'kpi.verify', 'campaign.manage'] },
  {
    to: '/alerts',
    text: 'alerts',
    powers: ['kpi.submit', 'kpi.verify', 'cluster.register', 'campaign.manage', 'target.set'],
  },
  { to: '/targets', text: 'targets', powers: ['target.set'] },
  { to: '/report-definitions', text: 'reportDefinitions', powers: ['report.schedule'] },
  { to: '/release-plans', text: 'releasePlans', powers: ['release.publish'] },
  { to: '/powers', text: 'powers', powers: [] },
  { to: '/documents/manage', text: 'documents', powers: ['document.publish'] },
  { to: '/operations', text: 'operations', powers: ['job.redrive'] },
  {
    to: '/imports',
    text: 'imports',
    powers: [
      'code-list.manage',
      'indicator.manage',
      'power.grant',
      'rule-set.manage',
      'cluster.register',
      'organisation.edit',
      'cluster.edit',
      'facility.manage',
      'statistics.import',
      'kpi.submit',
      'target.set',
    ],
  },
  { to: '/audit', text: 'audit', powers: ['audit.read'] },
] as const satisfies readonly Area[]
