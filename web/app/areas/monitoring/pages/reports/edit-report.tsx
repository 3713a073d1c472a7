import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../../api.ts'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { reportDefinitionOf } from '../../data.ts'
import { reportValues } from '../../reports/report-values.ts'
import { t } from '../../texts/reports/index.ts'
import { ReportFields } from '../../ui/reports/report-fields.tsx'
import { ReportPreview } from '../../ui/reports/report-preview.tsx'
import { useReportPreview } from '../../ui/reports/use-report-preview.tsx'
import { ownTimeZone } from '../../ui/time-zone-field.tsx'

const route = getRouteApi('/report-definitions/$id/edit')

/** Defines a report anew: it is read by who may have it made. */
export const EditReportPage = () => {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(reportDefinitionOf(id))
  const name = say(data.report.content.names)
  const form = useForm({
    id: `report.${id}`,
    title: t.edit(name),
    initial: reportValues(data.report.content, ownTimeZone()),
    version: data.version,
    check: async () => (await import('../../checks.ts')).reportDefinition,
    send: (body, { version }) => api.reports.changeReport({ params: { reportId: id }, body, version }),
    reread: async () => {
      const { body, version = 0 } = await api.reports.getReport({ params: { reportId: id } })
      return { values: reportValues(body.content, ownTimeZone()), version }
    },
    onDone: async () => {
      tell(t.changed)
      await navigate({ to: '/report-definitions/$id', params: { id } })
    },
  })
  const { preview, controls } = useReportPreview(form)
  return (
    <>
      <Heading title={t.edit(name)} lead={t.editLead} />
      <p>
        <Link to="/report-definitions/$id" params={{ id }}>
          {name}
        </Link>
      </p>
      <Form form={form} action={t.saveChanges} labels={t.labels} also={controls}>
        <ReportFields values={form.values} set={form.set} />
      </Form>
      <ReportPreview preview={preview} />
    </>
  )
}
