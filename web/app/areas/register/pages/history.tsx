import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { troubleOf } from '../../../api.ts'
import { cluster as clusterOf } from '../../../data.ts'
import { day } from '../../../format.ts'
import { same } from '../../../forms/merge.ts'
import { say } from '../../../language.ts'
import type { Cluster } from '../../../types.ts'
import { Heading } from '../../../ui/heading.tsx'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { clusterAt, membersAt, type PastAsked } from '../past.ts'
import { t } from '../texts/index.ts'
import { type Difference, DifferenceTable } from '../ui/difference.tsx'
import { rolesText } from '../ui/membership-fields.tsx'

const route = getRouteApi('/clusters/$id/history')

/** A cluster as it was on a day, and as the register knew it on another, beside what it is now. Both days stand in the
 *  address. */
export const HistoryPage = () => {
  const { id } = route.useParams()
  const asked = route.useSearch()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const isAsked = asked.asOf !== undefined || asked.knownAt !== undefined
  return (
    <>
      <Heading title={t.history.title(say(cluster.names))} lead={t.history.lead} />
      <p>
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>
      </p>
      <Days key={`${asked.asOf} ${asked.knownAt}`} />
      {isAsked ? <Past cluster={cluster} asked={asked} /> : <p>{t.history.choose}</p>}
    </>
  )
}

const Days = () => {
  const asked = route.useSearch()
  const navigate = route.useNavigate()
  const id = useId()
  const today = new Date().toISOString().slice(0, 10)
  const [asOf, setAsOf] = useState(asked.asOf ?? '')
  const [knownAt, setKnownAt] = useState(asked.knownAt ?? '')
  const go = (event: FormEvent) => {
    event.preventDefault()
    void navigate({ search: { ...(asOf && { asOf }), ...(knownAt && { knownAt }) }, resetScroll: false })
  }
  return (
    <form className="fields" aria-label={t.history.days} onSubmit={go}>
      <div className="field">
        <label htmlFor={`${id}-as-of`}>{t.history.asOf}</label>
        <input id={`${id}-as-of`} type="date" value={asOf} onChange={({ target }) => setAsOf(target.value)} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-known-at`}>{t.history.knownAt}</label>
        <input
          id={`${id}-known-at`}
          type="date"
          max={today}
          value={knownAt}
          onChange={({ target }) => setKnownAt(target.value)}
        />
      </div>
      <button type="submit">{t.history.show}</button>
    </form>
  )
}

const FIELDS = [
  'status',
  'names',
  'descriptions',
  'primaryCategory',
  'categories',
  'industries',
  'regions',
  'seat',
  'managementOrganisation',
  'type',
  'stage',
  'stageReason',
  'yearFounded',
  'products',
  'labels',
  'website',
] as const satisfies readonly (keyof Cluster)[]

const Past = ({ cluster, asked }: { readonly cluster: Cluster; readonly asked: PastAsked }) => {
  const found = useQuery({ ...clusterAt(cluster.id, asked), retry: false })
  if (found.error !== null && troubleOf(found.error) === 'missing')
    return <p role="status">{t.history.notThen}</p>
  if (found.error) return <TroubleHere error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Waiting lines={8} />
  const past = found.data
  const rows = FIELDS.map((field): Difference => ({ field, before: past[field], after: cluster[field] }))
  const count = rows.filter(({ before, after }) => !same(before, after)).length
  const then = saidOf(asked)
  return (
    <>
      <section aria-labelledby="then">
        <h2 id="then">{then}</h2>
        <p role="status">{t.history.differing(count)}</p>
        <DifferenceTable
          caption={then}
          heads={[t.history.before, t.history.now]}
          rows={rows.filter(({ before, after }) => before !== undefined || after !== undefined)}
        />
      </section>
      <PastMembers cluster={cluster.id} asked={asked} />
    </>
  )
}

const saidOf = ({ asOf, knownAt }: PastAsked): string => {
  if (knownAt === undefined) return t.history.onDay(day(asOf ?? ''))
  return asOf === undefined
    ? t.history.knownOn(day(knownAt))
    : t.history.onDayKnownOn(day(asOf), day(knownAt))
}

/** Who was a member then, and whether it is now. */
const PastMembers = ({ cluster, asked }: { readonly cluster: string; readonly asked: PastAsked }) => {
  const found = useQuery({ ...membersAt(cluster, asked), retry: false })
  const now = useQuery(membersAt(cluster, { asOf: new Date().toISOString().slice(0, 10) }))
  const still = new Set(now.data?.map(({ organisation }) => organisation))
  const rows = found.data ?? []
  const joined = (now.data ?? []).filter(
    ({ organisation }) => !rows.some((one) => one.organisation === organisation),
  )
  const trouble = found.error ?? now.error
  return (
    <section aria-labelledby="members-then">
      <h2 id="members-then">{t.history.members}</h2>
      {trouble && (
        <TroubleHere error={trouble} again={() => void Promise.all([found.refetch(), now.refetch()])} />
      )}
      {(found.isPending || now.isPending) && <Waiting lines={4} />}
      {found.data?.length === 0 && <p>{t.history.noMembers}</p>}
      {rows.length > 0 && now.data && (
        <Table
          caption={t.history.members}
          quietCaption
          rows={rows}
          rowKey={({ organisation, from }) => `${organisation} ${from}`}
          columns={[
            {
              key: 'organisation',
              name: t.members.labels.organisation,
              cell: ({ organisationNames }) => say(organisationNames),
            },
            { key: 'roles', name: t.members.labels.roles, cell: ({ roles }) => rolesText(roles) },
            { key: 'from', name: t.members.labels.from, cell: ({ from }) => day(from) },
            {
              key: 'now',
              name: t.history.now,
              cell: ({ organisation }) =>
                still.has(organisation) ? t.history.still : <strong>{t.history.left}</strong>,
            },
          ]}
        />
      )}
      {found.data && now.data && joined.length > 0 && <p>{t.history.joined(joined.length)}</p>}
    </section>
  )
}
