import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { indicators } from '../../../data.ts'
import { t as figureTexts } from '../../../figures/texts/index.ts'
import { list, moment, period as periodText, whole } from '../../../format.ts'
import { say } from '../../../language.ts'
import type { Release } from '../../../types.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { t as words } from '../../../words/index.ts'
import { releaseContents, release as releaseOf } from '../data.ts'
import { t } from '../texts/index.ts'

const route = getRouteApi('/releases/$ref')

/** One release: when, of what, what it revises, who sees it before, and what it holds. */
export const ReleasePage = () => {
  const { ref } = route.useParams()
  const { data: release } = useSuspenseQuery(releaseOf(ref))
  const { title, status, number, releaseAt, preparedAt, publishedAt, late, note, embargo } = release
  return (
    <>
      <Heading title={say(title)}>
        <p className="ways">
          <Link to="/releases">{t.releases.all}</Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.releases.number, number === null ? null : whole(number)],
          [t.releases.state, words.releaseStates[status]],
          [t.releases.due, moment(releaseAt)],
          [t.releases.preparedAt, preparedAt && moment(preparedAt)],
          [
            t.releases.publishedAt,
            publishedAt && (late ? t.releases.late(moment(publishedAt)) : moment(publishedAt)),
          ],
          [t.releases.periods, list(release.periods.map(periodText))],
        ]}
      />
      {note && (
        <section aria-labelledby="note">
          <h2 id="note">{t.releases.note}</h2>
          <p>{say(note)}</p>
        </section>
      )}
      <section aria-labelledby="contents">
        <h2 id="contents">{t.releases.contents}</h2>
        {status === 'published' && number !== null ? (
          <Contents release={{ ...release, number }} />
        ) : (
          <Announced release={release} />
        )}
      </section>
      <section aria-labelledby="embargo">
        <h2 id="embargo">{t.releases.embargo}</h2>
        <p>{embargo.length === 0 ? t.releases.nobodyBefore : t.releases.embargoed}</p>
        {embargo.length > 0 && (
          <ul>
            {embargo.map(({ office }) => (
              <li key={say(office)}>{say(office)}</li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}

/** What a release that is not out yet will hold. */
const Announced = ({ release: { indicators: codes, releaseAt } }: { readonly release: Release }) => {
  const { data } = useSuspenseQuery(indicators())
  return (
    <>
      <p>{t.releases.notOut(moment(releaseAt))}</p>
      <ul>
        {data.items
          .filter(({ code }) => codes.includes(code))
          .map(({ code, name }) => (
            <li key={code}>{say(name)}</li>
          ))}
      </ul>
    </>
  )
}

type Published = Release & { readonly number: number }

const Contents = ({ release: { release: id, number: release } }: { readonly release: Published }) => {
  const { data } = useSuspenseQuery(indicators())
  const found = useQuery(releaseContents(id))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={4} />
  const names = new Map(data.items.map(({ code, name }) => [code, say(name)]))
  const nameOf = (code: string) => names.get(code) ?? code
  return (
    <>
      <p>{t.releases.contentsLead}</p>
      <Table
        caption={t.releases.contents}
        quietCaption
        rows={found.data.items}
        rowKey={({ indicator, period }) => `${indicator} ${period}`}
        columns={[
          {
            key: 'indicator',
            name: figureTexts.indicator,
            cell: ({ indicator, period }) => (
              <Link to="/figures" search={{ indicator, period, release, dimension: 'region' }}>
                {`${nameOf(indicator)}, ${periodText(period)}`}
              </Link>
            ),
          },
          {
            key: 'reporting',
            name: t.releases.reporting,
            numeric: true,
            cell: ({ reporting, expected }) =>
              expected === null
                ? whole(reporting)
                : t.releases.reportingOf(whole(reporting), whole(expected)),
          },
          { key: 'shown', name: t.releases.shown, numeric: true, cell: ({ shown }) => whole(shown) },
          {
            key: 'standing',
            name: t.releases.standing,
            numeric: true,
            cell: ({ standing }) => whole(standing),
          },
          {
            key: 'withheld',
            name: t.releases.withheld,
            numeric: true,
            cell: ({ withheld }) => whole(withheld),
          },
          {
            key: 'file',
            name: t.releases.file,
            cell: ({ indicator, period }) => (
              <a
                href={csvOf({ indicator, period, release })}
                aria-label={t.releases.fileOf(nameOf(indicator), periodText(period))}
              >
                {t.releases.csv}
              </a>
            ),
          },
        ]}
      />
    </>
  )
}

/** Where the API gives the figures of a release by region as a table. */
const csvOf = ({
  indicator,
  period,
  release,
}: {
  readonly indicator: string
  readonly period: string
  readonly release: number
}): string =>
  `/api/v1/kpis?${new URLSearchParams({ indicator, dimension: 'region', from: period, to: period, release: String(release), format: 'csv' })}`
