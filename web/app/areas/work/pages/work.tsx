import { type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { codesOf } from '../../../data.ts'
import { day } from '../../../format.ts'
import { draftsOf, dropDraft } from '../../../forms/drafts.ts'
import { say } from '../../../language.ts'
import { type Me, me } from '../../../session/me.ts'
import { useSession } from '../../../session/session.ts'
import { useWaiting } from '../../../session/waiting.ts'
import { ClusterName } from '../../../ui/cluster-name.tsx'
import { codeName } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { type Column, Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { notices } from '../data.ts'
import { t } from '../texts/index.ts'

/** What the person owes, what waits for them and what they have begun. */
export const WorkPage = () => {
  const person = useSession()?.subject ?? ''
  const mine = useQuery(me())
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      {mine.error && <TroubleHere error={mine.error} again={() => void mine.refetch()} />}
      {!mine.data && !mine.error && <Waiting lines={6} />}
      {mine.data && <Tasks mine={mine.data} />}
      <Drafts person={person} />
      {mine.data && <Notices mine={mine.data} />}
    </>
  )
}

/** So many of a kind are shown at first. */
const AT_FIRST = 10

/** One kind of what waits: a table, or the word that nothing does. */
const Kind = <R,>({
  id,
  title,
  nothing,
  found,
  rowKey,
  columns,
}: {
  readonly id: string
  readonly title: string
  readonly nothing: string
  readonly found: UseQueryResult<readonly R[]>
  readonly rowKey: (row: R) => string
  readonly columns: readonly Column<R>[]
}) => {
  const [isWhole, showWhole] = useState(false)
  const rows = found.data ?? []
  const shown = isWhole ? rows : rows.slice(0, AT_FIRST)
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{rows.length > 0 ? t.counted(title, rows.length) : title}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={2} />}
      {found.data?.length === 0 && <p className="quiet">{nothing}</p>}
      {rows.length > 0 && (
        <Table caption={title} quietCaption rows={shown} rowKey={rowKey} columns={columns} />
      )}
      {shown.length < rows.length && (
        <p className="ways">
          <button type="button" onClick={() => showWhole(true)}>
            {t.showAll(rows.length)}
          </button>
        </p>
      )}
    </section>
  )
}

const Tasks = ({ mine }: { readonly mine: Me }) => {
  const { applications, proposals, duties, alerts } = useWaiting(mine)
  return (
    <>
      <Kind
        id="duties"
        title={t.duties}
        nothing={t.noDuties}
        found={duties}
        rowKey={({ campaign, cluster }) => `${campaign} ${cluster}`}
        columns={[
          {
            key: 'cluster',
            name: t.cluster,
            cell: ({ campaign, cluster }) => (
              <a href={`/campaigns/${campaign}/entry/${cluster}`}>
                <ClusterName id={cluster} />
              </a>
            ),
          },
          { key: 'campaign', name: t.campaign, cell: ({ name }) => say(name) },
          { key: 'standing', name: t.state, cell: ({ standing }) => t.standings[standing] },
          { key: 'deadline', name: t.due, cell: ({ deadline }) => day(deadline) },
        ]}
      />
      <Kind
        id="applications"
        title={t.applications}
        nothing={t.noApplications}
        found={applications}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'cluster',
            name: t.cluster,
            cell: ({ id, cluster }) => (
              <Link to="/applications/$id" params={{ id }}>
                <ClusterName id={cluster} />
              </Link>
            ),
          },
          { key: 'todo', name: t.toDo, cell: ({ status }) => t.steps[status] },
          {
            key: 'due',
            name: t.due,
            cell: ({ due, overdue }) => (due === undefined ? '–' : overdue ? t.overdue(day(due)) : day(due)),
          },
        ]}
      />
      <Kind
        id="proposals"
        title={t.proposals}
        nothing={t.noProposals}
        found={proposals}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'cluster',
            name: t.cluster,
            cell: ({ cluster }) => (
              <Link to="/clusters/$id/members" params={{ id: cluster }}>
                <ClusterName id={cluster} />
              </Link>
            ),
          },
          { key: 'by', name: t.proposedBy, cell: ({ proposedBy }) => t.sides[proposedBy] },
          { key: 'at', name: t.on, cell: ({ createdAt }) => day(createdAt) },
        ]}
      />
      <Kind
        id="alerts"
        title={t.alerts}
        nothing={t.noAlerts}
        found={alerts}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', name: t.alert, cell: ({ name }) => <Link to="/alerts">{say(name)}</Link> },
          { key: 'subject', name: t.subject, cell: ({ subject }) => <Subject subject={subject} /> },
          { key: 'severity', name: t.severity, cell: ({ severity }) => t.severities[severity] },
          { key: 'state', name: t.state, cell: ({ state }) => t.alertStates[state] },
          { key: 'since', name: t.on, cell: ({ openedAt }) => day(openedAt) },
        ]}
      />
    </>
  )
}

/** Of what an alert is: a cluster, or a group of clusters or regions. */
const Subject = ({
  subject: { universe, dimension, code },
}: {
  readonly subject: { readonly universe: string; readonly dimension: string; readonly code: string }
}): ReactNode => {
  const { data = [] } = useQuery(codesOf(dimension === 'category' ? 'categories' : 'regions'))
  if (universe === 'cluster' && dimension === 'unit')
    return (
      <Link to="/clusters/$id" params={{ id: code }}>
        <ClusterName id={code} />
      </Link>
    )
  const known = data.find((one) => one.code === code)
  return known === undefined ? code : codeName(known)
}

/** What the person and their organisations were told, the newest first. */
const Notices = ({ mine }: { readonly mine: Me }) => {
  const recipients = [...new Set([mine.person ?? '', ...mine.positions.map(({ holder }) => holder)])]
  const read = useQueries({ queries: recipients.filter(Boolean).map(notices) })
  const failed = read.find(({ error }) => error !== null)
  const told = read
    .flatMap(({ data }) => data?.items ?? [])
    .toSorted((a, b) => b.at.localeCompare(a.at))
    .slice(0, 20)
  return (
    <section aria-labelledby="notices">
      <h2 id="notices">{t.notices}</h2>
      {failed && <TroubleHere error={failed.error} again={() => void failed.refetch()} />}
      {read.some(({ isPending }) => isPending) && <Waiting lines={2} />}
      {told.length === 0 && read.every(({ isSuccess }) => isSuccess) && (
        <p className="quiet">{t.noNotices}</p>
      )}
      {told.length > 0 && (
        <Table
          caption={t.notices}
          quietCaption
          rows={told}
          rowKey={({ recipient, at, kind, about }) => `${recipient} ${at} ${kind} ${about}`}
          columns={[
            {
              key: 'cluster',
              name: t.cluster,
              cell: ({ cluster, about }) => <About cluster={cluster} about={about} />,
            },
            { key: 'what', name: t.what, cell: ({ kind }) => t.told[kind] },
            { key: 'at', name: t.on, cell: ({ at }) => day(at) },
            { key: 'due', name: t.due, cell: ({ due }) => (due === undefined ? '–' : day(due)) },
            { key: 'reason', name: t.reason, cell: ({ reason }) => reason ?? '–' },
          ]}
        />
      )}
    </section>
  )
}

const About = ({ cluster, about }: { readonly cluster: string; readonly about: string }): ReactNode =>
  about.startsWith('app_') ? (
    <Link to="/applications/$id" params={{ id: about }}>
      <ClusterName id={cluster} />
    </Link>
  ) : (
    <Link to="/clusters/$id" params={{ id: cluster }}>
      <ClusterName id={cluster} />
    </Link>
  )

/** What was typed and not sent, kept in this browser. */
const Drafts = ({ person }: { readonly person: string }) => {
  const [drafts, setDrafts] = useState(() => draftsOf(person))
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{t.drafts}</h2>
      {drafts.length === 0 ? (
        <p className="quiet">{t.noDrafts}</p>
      ) : (
        <Table
          caption={t.drafts}
          quietCaption
          rows={drafts}
          rowKey={({ form }) => form}
          columns={[
            { key: 'draft', name: t.draft, cell: ({ address, title }) => <a href={address}>{title}</a> },
            { key: 'saved', name: t.savedAt, cell: ({ savedAt }) => day(new Date(savedAt).toISOString()) },
            {
              key: 'discard',
              name: t.discard,
              cell: ({ form, title }) => (
                <button
                  type="button"
                  aria-label={t.discardOne(title)}
                  onClick={() => {
                    dropDraft(person, form)
                    setDrafts(draftsOf(person))
                  }}
                >
                  {t.discard}
                </button>
              ),
            },
          ]}
        />
      )}
    </section>
  )
}
