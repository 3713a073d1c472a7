import { Link } from '@tanstack/react-router'
import { t } from '../texts/index.ts'

/** The ways between the pages of operations. */
export const Ways = () => (
  <nav className="ways" aria-label={t.ways}>
    <Link to="/operations" activeOptions={{ exact: true }}>
      {t.way.jobs}
    </Link>
    <Link to="/operations/failures">{t.way.failures}</Link>
    <Link to="/operations/messages">{t.way.messages}</Link>
    <Link to="/operations/reports">{t.way.reports}</Link>
  </nav>
)
