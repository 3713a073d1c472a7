import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useHolds } from '../../../session/may.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { persons, positions } from '../data.ts'
import { t } from '../texts/index.ts'
import { PositionTable } from './position-table.tsx'

/** Who holds a position at a holder, for who shares out powers; to others nothing. */
export const Staff = ({ holder }: { readonly holder: string }) =>
  useHolds('power.grant') ? <StaffList holder={holder} /> : null

const StaffList = ({ holder }: { readonly holder: string }) => {
  const seats = useQuery(positions(holder))
  const people = useQuery(persons())
  const error = seats.error ?? people.error
  return (
    <section aria-labelledby="staff">
      <h2 id="staff">{t.people.staff}</h2>
      {error && (
        <TroubleHere error={error} again={() => void Promise.all([seats.refetch(), people.refetch()])} />
      )}
      {!error && !(seats.data && people.data) && <Waiting lines={3} />}
      {seats.data && people.data && (
        <>
          {seats.data.length === 0 ? (
            <p>{t.people.noStaff}</p>
          ) : (
            <PositionTable
              caption={t.people.staff}
              positions={seats.data}
              first="person"
              nameOf={(id) => people.data.find((one) => one.id === id)?.name ?? id}
            />
          )}
          <p>
            <Link to="/people">{t.people.toPeople}</Link>
          </p>
        </>
      )}
    </section>
  )
}
