import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { save } from '../../../figures/download.ts'
import { day } from '../../../format.ts'
import { HolderName } from '../../../session/holder-name.tsx'
import { me } from '../../../session/me.ts'
import { t as session } from '../../../session/texts/index.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { explanation, personalData } from '../data.ts'
import { powerName } from '../powers/names.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { HolderLink } from '../ui/holder-link.tsx'
import { Reach } from '../ui/reach.tsx'

/** Everything that the platform knows of who is signed in, and how it is erased. */
export const OwnDataPage = () => {
  const mine = useQuery(me())
  return (
    <>
      <Heading title={t.ownData.title} lead={t.ownData.lead} />
      <AreaNav />
      {mine.error && <TroubleHere error={mine.error} again={() => void mine.refetch()} />}
      {!mine.data && !mine.error && <Waiting lines={8} />}
      {mine.data &&
        (mine.data.person === null ? (
          <p className="notice">{t.ownData.unknown}</p>
        ) : (
          <Known person={mine.data.person} />
        ))}
    </>
  )
}

const Known = ({ person }: { readonly person: string }) => {
  const found = useQuery(personalData(person))
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={8} />
  const { profile, positions, substitutions, grants, apiKeys } = found.data
  return (
    <>
      <Facts
        facts={[
          [t.people.labels.name, profile?.name],
          [t.people.labels.email, profile?.email],
          [t.people.labels.subject, profile?.subject],
          [t.ownData.id, <code key="id">{person}</code>],
          [t.ownData.keys, apiKeys.length > 0 && apiKeys.join(', ')],
        ]}
      />
      <p className="ways">
        <button
          type="button"
          onClick={() =>
            save(
              new Blob([JSON.stringify(found.data, null, 2)], { type: 'application/json' }),
              `${person}.json`,
            )
          }
        >
          {t.ownData.download}
        </button>
      </p>
      <h2>{t.people.positions}</h2>
      {positions.length === 0 && substitutions.length === 0 && <p>{session.noPosition}</p>}
      <ul>
        {positions.map(({ holder, role, from, to }) => (
          <li key={`${holder} ${from}`}>
            <HolderName id={holder} /> – {session.roles[role]}
            {from !== undefined && `, ${t.why.since(day(from), to == null ? null : day(to))}`}
          </li>
        ))}
        {substitutions.map(({ id, holder, from, to }) => (
          <li key={id}>
            <HolderName id={holder} /> – {session.acting}, {t.why.since(day(from), day(to))}
          </li>
        ))}
      </ul>
      <h2>{t.ownData.powers}</h2>
      {grants.length === 0 ? (
        <p>{t.ownData.noPower}</p>
      ) : (
        <Table
          caption={t.ownData.powers}
          quietCaption
          rows={grants}
          rowKey={({ grant, insteadOf }) => `${grant} ${insteadOf}`}
          columns={[
            {
              key: 'power',
              name: t.grants.labels.power,
              cell: ({ grant, power }) => (
                <Link to="/grants/$id" params={{ id: grant }}>
                  {powerName(power)}
                </Link>
              ),
            },
            { key: 'where', name: t.grants.labels.territory, cell: (one) => <Reach of={one} /> },
            { key: 'by', name: t.ownData.by, cell: ({ holder }) => <HolderName id={holder} /> },
            {
              key: 'when',
              name: t.ownData.when,
              cell: ({ from, to }) => t.why.since(day(from), to && day(to)),
            },
          ]}
        />
      )}
      <h2>{t.ownData.erasure}</h2>
      <p>{t.ownData.erasureText}</p>
      <Erasers />
      <p className="quiet">{t.ownData.changes}</p>
    </>
  )
}

/** Who decides about erasing somebody's data. */
const Erasers = () => {
  const { data } = useQuery(explanation({ power: 'person.erase' }))
  if (data === undefined) return <Waiting lines={1} />
  if (data.holders.length === 0) return <p>{t.ownData.noEraser}</p>
  return (
    <ul>
      {data.holders.map(({ holder, holderNames }) => (
        <li key={holder}>
          <HolderLink holder={holder} names={holderNames} />
        </li>
      ))}
    </ul>
  )
}
