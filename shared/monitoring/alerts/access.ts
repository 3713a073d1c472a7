import { type Actor, mayUse, type Resource } from '#kernel/access'
import type { Power } from '#kernel/powers'
import { IN_CHARGE, isInCharge, OVERSEEING, oversees } from '../authority.ts'
import type { Catalogue } from '../model.ts'
import type { Alert, AlertPlace } from './model.ts'

/** Where an alert lies, as powers see it. */
export const resourceOf = ({ regionPaths, category, cluster }: AlertPlace): Resource => ({
  regions: regionPaths,
  category,
  cluster,
})

/** The powers of which one is needed to read the figure that an alert tells of, as where figures are read; undefined
 *  where everybody may, and for alerts that tell of none. */
export const powersToRead = (
  { indicator, subject }: Pick<Alert, 'indicator' | 'subject'>,
  catalogue: Catalogue,
): readonly Power[] | undefined => {
  if (indicator === undefined || catalogue.get(indicator)?.confidentiality === 'open') return undefined
  return subject.dimension === 'unit' ? IN_CHARGE : OVERSEEING
}

/** Whether an alert is for the actor: told to the holders of a power that the actor uses there, of a figure that the
 *  actor may read. */
export const isFor = (actor: Actor, alert: Alert, catalogue: Catalogue): boolean =>
  mayUse(actor, alert.told, resourceOf(alert.place)) && mayReadFigure(actor, alert, catalogue)

/** Whether the actor may read the figure that an alert tells of, or would tell of. */
export const mayReadFigure = (
  actor: Actor,
  alert: Pick<Alert, 'indicator' | 'subject' | 'place'>,
  catalogue: Catalogue,
): boolean => {
  if (powersToRead(alert, catalogue) === undefined) return true
  const resource = resourceOf(alert.place)
  return alert.subject.dimension === 'unit' ? isInCharge(actor, resource) : oversees(actor, resource)
}
