import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { cluster as clusterOf } from '../../../data.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { MayNot, pathOf, useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { type Facility, facilityToEdit } from '../data.ts'
import { t } from '../texts/index.ts'
import { Drop } from '../ui/drop.tsx'
import { FacilityFields, type FacilityValues } from '../ui/facility-fields.tsx'

const route = getRouteApi('/clusters/$id/facilities/$facility')

/** Changes what is said of a facility, also which clusters it serves, or deletes it. */
export const EditFacilityPage = () => {
  const { id, facility: facilityId } = route.useParams()
  const { data } = useSuspenseQuery(facilityToEdit(facilityId))
  const { facility, version } = data
  const regions = useCodes('regions')
  const may = useMay('facility.manage', { regions: [pathOf(regions.all, facility.region)] })
  return (
    <>
      <Heading title={t.facilities.editOne(say(facility.names))} lead={t.facilities.newLead} />
      <p>
        <Link to="/clusters/$id/facilities" params={{ id }}>
          {t.facilities.back}
        </Link>
      </p>
      {may.may ? (
        <>
          <EditForm clusterId={id} facility={facility} version={version} />
          <DropFacility clusterId={id} facility={facility} version={version} />
        </>
      ) : (
        <MayNot of={may} />
      )}
    </>
  )
}

interface Props {
  readonly clusterId: string
  readonly facility: Facility
  readonly version: number
}

const contentOf = ({ id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...content }: Facility) => content

const useBack = (clusterId: string) => {
  const navigate = route.useNavigate()
  return async (told: string) => {
    tell(told)
    await navigate({ to: '/clusters/$id/facilities', params: { id: clusterId } })
  }
}

const EditForm = ({ clusterId, facility, version }: Props) => {
  const back = useBack(clusterId)
  const { data: cluster } = useSuspenseQuery(clusterOf(clusterId))
  const params = { facilityId: facility.id }
  const form = useForm<FacilityValues, Parameters<typeof api.clusters.changeFacility>[0]['body'], unknown>({
    id: `facility.${facility.id}`,
    title: t.facilities.editOne(say(facility.names)),
    initial: contentOf(facility),
    version,
    check: async () => (await import('../checks.ts')).facilityContent,
    send: (body, attempt) => api.clusters.changeFacility({ params, body, version: attempt.version }),
    reread: async () => {
      const { body, version: now = 0 } = await api.clusters.getFacility({ params })
      return { values: contentOf(body), version: now }
    },
    onDone: () => back(t.facilities.saved),
  })
  return (
    <Form form={form} action={t.facilities.save} labels={t.facilities.labels}>
      <FacilityFields cluster={cluster} values={form.values} set={form.set} />
    </Form>
  )
}

const DropFacility = ({ clusterId, facility, version }: Props) => {
  const back = useBack(clusterId)
  return (
    <Drop
      action={t.facilities.drop}
      text={t.facilities.dropText}
      drop={() => api.clusters.deleteFacility({ params: { facilityId: facility.id }, version })}
      onDone={() => back(t.facilities.dropped)}
    />
  )
}
