import type { Sample } from './model.ts'

/** What the authorities of the sample watch: a fall of employment, weak reporting, and confirmations that are overdue in
 *  one Land. */
export const inventAlertRules = (): Sample['alertRules'] => [
  {
    name: { en: 'Employment in clusters falls', ru: 'Занятость в кластерах снижается' },
    severity: 'warning',
    territory: 'DE',
    condition: {
      kind: 'change',
      figure: { indicator: 'employment', universe: 'cluster', dimension: 'region' },
      side: 'below',
      limit: -0.005,
      until: 0,
    },
    told: 'kpi.verify',
  },
  {
    name: { en: 'Too few clusters report employment', ru: 'О занятости сообщает слишком мало кластеров' },
    severity: 'info',
    territory: 'DE',
    condition: {
      kind: 'coverage-below',
      figure: { indicator: 'employment', universe: 'cluster', dimension: 'category' },
      limit: 0.95,
    },
    told: 'kpi.verify',
  },
  {
    name: { en: 'Confirmation overdue for five years', ru: 'Подтверждение просрочено на пять лет' },
    severity: 'critical',
    territory: 'DE-BY',
    condition: { kind: 'missed-deadline', days: 1825 },
    told: 'cluster.register',
  },
]
