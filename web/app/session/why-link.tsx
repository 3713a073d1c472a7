import { Link } from '@tanstack/react-router'
import type { Resource } from '#kernel/access'
import type { Power } from '#kernel/powers'
import { t } from './texts/index.ts'

/** The way to why a power is not the person's, and who has it.
 *  @param resource what it would be used on; the whole deployment, unless given */
export const WhyLink = ({
  power,
  resource,
}: {
  readonly power: Power
  readonly resource?: Resource | undefined
}) => (
  <Link to="/powers/why" search={{ power, ...placeOf(resource) }}>
    {t.may.whyLink}
  </Link>
)

/** A cluster has its own regions and category; without one, these are asked for. */
const placeOf = ({ cluster, regions, category }: Resource = { regions: [] }) => {
  if (cluster !== undefined) return { cluster }
  const codes = regions.flatMap((path) => path.at(-1) ?? [])
  return {
    ...(codes.length > 0 && { regions: codes.join(',') }),
    ...(category !== undefined && { category }),
  }
}
