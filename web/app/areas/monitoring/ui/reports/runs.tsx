import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../../api.ts'
import { moment, period as periodText, whole } from '../../../../format.ts'
import { Dialog } from '../../../../forms/dialog.tsx'
import { TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import type { ReportRun } from '../../../../types.ts'
import { tell } from '../../../../ui/done.ts'
import { Table } from '../../../../ui/table.tsx'
import { Refused, TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { runsOf } from '../../data.ts'
import { t } from '../../texts/reports/index.ts'

interface Props {
  readonly id: string
  readonly audience: ReportRun['audience']
  readonly name: string
}

/** What was made of a report, failed runs too; made now, or again where it failed. */
export const Runs = ({ id, audience, name }: Props) => {
  const cache = useQueryClient()
  const found = useQuery(runsOf(id))
  const [isMaking, setMaking] = useState(false)
  const refresh = () => cache.invalidateQueries({ queryKey: ['runs-of-report', id] })
  const again = useMutation({
    mutationFn: (runId: string) =>
      api.reports.redriveReportRun({ params: { runId }, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async () => {
      await refresh()
      tell(t.asked)
    },
  })
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">{t.runs}</h2>
      <p className="ways">
        <button type="button" className="main" onClick={() => setMaking(true)}>
          {t.makeNow}
        </button>
      </p>
      <Dialog title={t.makeNow} isOpen={isMaking} onClose={() => setMaking(false)}>
        <MakeNow
          id={id}
          audience={audience}
          name={name}
          onDone={async () => {
            await refresh()
            setMaking(false)
            tell(t.asked)
          }}
        />
      </Dialog>
      {again.error && <Refused error={again.error} />}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={3} />}
      {found.data?.length === 0 && <p>{t.noRuns}</p>}
      {found.data !== undefined && found.data.length > 0 && (
        <Table
          caption={t.runs}
          quietCaption
          rows={found.data}
          rowKey={(run) => run.id}
          columns={[
            {
              key: 'period',
              name: t.period,
              cell: (run) =>
                run.state === 'finished' ? (
                  <Link to="/reports/$run" params={{ run: run.id }}>
                    {periodText(run.period)}
                  </Link>
                ) : (
                  periodText(run.period)
                ),
            },
            { key: 'started', name: t.started, cell: ({ startedAt }) => moment(startedAt) },
            { key: 'why', name: t.because, cell: ({ due }) => becauseOf(due) },
            {
              key: 'state',
              name: t.state,
              cell: ({ state, failure, attempts }) => (
                <>
                  {t.states[state]}
                  {failure !== undefined && state !== 'finished' && (
                    <>
                      <br />
                      <span className="quiet">{t.failed(whole(attempts), failure)}</span>
                    </>
                  )}
                </>
              ),
            },
            {
              key: 'action',
              name: t.action,
              cell: (run) =>
                run.state === 'failed' && (
                  <button
                    type="button"
                    disabled={again.isPending}
                    aria-label={t.againOf(periodText(run.period))}
                    onClick={() => again.mutate(run.id)}
                  >
                    {t.again}
                  </button>
                ),
            },
          ]}
        />
      )}
    </section>
  )
}

/** Why a run was made: asked for, or due, perhaps late. */
const becauseOf = (due: ReportRun['due']): string => {
  if (due === null) return t.onRequest
  if (!due.late) return t.onTime
  return due.skipped === 0 ? t.late(moment(due.at)) : t.lateAndMissed(moment(due.at), whole(due.skipped))
}

const MakeNow = ({ id, audience, name, onDone }: Props & { readonly onDone: () => Promise<void> }) => {
  const initial: { readonly period?: string } = {}
  const form = useForm({
    id: `report-run.${id}`,
    title: `${t.makeNow}: ${name}`,
    initial,
    check: async () => (await import('../../checks.ts')).reportRun,
    send: (body, { idempotencyKey }) =>
      api.reports.runReport({ params: { reportId: id }, body, idempotencyKey }),
    onDone,
  })
  return (
    <Form form={form} action={t.make} labels={t.runLabels}>
      <p>{t.makeTexts[audience]}</p>
      <TextField
        name="period"
        label={t.runLabels.period}
        hint={t.runPeriodHint}
        value={form.values.period}
        onChange={(period) => form.set('period', period)}
      />
    </Form>
  )
}
