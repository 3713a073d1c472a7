import * as z from 'zod'
import { Instant } from '#kernel/clock'
import { LocalisedText } from '#kernel/localised-text'
import { type Alert, AlertView, SEVERITIES } from '#monitoring/alerts/model'
import type { Indicator } from '#monitoring/model'
import type { ReportContent, SectionName } from './definition.ts'
import { SECTIONS } from './definition.ts'
import type { Scope } from './scope.ts'

/** An alert that is not over, as a report tells it: not by whom or with which words it was acknowledged, since a report
 *  is kept as it is and may outlive what people are willing to have said. */
export const ReportedAlert = AlertView.pick({
  id: true,
  name: true,
  severity: true,
  condition: true,
  period: true,
  value: true,
  openedAt: true,
}).extend({
  subject: AlertView.shape.subject.extend({ name: LocalisedText }),
  /** What it watches; null where that is no figure. */
  figure: z
    .object({ code: z.string(), name: LocalisedText, unit: LocalisedText, decimals: z.int() })
    .nullable(),
  /** Since when somebody takes care of it; null while nobody does. */
  acknowledgedAt: Instant.nullable(),
})
export type ReportedAlert = z.output<typeof ReportedAlert>

/** The sections of a report, in their order. Alerts are for who is told of them, so that a report for everybody has
 *  none. */
export const sectionsOf = ({
  sections,
  audience,
}: Pick<ReportContent, 'sections' | 'audience'>): readonly SectionName[] =>
  SECTIONS.filter((name) => sections.includes(name) && (name !== 'alerts' || audience === 'authority'))

/** Whether an alert concerns the subject of a report: the group itself or what lies in it. A cluster in several regions
 *  lies in none of them alone. */
const concerns = ({ subject, place }: Alert, scope: Scope): boolean => {
  switch (scope.kind) {
    case 'nation':
      return true
    case 'region':
      return place.regionPaths.length > 0 && place.regionPaths.every((path) => path.includes(scope.code))
    case 'category':
      return (
        place.category === scope.code ||
        (subject.code === scope.code &&
          (subject.dimension === 'category' || subject.dimension === 'category-any'))
      )
    case 'cluster':
      return place.cluster === scope.code
  }
}

/** The alerts of a report's subject, the gravest first, of equal ones the oldest.
 *  @param alerts those that the reader may know of */
export const reportedAlerts = (
  alerts: readonly Alert[],
  scope: Scope,
  nameOf: (subject: Alert['subject']) => LocalisedText,
  indicatorOf: (code: string) => Indicator | undefined,
): ReportedAlert[] =>
  alerts
    .filter((alert) => concerns(alert, scope))
    .map(({ id, name, severity, condition, period, value, openedAt, progress, subject, indicator }) => ({
      id,
      name,
      severity,
      condition,
      ...(period !== undefined && { period }),
      value,
      openedAt,
      subject: { ...subject, name: nameOf(subject) },
      figure: figureOf(indicator === undefined ? undefined : indicatorOf(indicator)),
      acknowledgedAt: progress.state === 'acknowledged' ? progress.acknowledged.at : null,
    }))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        (`${a.openedAt} ${a.id}` < `${b.openedAt} ${b.id}` ? -1 : 1),
    )

const figureOf = (indicator: Indicator | undefined): ReportedAlert['figure'] => {
  if (indicator === undefined) return null
  const { code, name, unit, decimals } = indicator
  return { code, name, unit, decimals }
}
