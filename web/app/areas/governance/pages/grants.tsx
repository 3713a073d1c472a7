import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { HolderName } from '../../../session/holder-name.tsx'
import { useSession } from '../../../session/session.ts'
import { t as common } from '../../../texts/index.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { More } from '../../../ui/more.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { grants } from '../data.ts'
import { powerName, powerOf, powerOptions } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { GrantTable } from '../ui/grant-table.tsx'

const route = getRouteApi('/grants')

const GiveLink = lazy(() => import('../ui/give-link.tsx').then((module) => ({ default: module.GiveLink })))

const ANY = ''

/** Grants of power that hold today or will: of a power, of a holder, or all. */
export const GrantsPage = () => {
  const { power: name, holder } = route.useSearch()
  const navigate = route.useNavigate()
  const power = powerOf(name)
  const isSignedIn = useSession() !== undefined
  return (
    <>
      <Heading
        title={power === undefined ? t.grants.title : t.grants.titleOf(powerName(power))}
        lead={t.grants.lead}
      />
      <AreaNav />
      {isSignedIn && (
        <Suspense fallback={null}>
          <GiveLink holder={holder} power={power} />
        </Suspense>
      )}
      <div className="fields">
        <Choice
          name={t.grants.labels.power}
          value={power ?? ANY}
          options={[[ANY, common.all] as const, ...powerOptions]}
          onChange={(next) =>
            void navigate({
              search: ({ power: _, ...others }) => (next === ANY ? others : { ...others, power: next }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {holder !== undefined && (
        <p>
          {t.grants.ofHolder} <strong>{<HolderName id={holder} />}</strong>.{' '}
          <Link to="/grants" search={power === undefined ? {} : { power }}>
            {t.grants.ofAll}
          </Link>
        </p>
      )}
      <List query={{ ...(power !== undefined && { power }), ...(holder !== undefined && { holder }) }} />
    </>
  )
}

const List = ({ query }: { readonly query: Parameters<typeof grants>[0] }) => {
  const found = useInfiniteQuery(grants(query))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!rows) return <Waiting lines={10} />
  if (rows.length === 0 && !found.hasNextPage) return <p className="notice">{t.grants.none}</p>
  return (
    <>
      <GrantTable caption={t.grants.title} grants={rows} withHolder />
      <More of={found} />
    </>
  )
}
