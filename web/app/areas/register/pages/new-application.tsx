import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../api.ts'
import { cluster as clusterOf, clusters } from '../../../data.ts'
import { collator } from '../../../format.ts'
import { SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { replaced } from '../../../forms/merge.ts'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import type { Cluster } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { drafts } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { FactsFields, type FactValues, factSetters } from '../ui/facts-fields.tsx'
import { useRegisters } from '../ui/names.tsx'

const route = getRouteApi('/applications/new')

/** Begins an application: for a new entry, or for the amendment of the one that is there. */
export const NewApplicationPage = () => {
  const { cluster } = route.useSearch()
  const found = useQuery({ ...clusterOf(cluster ?? ''), enabled: cluster !== undefined })
  return (
    <>
      <Heading title={t.begin.title} lead={t.begin.lead} />
      <p>
        <Link to="/applications">{t.application.toList}</Link>
      </p>
      {cluster === undefined && <ChooseCluster />}
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {cluster !== undefined && !found.data && !found.error && <Waiting lines={4} />}
      {found.data && <ForCluster key={found.data.id} cluster={found.data} />}
    </>
  )
}

/** Drafts first: they wait for an application; then what can be amended. */
const ChooseCluster = () => {
  const navigate = route.useNavigate()
  const begun = useInfiniteQuery(drafts())
  const entered = useInfiniteQuery(clusters({ status: 'registered,suspended' }))
  const options = [begun, entered].flatMap(({ data }) =>
    (data?.pages ?? [])
      .flatMap(({ items }) => items)
      .map(({ id, names }) => [id, say(names)] as const)
      .toSorted(([, a], [, b]) => collator.compare(a, b)),
  )
  if (!begun.data || !entered.data) return <Waiting lines={3} />
  return (
    <div className="form">
      <SelectField
        name="cluster"
        label={t.begin.cluster}
        hint={t.begin.clusterHint}
        required
        options={options}
        value={undefined}
        onChange={(id) => id !== undefined && void navigate({ search: { cluster: id } })}
      />
      {entered.hasNextPage && (
        <button type="button" onClick={() => void entered.fetchNextPage()}>
          {t.begin.moreClusters}
        </button>
      )}
    </div>
  )
}

const ForCluster = ({ cluster }: { readonly cluster: Cluster }) => {
  const regions = useCodes('regions')
  const may = useMay('cluster.edit', resourceOf(cluster, regions.all))
  if (!may.may) return <MayNot of={may} />
  return <ApplicationForm cluster={cluster} />
}

interface Values {
  readonly cluster: string
  readonly register?: string
  readonly facts?: FactValues
}

const ApplicationForm = ({ cluster }: { readonly cluster: Cluster }) => {
  const cache = useQueryClient()
  const navigate = route.useNavigate()
  const registers = useRegisters()
  const [only] = registers.all.length === 1 ? registers.all : []
  // What stands in one register is amended there, unless another one is chosen.
  const [entered, ...further] = cluster.entries.filter(isInForce)
  const form = useForm<Values, Parameters<typeof api.registers.createApplication>[0]['body'], string>({
    id: `application.new.${cluster.id}`,
    title: t.begin.draft(say(cluster.names)),
    initial: {
      cluster: cluster.id,
      ...(entered !== undefined && further.length === 0 && { register: entered.register }),
    },
    check: async () => {
      const { newApplication } = await import('../checks.ts')
      return (values) =>
        newApplication(only === undefined ? values : { register: only.id, ...Object(values) })
    },
    send: async (body, { idempotencyKey }) =>
      (await api.registers.createApplication({ body, idempotencyKey })).body.id,
    onDone: async (id) => {
      tell(t.begin.done)
      void cache.invalidateQueries({ queryKey: ['waiting'] })
      await navigate({ to: '/applications/$id', params: { id } })
    },
  })
  const { values, set } = form
  const register = values.register ?? only?.id
  const isEntered = cluster.entries.some((entry) => entry.register === register && isInForce(entry))
  return (
    <Form form={form} action={t.begin.action} labels={t.begin.labels}>
      <p>
        {t.begin.of}{' '}
        <Link to="/clusters/$id" params={{ id: cluster.id }}>
          {say(cluster.names)}
        </Link>
      </p>
      {only === undefined && (
        <SelectField
          name="register"
          label={t.application.register}
          required
          options={registers.all.map(({ id, names }) => [id, say(names)] as const)}
          value={values.register}
          onChange={(next) => set('register', next)}
        />
      )}
      {isEntered ? (
        <>
          <h2>{t.begin.amendment}</h2>
          <p>{t.begin.amendmentLead}</p>
          <FactsFields
            name="facts"
            value={{ ...factsOf(cluster), ...values.facts }}
            on={factSetters((field, value) => set('facts', replaced(values.facts ?? {}, [field], value)))}
          />
        </>
      ) : (
        <p>{t.begin.entry}</p>
      )}
    </Form>
  )
}

const isInForce = ({ status }: Cluster['entries'][number]): boolean =>
  status === 'registered' || status === 'suspended'

const factsOf = ({ names, primaryCategory, regions, seat, managementOrganisation }: Cluster): FactValues => ({
  names,
  primaryCategory,
  regions: [...regions],
  seat,
  managementOrganisation,
})
