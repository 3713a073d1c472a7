import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { replaced } from '../../../forms/merge.ts'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { application as applicationOf, clusterToEdit } from '../data.ts'
import { t } from '../texts/index.ts'
import { FactsFields, type FactValues, factSetters } from '../ui/facts-fields.tsx'

const route = getRouteApi('/applications/$id/facts')

/** Changes what an application for amendment asks for. */
export const ApplicationFactsPage = () => {
  const { id } = route.useParams()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(applicationOf(id))
  const { data: read } = useSuspenseQuery(clusterToEdit(data.application.cluster))
  const name = say(read.cluster.names)
  const content = ({ facts = {} }: typeof data.application): { readonly facts: FactValues } => ({ facts })
  const form = useForm({
    id: `application.${id}.facts`,
    title: t.begin.draft(name),
    initial: content(data.application),
    version: data.version,
    check: async () => (await import('../checks.ts')).applicationContent,
    send: (body, { version }) =>
      api.registers.changeApplication({ params: { applicationId: id }, body, version }),
    reread: async () => {
      const { body, version = 0 } = await api.registers.getApplication({ params: { applicationId: id } })
      return { values: content(body), version }
    },
    onDone: async () => {
      tell(t.begin.changed)
      await navigate({ to: '/applications/$id', params: { id } })
    },
  })
  const { names, primaryCategory, regions, seat, managementOrganisation } = read.cluster
  return (
    <>
      <Heading title={t.application.title.amendment(name)} lead={t.begin.amendmentLead} />
      <p>
        <Link to="/applications/$id" params={{ id }}>
          {t.application.back}
        </Link>
      </p>
      <Form form={form} action={t.edit.save} labels={t.begin.labels}>
        <FactsFields
          name="facts"
          value={{ names, primaryCategory, regions, seat, managementOrganisation, ...form.values.facts }}
          on={factSetters((field, value) => form.set('facts', replaced(form.values.facts, [field], value)))}
        />
      </Form>
    </>
  )
}
