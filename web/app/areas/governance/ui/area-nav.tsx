import '../governance.css'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useSession } from '../../../session/session.ts'
import { t } from '../texts/index.ts'

/** What depends on powers; its code comes only for who is signed in. */
const OwnLinks = lazy(() => import('./own-links.tsx').then((module) => ({ default: module.OwnLinks })))

const options = { exact: true, includeSearch: false } as const

/** The pages on powers, as far as they are for the visitor. */
export const AreaNav = () => (
  <nav className="tabs" aria-label={t.nav.name}>
    <ul>
      <li>
        <Link to="/powers" activeOptions={options}>
          {t.nav.matrix}
        </Link>
      </li>
      <li>
        <Link to="/powers/findings" activeOptions={options}>
          {t.nav.findings}
        </Link>
      </li>
      <li>
        <Link to="/authorities" activeOptions={options}>
          {t.nav.authorities}
        </Link>
      </li>
      <li>
        <Link to="/grants" activeOptions={options}>
          {t.nav.grants}
        </Link>
      </li>
      {useSession() !== undefined && (
        <Suspense fallback={null}>
          <OwnLinks />
        </Suspense>
      )}
    </ul>
  </nav>
)
