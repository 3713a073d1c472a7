import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { DateField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { organisationToEdit } from '../data.ts'
import { contentOf } from '../profile.ts'
import { t } from '../texts/index.ts'
import { OrganisationFields, type OrganisationValues } from '../ui/organisation-fields.tsx'

const route = getRouteApi('/organisations/$id/edit')

/** Changes what is said of an organisation, from a day on. */
export const EditOrganisationPage = () => {
  const { id: asked } = route.useParams()
  const { data } = useSuspenseQuery(organisationToEdit(asked))
  const { id, names, seat } = data.organisation
  const regions = useCodes('regions')
  const may = useMay('organisation.edit', { regions: [pathOf(regions.all, seat.region)] })
  return (
    <>
      <Heading title={t.organisationForm.editTitle(say(names))} lead={t.organisationForm.newLead} />
      <p>
        <Link to="/organisations/$id" params={{ id }}>
          {t.organisation.back}
        </Link>
      </p>
      {may.may ? <EditForm id={id} /> : <MayNot of={may} />}
    </>
  )
}

type Content = Parameters<typeof api.clusters.changeOrganisation>[0]['body']

const EditForm = ({ id }: { readonly id: string }) => {
  const cache = useQueryClient()
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(organisationToEdit(id))
  const params = { organisationId: id }
  const form = useForm<OrganisationValues, Content, unknown>({
    id: `organisation.${id}`,
    title: t.organisationForm.editTitle(say(data.organisation.names)),
    initial: contentOf(data.organisation),
    version: data.version,
    check: async () => (await import('../checks.ts')).organisationContent,
    send: (body, { version }) => api.clusters.changeOrganisation({ params, body, version }),
    reread: async () => {
      const { body, version = 0 } = await api.clusters.getOrganisation({ params })
      return { values: contentOf(body), version }
    },
    onDone: async () => {
      // The frame may name it.
      void cache.invalidateQueries({ queryKey: ['organisation', id] })
      tell(t.organisationForm.saved)
      await navigate({ to: '/organisations/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={t.organisationForm.save} labels={t.organisationForm.labels}>
      <OrganisationFields values={form.values} set={form.set} />
      <DateField
        name="validFrom"
        label={t.organisationForm.labels.validFrom}
        hint={t.organisationForm.validFromHint}
        value={form.values.validFrom}
        onChange={(day) => form.set('validFrom', day)}
      />
    </Form>
  )
}
