import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../../api.ts'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { emptyReport } from '../../reports/report-values.ts'
import { t } from '../../texts/reports/index.ts'
import { ReportFields } from '../../ui/reports/report-fields.tsx'
import { ReportPreview } from '../../ui/reports/report-preview.tsx'
import { useReportPreview } from '../../ui/reports/use-report-preview.tsx'
import { ownTimeZone } from '../../ui/time-zone-field.tsx'

const route = getRouteApi('/report-definitions/new')

/** Defines a report. */
export const NewReportPage = () => {
  return (
    <>
      <Heading title={t.define} lead={t.defineLead} />
      <p>
        <Link to="/report-definitions">{t.back}</Link>
      </p>
      <ForHolders of={['report.schedule']} lacking={t.mayNot}>
        <NewReport />
      </ForHolders>
    </>
  )
}

const NewReport = () => {
  const navigate = route.useNavigate()
  const form = useForm({
    id: 'report.new',
    title: t.define,
    initial: emptyReport(ownTimeZone()),
    check: async () => (await import('../../checks.ts')).reportDefinition,
    send: async (body, { idempotencyKey }) =>
      (await api.reports.createReport({ body, idempotencyKey })).body.id,
    onDone: async (id) => {
      tell(t.defined)
      await navigate({ to: '/report-definitions/$id', params: { id } })
    },
  })
  const { preview, controls } = useReportPreview(form)
  return (
    <>
      <Form form={form} action={t.save} labels={t.labels} also={controls}>
        <ReportFields values={form.values} set={form.set} />
      </Form>
      <ReportPreview preview={preview} />
    </>
  )
}
