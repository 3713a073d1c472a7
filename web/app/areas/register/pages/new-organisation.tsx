import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { ForHolders } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { Likely, unlessThere } from '../ui/likely.tsx'
import { OrganisationFields, type OrganisationValues } from '../ui/organisation-fields.tsx'

const route = getRouteApi('/organisations/new')

/** Adds an organisation; those that are probably the same are shown before there are two of one. */
export const NewOrganisationPage = () => {
  return (
    <>
      <Heading title={t.organisationForm.newTitle} lead={t.organisationForm.newLead} />
      <p>
        <Link to="/organisations">{t.organisation.toList}</Link>
      </p>
      <ForHolders of={['organisation.edit']} lacking={t.organisationForm.mayNot}>
        <NewForm />
      </ForHolders>
    </>
  )
}

type Content = Parameters<typeof api.clusters.createOrganisation>[0]['body']
type LikelyOrganisation = Awaited<
  ReturnType<typeof api.clusters.findDuplicateOrganisations>
>['body']['items'][number]

const EMPTY: OrganisationValues = { flags: [], identifiers: [] }

const NewForm = () => {
  const navigate = route.useNavigate()
  const regions = useCodes('regions')
  const [likely, setLikely] = useState<readonly LikelyOrganisation[]>([])
  const form = useForm<OrganisationValues, Content, string>({
    id: 'organisation.new',
    title: t.organisationForm.newTitle,
    initial: EMPTY,
    check: async () => (await import('../checks.ts')).newOrganisation,
    send: async (content, { idempotencyKey }) => {
      const seen = likely.map(({ organisation }) => organisation.id)
      const body = { ...content, ...(seen.length > 0 && { acknowledgedDuplicates: seen }) }
      return unlessThere(
        async () =>
          (
            await api.clusters.createOrganisation({
              body,
              idempotencyKey: `${idempotencyKey}-${seen.length}`,
            })
          ).body.id,
        async () => {
          const { names, identifiers, seat } = content
          const sought = { names, seat, ...(identifiers && { identifiers }) }
          return (await api.clusters.findDuplicateOrganisations({ body: sought })).body.items
        },
        setLikely,
      )
    },
    onDone: async (id) => {
      tell(t.organisationForm.added)
      await navigate({ to: '/organisations/$id', params: { id } })
    },
  })
  return (
    <Form
      form={form}
      action={likely.length > 0 ? t.organisationForm.another : t.organisationForm.save}
      labels={t.organisationForm.labels}
    >
      <Likely
        title={t.duplicates.likely}
        text={t.duplicates.likelyText}
        items={likely}
        itemKey={({ organisation }) => organisation.id}
      >
        {({ organisation: { id, names, seat } }) => (
          <>
            <Link to="/organisations/$id" params={{ id }} target="_blank">
              {say(names)}
            </Link>
            , {regions.nameOf(seat.region)}
          </>
        )}
      </Likely>
      <OrganisationFields values={form.values} set={form.set} />
    </Form>
  )
}
