import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { cluster as clusterOf } from '../../../data.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { FacilityFields, type FacilityValues } from '../ui/facility-fields.tsx'

const route = getRouteApi('/clusters/$id/facilities/new')

/** Adds a facility that serves a cluster. */
export const NewFacilityPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  return (
    <>
      <Heading title={t.facilities.add} lead={t.facilities.newLead} />
      <p>
        <Link to="/clusters/$id/facilities" params={{ id }}>
          {t.facilities.back}
        </Link>
      </p>
      <ForHolders of={['facility.manage']} lacking={t.facilities.mayNot}>
        <NewForm cluster={cluster} />
      </ForHolders>
    </>
  )
}

const NewForm = ({ cluster }: { readonly cluster: Cluster }) => {
  const navigate = route.useNavigate()
  const form = useForm<FacilityValues, Parameters<typeof api.clusters.createFacility>[0]['body'], unknown>({
    id: `facility.new.${cluster.id}`,
    title: t.facilities.add,
    initial: { services: [], clusters: [cluster.id] },
    check: async () => (await import('../checks.ts')).facilityContent,
    send: (body, { idempotencyKey }) => api.clusters.createFacility({ body, idempotencyKey }),
    onDone: async () => {
      tell(t.facilities.added)
      await navigate({ to: '/clusters/$id/facilities', params: { id: cluster.id } })
    },
  })
  return (
    <Form form={form} action={t.facilities.save} labels={t.facilities.labels}>
      <FacilityFields cluster={cluster} values={form.values} set={form.set} />
    </Form>
  )
}
