import { Link } from '@tanstack/react-router'
import { useHolds } from '../../../session/may.tsx'
import { t } from '../texts/index.ts'

const options = { includeSearch: false } as const

/** The pages of the area that need a sign-in or a power. */
export const OwnLinks = () => {
  const grants = useHolds('power.grant')
  const keys = useHolds('api-key.manage')
  return (
    <>
      <li>
        <Link to="/powers/why" activeOptions={options}>
          {t.nav.why}
        </Link>
      </li>
      {grants && (
        <>
          <li>
            <Link to="/people" activeOptions={options}>
              {t.nav.people}
            </Link>
          </li>
          <li>
            <Link to="/substitutions" activeOptions={options}>
              {t.nav.substitutions}
            </Link>
          </li>
        </>
      )}
      {keys && (
        <li>
          <Link to="/api-keys" activeOptions={options}>
            {t.nav.keys}
          </Link>
        </li>
      )}
      <li>
        <Link to="/my-data" activeOptions={options}>
          {t.nav.ownData}
        </Link>
      </li>
    </>
  )
}
