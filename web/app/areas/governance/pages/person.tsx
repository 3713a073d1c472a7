import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { day } from '../../../format.ts'
import { Dialog } from '../../../forms/dialog.tsx'
import { useHolds } from '../../../session/may.tsx'
import { me } from '../../../session/me.ts'
import { actText } from '../../../ui/act-text.ts'
import { Facts } from '../../../ui/facts.tsx'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { useLanding } from '../../../ui/use-landing.ts'
import { Waiting } from '../../../ui/waiting.tsx'
import type { Position } from '../api.ts'
import { person as personOf, positions } from '../data.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { CorrectPerson } from '../ui/correct-person.tsx'
import { EraseForm } from '../ui/erase-form.tsx'
import { ChangePosition, NewPosition } from '../ui/position-forms.tsx'
import { PositionTable } from '../ui/position-table.tsx'

const route = getRouteApi('/people/$id')

/** A person with their positions, for who shares out powers. */
export const PersonPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(personOf(id))
  const { data: mine } = useQuery(me())
  const erases = useHolds('person.erase')
  const isOneself = mine?.person === id
  const { name, email, subject, erased } = data.body
  return (
    <>
      <Heading title={name} />
      <AreaNav />
      {erased ? (
        <p className="notice">{t.people.erased(day(erased.at), actText(erased.act))}</p>
      ) : (
        <Facts
          facts={[
            [t.people.labels.email, email],
            [t.people.labels.subject, subject],
          ]}
        />
      )}
      {isOneself && <p className="notice">{t.people.oneself}</p>}
      <Positions person={id} name={name} isFixed={isOneself || erased !== undefined} />
      {!erased && (
        <>
          <CorrectPerson key={data.version} person={data.body} version={data.version} />
          {erases && !isOneself && <EraseForm person={id} name={name} />}
        </>
      )}
    </>
  )
}

const Positions = ({
  person,
  name,
  isFixed,
}: {
  readonly person: string
  readonly name: string
  /** Nobody changes their own, and nothing of an erased person changes. */
  readonly isFixed: boolean
}) => {
  const found = useQuery(positions(undefined))
  const [changed, change] = useState<Position>()
  const [given, setGiven] = useState(0)
  const landing = useLanding()
  const own = found.data?.filter((one) => one.person === person)
  const today = new Date().toISOString().slice(0, 10)
  return (
    <section aria-labelledby="positions">
      <h2 id="positions" tabIndex={-1} ref={landing.ref}>
        {t.people.positions}
      </h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {!own && !found.error && <Waiting lines={3} />}
      {own?.length === 0 && <p>{t.people.noPosition}</p>}
      {own && own.length > 0 && (
        <PositionTable
          caption={t.people.positions}
          positions={own}
          first="holder"
          {...(!isFixed && {
            action: (position) =>
              (position.to === null || today < position.to) && (
                <button type="button" onClick={() => change(position)}>
                  {t.people.change}
                </button>
              ),
          })}
        />
      )}
      <Dialog
        title={t.people.changeOf(name)}
        isOpen={changed !== undefined}
        onClose={() => change(undefined)}
      >
        {changed && <ChangePosition id={changed.id} onDone={() => change(undefined)} />}
      </Dialog>
      {!isFixed && (
        <>
          <h3>{t.people.givePosition}</h3>
          <p>{t.people.rolesHint}</p>
          <NewPosition
            key={given}
            person={person}
            name={name}
            onDone={() => {
              setGiven(given + 1)
              landing.land()
            }}
          />
        </>
      )}
      <p>
        <Link to="/substitutions">{t.people.toSubstitutions}</Link>
      </p>
    </section>
  )
}
