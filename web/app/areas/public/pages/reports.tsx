import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { day, list, period as periodText } from '../../../format.ts'
import { say } from '../../../language.ts'
import { t as common } from '../../../texts/index.ts'
import type { ReportRun } from '../../../types.ts'
import { Choice } from '../../../ui/choice.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { More } from '../../../ui/more.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { reportRuns } from '../data.ts'
import { t } from '../texts/index.ts'
import { languageName } from '../ui/document-table.tsx'
import { ReportSubject } from '../ui/report-subject.tsx'

const route = getRouteApi('/reports')

const ANY = ''

/** The finished reports for everybody. What is filtered by stands in the address. */
export const ReportsPage = () => {
  const { lang: _, ...filter } = route.useSearch()
  const found = useInfiniteQuery(reportRuns())
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = found
  const isFiltered = Object.keys(filter).length > 0
  // The API lists them all: what is filtered by is looked for in all of them.
  useEffect(() => {
    if (isFiltered && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isFiltered, hasNextPage, isFetchingNextPage, fetchNextPage])
  const all = found.data?.pages.flatMap(({ items }) => items) ?? []
  const rows = all.filter(
    ({ scope, period, languages }) =>
      (filter.about === undefined || scope.kind === filter.about) &&
      (filter.year === undefined || period.startsWith(filter.year)) &&
      (filter.language === undefined || languages.includes(filter.language)),
  )
  return (
    <>
      <Heading title={t.reports.title} lead={t.reports.lead}>
        <p className="ways">
          <a href="/api/v1/report-feed">{t.reports.feed}</a>
        </p>
      </Heading>
      <Filters all={all} />
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={8} />}
      {found.data && rows.length === 0 && !hasNextPage && (
        <p className="notice">{isFiltered ? t.reports.none : t.reports.empty}</p>
      )}
      {rows.length > 0 && <Runs runs={rows} />}
      <More of={found} />
    </>
  )
}

const Filters = ({ all }: { readonly all: readonly ReportRun[] }) => {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const years = new Set(all.map(({ period }) => period.slice(0, 4)))
  if (search.year !== undefined) years.add(search.year)
  const set = (name: keyof typeof search, value: string) =>
    void navigate({
      search: ({ [name]: _, ...others }) => (value === ANY ? others : { ...others, [name]: value }),
      replace: true,
      resetScroll: false,
    })
  return (
    <form className="fields" onSubmit={(event) => event.preventDefault()}>
      <Choice
        name={t.reports.about}
        value={search.about ?? ANY}
        options={[
          [ANY, common.all],
          ...(['nation', 'region', 'category', 'cluster'] as const).map(
            (kind) => [kind, t.reports.abouts[kind]] as const,
          ),
        ]}
        onChange={(value) => set('about', value)}
      />
      <Choice
        name={t.reports.year}
        value={search.year ?? ANY}
        options={[
          [ANY, common.all],
          ...[...years]
            .sort()
            .reverse()
            .map((year) => [year, year] as const),
        ]}
        onChange={(value) => set('year', value)}
      />
      <Choice
        name={t.reports.language}
        value={search.language ?? ANY}
        options={[
          [ANY, common.all],
          ...(['en', 'ru'] as const).map((code) => [code, languageName(code)] as const),
        ]}
        onChange={(value) => set('language', value)}
      />
    </form>
  )
}

const Runs = ({ runs }: { readonly runs: readonly ReportRun[] }) => (
  <Table
    caption={t.reports.title}
    quietCaption
    rows={runs}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'report',
        name: t.reports.report,
        cell: ({ id, names }) => (
          <Link to="/reports/$run" params={{ run: id }}>
            {say(names)}
          </Link>
        ),
      },
      { key: 'subject', name: t.reports.subject, cell: ({ scope }) => <ReportSubject scope={scope} /> },
      { key: 'period', name: t.reports.period, cell: ({ period }) => periodText(period) },
      { key: 'made', name: t.reports.made, cell: ({ finishedAt }) => (finishedAt ? day(finishedAt) : '–') },
      {
        key: 'languages',
        name: t.reports.languages,
        cell: ({ languages }) => list(languages.map(languageName)),
      },
    ]}
  />
)
