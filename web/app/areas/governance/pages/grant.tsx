import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { day } from '../../../format.ts'
import { useHolderName } from '../../../session/holder-name.tsx'
import { useSession } from '../../../session/session.ts'
import { actText } from '../../../ui/act-text.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import type { Grant } from '../api.ts'
import { grant as grantOf, matrix } from '../data.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderLink } from '../ui/holder-link.tsx'
import { Reach } from '../ui/reach.tsx'

const route = getRouteApi('/grants/$id')

const GrantActions = lazy(() =>
  import('../ui/grant-actions.tsx').then((module) => ({ default: module.GrantActions })),
)

/** One grant of power: what it gives, on what it rests, where it comes from, and what may be done about it. */
export const GrantPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(grantOf(id))
  const grant = data.body
  const holder = useHolderName(grant.holder)
  const isSignedIn = useSession() !== undefined
  return (
    <>
      <Heading title={t.grants.one(powerName(grant.power), holder)} />
      <AreaNav />
      <Standing grant={grant} />
      <Facts
        facts={[
          [t.grants.labels.holder, <HolderLink key="holder" holder={grant.holder} />],
          [t.grants.labels.power, powerName(grant.power)],
          [t.grants.labels.territory, <Reach key="reach" of={grant} />],
          [t.grants.labels.from, day(grant.from)],
          [t.grants.labels.to, grant.to === null ? t.grants.open : day(grant.to)],
          [t.grants.labels.basis, grant.basis],
          [t.grants.act, grant.act && actText(grant.act)],
          [t.grants.endAct, grant.endAct && actText(grant.endAct)],
          [t.grants.labels.delegable, grant.delegable ? t.grants.yes : t.grants.no],
        ]}
      />
      {grant.sources && <Sources sources={grant.sources} />}
      {isSignedIn && (
        <Suspense fallback={<Waiting lines={2} />}>
          <GrantActions grant={grant} version={data.version} />
        </Suspense>
      )}
    </>
  )
}

/** Whether it holds, also by its sources and by what became of its holder. */
const Standing = ({ grant: { id, holder, from, to } }: { readonly grant: Grant }) => {
  const { data } = useQuery(matrix({ holder }))
  const today = new Date().toISOString().slice(0, 10)
  if (from > today) return <p className="notice">{t.grants.holdsFrom(day(from))}</p>
  if (to !== null && to <= today) return <p className="notice">{t.grants.heldUntil(day(to))}</p>
  if (data === undefined || data.some((one) => one.grant === id)) return null
  return <p className="notice">{t.grants.endedBefore}</p>
}

/** The way back of a delegated grant. */
const Sources = ({ sources }: { readonly sources: NonNullable<Grant['sources']> }) => (
  <section aria-labelledby="sources">
    <h2 id="sources">{t.grants.sources}</h2>
    <ol>
      {sources.map(({ holder, grant }) => (
        <li key={grant}>
          <HolderLink holder={holder} />:{' '}
          <Link to="/grants/$id" params={{ id: grant }}>
            {t.findings.grant}
          </Link>
        </li>
      ))}
    </ol>
  </section>
)
