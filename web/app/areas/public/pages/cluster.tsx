import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { cluster as clusterOf, entrySteps, organisation, registers } from '../../../data.ts'
import { UnitFigures } from '../../../figures/unit-figures.tsx'
import { day, list } from '../../../format.ts'
import { language, say, wordFor } from '../../../language.ts'
import { useSession } from '../../../session/session.ts'
import { t as common } from '../../../texts/index.ts'
import type { Cluster } from '../../../types.ts'
import { Bars } from '../../../ui/bars.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { composition, documents, members } from '../data.ts'
import { t } from '../texts/index.ts'
import { DocumentTable } from '../ui/document-table.tsx'

const route = getRouteApi('/clusters/$id')

/** The ways to the work on a cluster; their code comes only for who is signed in. */
const ClusterWork = lazy(() =>
  import('../../../session/cluster-work.tsx').then((module) => ({ default: module.ClusterWork })),
)

export const ClusterPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const signedIn = useSession() !== undefined
  return (
    <>
      <Heading title={say(cluster.names)}>
        <p className="ways">
          <Status status={cluster.status} />
          <Link to="/compare" search={{ what: 'clusters', of: [id] }}>
            {t.cluster.compare}
          </Link>
        </p>
        {signedIn && (
          <Suspense fallback={null}>
            <ClusterWork cluster={cluster} />
          </Suspense>
        )}
        {cluster.descriptions && <p className="lead">{say(cluster.descriptions)}</p>}
      </Heading>
      <Profile cluster={cluster} />
      <Entries cluster={cluster} />
      <Composition id={id} />
      <Members id={id} />
      <UnitFigures universe="cluster" code={id} />
      <Documents id={id} />
    </>
  )
}

const Profile = ({ cluster }: { readonly cluster: Cluster }) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  const industries = useCodes('industries')
  const { seat, managementOrganisation, primaryCategory } = cluster
  return (
    <section aria-labelledby="profile">
      <h2 id="profile">{t.cluster.profile}</h2>
      <Facts
        facts={[
          [
            t.cluster.category,
            <Link key="category" to="/categories/$code" params={{ code: primaryCategory }}>
              {categories.nameOf(primaryCategory)}
            </Link>,
          ],
          [t.cluster.otherCategories, list((cluster.categories ?? []).map(categories.nameOf))],
          [t.cluster.industries, list((cluster.industries ?? []).map(industries.nameOf))],
          [
            t.cluster.regions,
            <ul key="regions" className="inline">
              {cluster.regions.map((code) => (
                <li key={code}>
                  <Link to="/regions/$code" params={{ code }}>
                    {regions.nameOf(code)}
                  </Link>
                </li>
              ))}
            </ul>,
          ],
          [t.cluster.seat, [seat.town, regions.nameOf(seat.region)].filter(Boolean).join(', ')],
          [t.cluster.founded, cluster.yearFounded],
          [t.cluster.type, cluster.type && words.types[cluster.type]],
          [t.cluster.stage, cluster.stage && words.stages[cluster.stage]],
          [
            t.cluster.website,
            cluster.website && (
              <a href={cluster.website} rel="noreferrer">
                {cluster.website}
              </a>
            ),
          ],
          [t.cluster.management, managementOrganisation && <Organisation id={managementOrganisation} />],
          [t.cluster.updated, day(cluster.updatedAt)],
        ]}
      />
    </section>
  )
}

const Organisation = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(organisation(id))
  return data ? say(data.names) : id
}

const Entries = ({ cluster: { entries } }: { readonly cluster: Cluster }) => {
  const { data } = useQuery(registers())
  if (entries.length === 0) return null
  const names = new Map(data?.items.map((register) => [register.id, say(register.names)]))
  return (
    <section aria-labelledby="entries">
      <h2 id="entries">{t.cluster.entries}</h2>
      {entries.map(({ register, number, status, registeredOn }) => (
        <article key={`${register}/${number}`}>
          <h3>{names.get(register) ?? t.cluster.register}</h3>
          <Facts
            facts={[
              [t.cluster.number, number],
              [t.cluster.status, <Status key="status" status={status} />],
              [t.cluster.since, day(registeredOn)],
            ]}
          />
          <Decisions register={register} number={number} />
        </article>
      ))}
      <p>
        <a href={`/verify?lang=${language}`}>{t.cluster.checkExtract}</a>
      </p>
    </section>
  )
}

const Decisions = ({ register, number }: { readonly register: string; readonly number: string }) => {
  const steps = useQuery(entrySteps(register, number))
  if (steps.error) return <TroubleHere error={steps.error} again={() => void steps.refetch()} />
  if (!steps.data) return <Waiting lines={2} />
  return (
    <Table
      caption={t.cluster.decisions}
      rows={steps.data.items}
      rowKey={({ at, action }) => `${at} ${action}`}
      columns={[
        { key: 'inForce', name: t.cluster.inForce, cell: ({ inForce }) => day(inForce) },
        { key: 'decision', name: t.cluster.decision, cell: ({ action }) => wordFor(words.actions, action) },
        {
          key: 'act',
          name: t.cluster.act,
          cell: ({ act }) =>
            act === undefined
              ? '–'
              : [act.kind, act.number, act.date && day(act.date)].filter(Boolean).join(', '),
        },
      ]}
    />
  )
}

const Composition = ({ id }: { readonly id: string }) => {
  const found = useQuery(composition(id))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={8} />
  const { byKind, byLevel, chainGaps } = found.data
  return (
    <section aria-labelledby="composition">
      <h2 id="composition">{t.cluster.composition}</h2>
      <p>{t.cluster.members(found.data.members)}</p>
      <div className="beside">
        <Bars
          caption={t.cluster.byKind}
          heads={[t.cluster.kind, t.cluster.count]}
          counts={byKind.map(({ code, members: count }) => [wordFor(words.kinds, code), count])}
        />
        <div>
          <Bars
            caption={t.cluster.byLevel}
            heads={[t.cluster.level, t.cluster.count]}
            counts={byLevel.map(({ code, members: count }) => [wordFor(words.levels, code), count])}
          />
          <p>
            {chainGaps.length === 0
              ? t.cluster.noGaps
              : t.cluster.gaps(list(chainGaps.map((level) => words.levels[level])))}
          </p>
        </div>
      </div>
    </section>
  )
}

const Members = ({ id }: { readonly id: string }) => {
  const found = useInfiniteQuery(members(id))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="members">
      <h2 id="members">{t.cluster.memberList}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!rows && !found.error && <Waiting lines={6} />}
      {rows?.length === 0 && <p>{t.cluster.noMembers}</p>}
      {rows && rows.length > 0 && (
        <Table
          caption={t.cluster.memberList}
          quietCaption
          rows={rows}
          rowKey={({ organisation: member, from }) => `${member} ${from}`}
          columns={[
            {
              key: 'organisation',
              name: t.cluster.organisation,
              cell: ({ organisation: member, organisationNames }) =>
                organisationNames ? say(organisationNames) : member,
            },
            {
              key: 'role',
              name: t.cluster.role,
              cell: ({ roles }) => list(roles.map((role) => words.roles[role])),
            },
            { key: 'level', name: t.cluster.level, cell: ({ level }) => (level ? words.levels[level] : '–') },
            { key: 'from', name: t.cluster.from, cell: ({ from }) => day(from) },
          ]}
        />
      )}
      {found.hasNextPage && (
        <p className="ways">
          <button
            type="button"
            disabled={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {common.more}
          </button>
        </p>
      )}
    </section>
  )
}

const Documents = ({ id }: { readonly id: string }) => {
  const found = useInfiniteQuery(documents({ cluster: id }))
  const rows = found.data?.pages.flatMap(({ items }) => items)
  return (
    <section aria-labelledby="documents">
      <h2 id="documents">{t.cluster.documents}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {rows?.length === 0 && <p>{t.cluster.noDocuments}</p>}
      {rows && rows.length > 0 && <DocumentTable documents={rows} />}
    </section>
  )
}
