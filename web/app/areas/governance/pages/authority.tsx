import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { day, list } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useSession } from '../../../session/session.ts'
import { actText } from '../../../ui/act-text.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { authorities, matrix } from '../data.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { GrantTable } from '../ui/grant-table.tsx'
import { useRegionNames } from '../ui/reach.tsx'

const route = getRouteApi('/authorities/$id')

/** Who works there; only for who shares out powers. */
const Staff = lazy(() => import('../ui/staff.tsx').then((module) => ({ default: module.Staff })))

const CorrectAuthority = lazy(() =>
  import('../ui/correct-authority.tsx').then((module) => ({ default: module.CorrectAuthority })),
)

/** One authority: what it is responsible for, what it may do, and who works there. */
export const AuthorityPage = () => {
  const { id } = route.useParams()
  const { data: all } = useSuspenseQuery(authorities())
  const authority = all.find((one) => one.id === id)
  const regions = useRegionNames()
  const isSignedIn = useSession() !== undefined
  if (authority === undefined) return <Heading title={t.authority.missing} lead={t.authority.missingText} />
  const { code, level, parent, territory, formerNames = [], absorbed = [], ended } = authority
  const named = (wanted: string | null) => {
    const found = all.find((one) => one.code === wanted)
    return (
      found && (
        <Link to="/authorities/$id" params={{ id: found.id }}>
          {say(found.names)}
        </Link>
      )
    )
  }
  const below = all.filter((one) => one.parent === code)
  return (
    <>
      <Heading title={say(authority.names)} />
      <AreaNav />
      {ended && (
        <p className="notice">
          {t.authorities.ended(day(ended.on))} ({actText(ended.act)}).{' '}
          {ended.successor && t.authority.successor} {named(ended.successor)}
        </p>
      )}
      <Facts
        facts={[
          [t.authority.labels.code, code],
          [t.authority.labels.level, t.authorities.levels[level]],
          [t.authority.labels.parent, named(parent)],
          [t.authority.labels.territory, regions(territory)],
          [
            t.authority.labels.absorbed,
            absorbed.length > 0 &&
              list(absorbed.map((one) => t.authority.taken(regions(one.territory), day(one.on)))),
          ],
          [
            t.authority.labels.formerNames,
            formerNames.length > 0 &&
              list(formerNames.map((one) => t.authority.until(say(one.names), day(one.until)))),
          ],
          [
            t.authority.labels.below,
            below.length > 0 && (
              <ul className="inline">
                {below.map((one) => (
                  <li key={one.id}>{named(one.code)}</li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      <Powers holder={id} />
      {isSignedIn && (
        <Suspense fallback={<Waiting lines={3} />}>
          <Staff holder={id} />
          {!ended && <CorrectAuthority id={id} />}
        </Suspense>
      )}
    </>
  )
}

/** What a holder may do today and later. */
const Powers = ({ holder }: { readonly holder: string }) => {
  const found = useQuery(matrix({ holder }))
  return (
    <section aria-labelledby="powers">
      <h2 id="powers">{t.authority.powers}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!found.data && !found.error && <Waiting lines={6} />}
      {found.data?.length === 0 && <p>{t.matrix.nothing}</p>}
      {found.data && found.data.length > 0 && <GrantTable caption={t.authority.powers} grants={found.data} />}
    </section>
  )
}
