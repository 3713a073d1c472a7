import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { collator, day } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useSession } from '../../../session/session.ts'
import { Heading } from '../../../ui/heading.tsx'
import { inTreeOrder } from '../../../ui/tree.ts'
import { authorities } from '../data.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { useRegionNames } from '../ui/reach.tsx'

const AddAuthorityLink = lazy(() =>
  import('../ui/add-authority-link.tsx').then((module) => ({ default: module.AddAuthorityLink })),
)

/** The authorities, each below the one above it, with what it is responsible for. */
export const AuthoritiesPage = () => {
  const { data: all } = useSuspenseQuery(authorities())
  const regions = useRegionNames()
  const isSignedIn = useSession() !== undefined
  const tree = inTreeOrder(all, (a, b) => collator.compare(say(a.names), say(b.names)))
  return (
    <>
      <Heading title={t.authorities.title} lead={t.authorities.lead} />
      <AreaNav />
      {isSignedIn && (
        <Suspense fallback={null}>
          <AddAuthorityLink />
        </Suspense>
      )}
      {tree.length === 0 ? (
        <p className="notice">{t.authorities.empty}</p>
      ) : (
        <ul className="branches">
          {tree.map(({ item: { id, names, level, territory, ended }, depth }) => (
            <li key={id} data-depth={Math.min(depth, 3)}>
              {depth > 0 && <span className="unseen">{t.authorities.depth(depth + 1)} </span>}
              <Link to="/authorities/$id" params={{ id }}>
                {say(names)}
              </Link>
              <span className="where">
                {t.authorities.levels[level]} · {regions(territory)}
                {ended && ` · ${t.authorities.ended(day(ended.on))}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
