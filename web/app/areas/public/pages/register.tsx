import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { memo, useDeferredValue, useEffect, useId, useMemo, useState } from 'react'
import { clusters as clustersOf } from '../../../data.ts'
import { t as common } from '../../../texts/index.ts'
import type { ClusterSummary } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { codeName, useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { t } from '../texts/index.ts'
import { ClusterTable } from '../ui/cluster-table.tsx'

const route = getRouteApi('/clusters')

/** Every cluster that stands in a register. What is filtered by stands in the address. */
export const RegisterPage = () => (
  <>
    <Heading title={t.register.title} lead={t.register.lead} />
    <Filters />
    <Found />
  </>
)

const ANY = ''

const Filters = () => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const nameField = useId()
  const { options: categories } = useCodes('categories')
  const { all } = useCodes('regions')
  const set = (name: keyof typeof search, value: string) =>
    void navigate({
      search: ({ [name]: _, ...others }) => (value === ANY ? others : { ...others, [name]: value }),
      replace: true,
      resetScroll: false,
    })
  const anyOr = <V extends string>(options: readonly (readonly [V, string])[]) =>
    [[ANY, common.all], ...options] as const
  return (
    <form className="fields" aria-label={t.register.filters} onSubmit={(event) => event.preventDefault()}>
      <div className="field">
        <label htmlFor={nameField}>{t.register.name}</label>
        <input
          id={nameField}
          type="search"
          defaultValue={search.name ?? ''}
          onChange={({ target }) => set('name', target.value)}
        />
      </div>
      <Choice
        name={t.register.region}
        value={search.region ?? ANY}
        options={anyOr(
          all.map((code) => [code.code, `${'\u2003'.repeat(code.path.length - 1)}${codeName(code)}`]),
        )}
        onChange={(value) => set('region', value)}
      />
      <Choice
        name={t.register.category}
        value={search.category ?? ANY}
        options={anyOr(categories)}
        onChange={(value) => set('category', value)}
      />
      <Choice
        name={t.register.stage}
        value={search.stage ?? ANY}
        options={anyOr(
          (['emergence', 'growth', 'sustainment', 'decline'] as const).map((stage) => [
            stage,
            words.stages[stage],
          ]),
        )}
        onChange={(value) => set('stage', value)}
      />
      <Choice
        name={t.register.status}
        value={search.status ?? ANY}
        options={anyOr(
          (['registered', 'suspended', 'removed', 'annulled'] as const).map((status) => [
            status,
            words.statuses[status],
          ]),
        )}
        onChange={(value) => set('status', value)}
      />
      {Object.keys(search).some((name) => name !== 'lang') && (
        <Link to="/clusters" search={{}} className="clear">
          {t.register.clear}
        </Link>
      )}
    </form>
  )
}

/** A letter more in the address alone changes no row. */
const Rows = memo(ClusterTable)

/** A cluster with all in which a name is looked for. */
const searchable = (cluster: ClusterSummary) => ({
  cluster,
  text: [...Object.values(cluster.names), ...cluster.entries.map(({ number }) => number)]
    .join('\n')
    .toLocaleLowerCase(),
})

/** Rows that stand in the table before somebody asks for more. */
const ROWS = 100

const Found = () => {
  const { name, lang: _, ...filter } = route.useSearch()
  const found = useInfiniteQuery(clustersOf(filter))
  const wanted = useDeferredValue(name?.toLocaleLowerCase() ?? '')
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found
  const [shown, setShown] = useState(ROWS)
  // A name is looked for in all clusters, so all of them are read.
  useEffect(() => {
    if (wanted !== '' && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [wanted, hasNextPage, isFetchingNextPage, fetchNextPage])
  const all = useMemo(
    () => found.data?.pages.flatMap(({ items }) => items.map(searchable)) ?? [],
    [found.data],
  )
  const rows = useMemo(
    () => all.flatMap(({ cluster, text }) => (text.includes(wanted) ? [cluster] : [])),
    [all, wanted],
  )
  const standing = useMemo(() => rows.slice(0, shown), [rows, shown])
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={12} />
  const isWhole = !hasNextPage && rows.length <= shown
  const more = () => {
    setShown(shown + ROWS)
    if (rows.length <= shown + ROWS && hasNextPage) void fetchNextPage()
  }
  const isFiltered = wanted !== '' || Object.keys(filter).length > 0
  if (rows.length === 0 && !hasNextPage)
    return <p className="notice">{isFiltered ? t.register.none : t.register.empty}</p>
  return (
    <>
      <p role="status">{hasNextPage ? t.register.countSoFar(rows.length) : t.register.count(rows.length)}</p>
      <Rows clusters={standing} />
      {!isWhole && (
        <p className="ways">
          <button type="button" disabled={isFetchingNextPage} onClick={more}>
            {common.more}
          </button>
        </p>
      )}
    </>
  )
}
