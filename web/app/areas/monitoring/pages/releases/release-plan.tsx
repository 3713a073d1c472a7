import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { list, moment, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { MayNot, useMay } from '../../../../session/may.tsx'
import { Facts } from '../../../../ui/facts.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { t as words } from '../../../../words/index.ts'
import { releasePlanOf } from '../../data.ts'
import { t } from '../../texts/releases/index.ts'
import { useIndicators } from '../../ui/indicators.ts'
import { usePeople } from '../../ui/person-field.tsx'
import { Held } from '../../ui/releases/held.tsx'
import { SteerRelease } from '../../ui/releases/steer-release.tsx'

const route = getRouteApi('/release-plans/$id')

/** One release for who publishes: its steps, and before its time what it will show and withhold. */
export const ReleasePlanPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(releasePlanOf(id))
  const { release, version } = data
  const { status, number, releaseAt, preparedAt, publishedAt, note, indicators, periods, embargo } = release
  const { nameOf } = useIndicators()
  const people = usePeople()
  const may = useMay('release.publish', { regions: [] })
  return (
    <>
      <Heading title={say(release.title)}>
        <p className="ways">
          <Link to="/release-plans">{t.back}</Link>
          <Link to="/releases/$ref" params={{ ref: id }}>
            {t.publicPage}
          </Link>
        </p>
      </Heading>
      <Facts
        facts={[
          [t.state, words.releaseStates[status]],
          [t.number, number],
          [t.labels.releaseAt, moment(releaseAt)],
          [t.preparedAt, preparedAt && moment(preparedAt)],
          [t.publishedAt, publishedAt && moment(publishedAt)],
          [t.labels.indicators, list(indicators.map(nameOf))],
          [t.labels.periods, list(periods.map(periodText))],
          [t.labels.note, note && say(note)],
        ]}
      />
      <p>{t.next[status]}</p>
      {may.may ? <SteerRelease id={id} release={release} version={version} /> : <MayNot of={may} />}
      <section aria-labelledby="held">
        <h2 id="held">{t.held}</h2>
        {number === null || status === 'preparing' ? (
          <p>{t.notPrepared}</p>
        ) : (
          <Held id={id} number={number} isOut={status === 'published'} />
        )}
      </section>
      <section aria-labelledby="readers">
        <h2 id="readers">{t.labels.embargo}</h2>
        {embargo.length === 0 ? (
          <p>{t.nobody}</p>
        ) : (
          <ul>
            {embargo.map(({ person, office }) => (
              <li key={`${person} ${say(office)}`}>
                {say(office)}
                {person !== undefined && `: ${people.get(person) ?? person}`}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
