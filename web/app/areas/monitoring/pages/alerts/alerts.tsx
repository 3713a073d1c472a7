import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { moment, period as periodText } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import { useHolds } from '../../../../session/may.tsx'
import { Choice } from '../../../../ui/choice.tsx'
import { Heading } from '../../../../ui/heading.tsx'
import { More } from '../../../../ui/more.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import type { Alert } from '../../api.ts'
import { alertsOf } from '../../data.ts'
import { t } from '../../texts/alerts/index.ts'
import { conditionText, readText } from '../../ui/alerts/condition-words.ts'
import { SettleAlert } from '../../ui/alerts/settle-alert.tsx'
import { useIndicators } from '../../ui/indicators.ts'
import { useSubjects } from '../../ui/subjects.ts'

const route = getRouteApi('/alerts')

const SEVERITIES = ['critical', 'warning', 'info'] as const

/** The reader's alerts, and what is done about each. */
export const AlertsPage = () => {
  const { over, severity } = route.useSearch()
  const navigate = route.useNavigate()
  const rules = useHolds('target.set')
  const found = useInfiniteQuery(alertsOf(over === 'yes' ? 'resolved' : 'unresolved', severity))
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      {rules && (
        <p className="ways">
          <Link to="/alerts/rules">{t.toRules}</Link>
        </p>
      )}
      <div className="fields">
        <Choice
          name={t.state}
          value={over ?? 'no'}
          options={[
            ['no', t.unresolved],
            ['yes', t.over],
          ]}
          onChange={(chosen) =>
            void navigate({
              search: ({ over: _, ...before }) => (chosen === 'yes' ? { ...before, over: 'yes' } : before),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <Choice<(typeof SEVERITIES)[number] | 'all'>
          name={t.labels.severity}
          value={severity ?? 'all'}
          options={[['all', t.all], ...SEVERITIES.map((one) => [one, t.severities[one]] as const)]}
          onChange={(chosen) =>
            void navigate({
              search: ({ severity: _, ...before }) =>
                chosen === 'all' ? before : { ...before, severity: chosen },
              replace: true,
              resetScroll: false,
            })
          }
        />
      </div>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={6} />}
      {found.isSuccess && rows.length === 0 && <p>{over === 'yes' ? t.noneOver : t.none}</p>}
      {rows.length > 0 && <Alerts rows={rows} />}
      <More of={found} />
    </>
  )
}

const Alerts = ({ rows }: { readonly rows: readonly Alert[] }) => {
  const indicators = useIndicators()
  const { nameOf } = useSubjects()
  return (
    <Table
      caption={t.title}
      quietCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          name: t.alert,
          cell: (alert) => (
            <>
              {say(alert.name)}
              <br />
              <span className="quiet">{conditionText(alert, indicators)}</span>
            </>
          ),
        },
        {
          key: 'subject',
          name: t.subject,
          cell: (alert) =>
            alert.subject.universe === 'cluster' && alert.subject.dimension === 'unit' ? (
              <Link to="/clusters/$id" params={{ id: alert.subject.code }}>
                {nameOf(alert.subject)}
              </Link>
            ) : (
              nameOf(alert.subject)
            ),
        },
        { key: 'severity', name: t.labels.severity, cell: ({ severity }) => t.severities[severity] },
        {
          key: 'value',
          name: t.read,
          cell: (alert) =>
            alert.period === undefined
              ? readText(alert, indicators)
              : t.readOf(readText(alert, indicators), periodText(alert.period)),
        },
        { key: 'since', name: t.since, cell: ({ openedAt }) => moment(openedAt) },
        { key: 'state', name: t.state, cell: (alert) => <State alert={alert} /> },
        {
          key: 'action',
          name: t.action,
          cell: (alert) =>
            alert.state !== 'resolved' && <SettleAlert alert={alert} subject={nameOf(alert.subject)} />,
        },
      ]}
    />
  )
}

/** How far an alert is, with the notes of those who settled it. */
const State = ({ alert: { state, acknowledged, resolved } }: { readonly alert: Alert }): ReactNode => {
  const notes = [acknowledged?.note, resolved?.note].filter((note) => note !== undefined)
  return (
    <>
      {state === 'resolved' && resolved?.by === 'platform' ? t.endedByItself : t.states[state]}
      {notes.map((note) => (
        <span key={note} className="quiet">
          <br />
          {note}
        </span>
      ))}
    </>
  )
}
