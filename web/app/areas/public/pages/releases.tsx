import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { indicators } from '../../../data.ts'
import { list, moment, period as periodText, whole } from '../../../format.ts'
import { language, say } from '../../../language.ts'
import type { Release } from '../../../types.ts'
import { Heading } from '../../../ui/heading.tsx'
import { More } from '../../../ui/more.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { releases } from '../data.ts'
import { t } from '../texts/index.ts'

/** What is published when, and what was. */
export const ReleasesPage = () => {
  const found = useInfiniteQuery(releases())
  const all = found.data?.pages.flatMap(({ items }) => items) ?? []
  const published = all.filter(({ status }) => status === 'published')
  // The next one first; the list has the latest first.
  const toCome = all.filter(({ status }) => status !== 'published').toReversed()
  return (
    <>
      <Heading title={t.releases.title} lead={t.releases.lead}>
        <p className="ways">
          <a href={`/api/v1/release-calendar?language=${language}`}>{t.releases.calendar}</a>
        </p>
      </Heading>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={8} />}
      {found.data && (
        <>
          <section aria-labelledby="to-come">
            <h2 id="to-come">{t.releases.toCome}</h2>
            {toCome.length === 0 ? (
              <p>{t.releases.nothingToCome}</p>
            ) : (
              <Releases caption={t.releases.toCome} releases={toCome} />
            )}
          </section>
          <section aria-labelledby="published">
            <h2 id="published">{t.releases.published}</h2>
            {published.length === 0 ? (
              <p>{t.releases.nothingPublished}</p>
            ) : (
              <Releases caption={t.releases.published} releases={published} />
            )}
            <More of={found} />
          </section>
        </>
      )}
    </>
  )
}

const Releases = ({
  caption,
  releases: rows,
}: {
  readonly caption: string
  readonly releases: readonly Release[]
}) => {
  const { data } = useSuspenseQuery(indicators())
  const names = new Map(data.items.map(({ code, name }) => [code, say(name)]))
  const columns: readonly Column<Release>[] = [
    {
      key: 'release',
      name: t.releases.release,
      cell: ({ release, number, title }) => (
        <Link to="/releases/$ref" params={{ ref: number === null ? release : String(number) }}>
          {say(title)}
        </Link>
      ),
    },
    {
      key: 'number',
      name: t.releases.number,
      numeric: true,
      cell: ({ number }) => (number === null ? '–' : whole(number)),
    },
    { key: 'due', name: t.releases.due, cell: ({ releaseAt }) => moment(releaseAt) },
    { key: 'state', name: t.releases.state, cell: ({ status }) => words.releaseStates[status] },
    {
      key: 'indicators',
      name: t.releases.indicators,
      cell: ({ indicators: codes }) => list(codes.map((code) => names.get(code) ?? code)),
    },
    { key: 'periods', name: t.releases.periods, cell: ({ periods }) => list(periods.map(periodText)) },
  ]
  return (
    <Table caption={caption} quietCaption rows={rows} rowKey={({ release }) => release} columns={columns} />
  )
}
