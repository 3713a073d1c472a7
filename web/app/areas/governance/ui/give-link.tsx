import { Link } from '@tanstack/react-router'
import type { Power } from '#kernel/powers'
import { useHolds } from '../../../session/may.tsx'
import { t } from '../texts/index.ts'

/** The way to a new grant, for who may give one. */
export const GiveLink = ({
  holder,
  power,
}: {
  readonly holder: string | undefined
  readonly power: Power | undefined
}) =>
  useHolds('power.grant') && (
    <p className="ways">
      <Link
        to="/grants/new"
        search={{ ...(holder !== undefined && { holder }), ...(power !== undefined && { power }) }}
      >
        {t.grants.give}
      </Link>
    </p>
  )
