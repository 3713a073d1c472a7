import '../operations.css'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { moment, period as periodName, whole } from '../../../format.ts'
import { say } from '../../../language.ts'
import { Choice } from '../../../ui/choice.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { More } from '../../../ui/more.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Refused, TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { reports, runsOf } from '../data.ts'
import { t } from '../texts/index.ts'
import { Ways } from '../ui/ways.tsx'

const route = getRouteApi('/operations/reports')

/** The runs of a report: those that failed are made again from here. */
export const ReportRunsPage = () => {
  const { report } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useInfiniteQuery(reports())
  const known = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <Heading title={t.reports.title} lead={t.reports.lead}>
        <Ways />
      </Heading>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={3} />}
      {found.data && known.length === 0 && <p className="notice">{t.reports.none}</p>}
      {known.length > 0 && (
        <div className="fields">
          <Choice
            name={t.reports.report}
            value={report ?? ''}
            options={[
              ['', t.reports.choose],
              ...known.map(({ id, content }) => [id, say(content.names)] as const),
            ]}
            onChange={(next) =>
              void navigate({
                search: next === '' ? {} : { report: next },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </div>
      )}
      <More of={found} />
      {report !== undefined && <Runs report={report} />}
    </>
  )
}

const Runs = ({ report }: { readonly report: string }) => {
  const cache = useQueryClient()
  const found = useInfiniteQuery(runsOf(report))
  const redrive = useMutation({
    mutationFn: (runId: string) =>
      api.reports.redriveReportRun({ params: { runId }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: ['runs-of-report', report] })
      tell(t.reports.requeued)
    },
  })
  return (
    <>
      {redrive.error && <Refused error={redrive.error} />}
      <PagedTable
        found={found}
        caption={t.reports.title}
        none={t.reports.noRuns}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'period',
            name: t.reports.period,
            cell: ({ id, period, state }) =>
              state === 'finished' ? (
                <Link to="/reports/$run" params={{ run: id }}>
                  {periodName(period)}
                </Link>
              ) : (
                periodName(period)
              ),
          },
          {
            key: 'state',
            name: t.reports.state,
            cell: ({ state }) => (
              <span className="outcome" data-outcome={state}>
                {t.reports.states[state]}
              </span>
            ),
          },
          { key: 'started', name: t.reports.started, cell: ({ startedAt }) => moment(startedAt) },
          {
            key: 'attempts',
            name: t.reports.attempts,
            numeric: true,
            cell: ({ attempts }) => whole(attempts),
          },
          { key: 'failure', name: t.reports.failure, cell: ({ failure }) => failure ?? '–' },
          {
            key: 'redrive',
            name: t.redrive,
            cell: ({ id, state, period }) =>
              state === 'failed' && (
                <button
                  type="button"
                  disabled={redrive.isPending}
                  aria-label={t.redriveOne(periodName(period))}
                  onClick={() => redrive.mutate(id)}
                >
                  {t.redrive}
                </button>
              ),
          },
        ]}
      />
    </>
  )
}
