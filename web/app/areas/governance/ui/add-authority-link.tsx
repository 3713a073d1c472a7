import { Link } from '@tanstack/react-router'
import { useHolds } from '../../../session/may.tsx'
import { t } from '../texts/index.ts'

/** The way to a new authority, for who may add one. */
export const AddAuthorityLink = () =>
  useHolds('power.grant') && (
    <p className="ways">
      <Link to="/authorities/new">{t.authority.add}</Link>
    </p>
  )
