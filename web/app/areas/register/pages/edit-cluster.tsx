import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CLUSTER_STAGES, CLUSTER_TYPES } from '#registry/model/vocabulary'
import { api } from '../../../api.ts'
import { bound } from '../../../forms/bound.ts'
import { CodesField } from '../../../forms/code-fields.tsx'
import { LocalisedField, NumberField, SelectField, TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { withPart } from '../../../forms/merge.ts'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { MayNot, useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t as words } from '../../../words/index.ts'
import { clusterToEdit } from '../data.ts'
import { profileOf } from '../profile.ts'
import { resourceOf } from '../resource.ts'
import { t } from '../texts/index.ts'
import { FactsFields } from '../ui/facts-fields.tsx'
import { optionsOf } from '../ui/options.ts'

const route = getRouteApi('/clusters/$id/edit')

const MOST = { categories: 10, industries: 40 } as const

/** Changes what is said of a cluster. */
export const EditClusterPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(clusterToEdit(id))
  const regions = useCodes('regions')
  const may = useMay('cluster.edit', resourceOf(data.cluster, regions.all))
  const name = say(data.cluster.names)
  return (
    <>
      <Heading title={t.edit.title(name)} lead={t.edit.lead} />
      <p className="ways">
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>{' '}
        {data.cluster.status === 'draft' && (
          <Link to="/applications/new" search={{ cluster: id }}>
            {t.edit.apply}
          </Link>
        )}
      </p>
      {may.may ? <ProfileForm id={id} /> : <MayNot of={may} />}
    </>
  )
}

const ProfileForm = ({ id }: { readonly id: string }) => {
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(clusterToEdit(id))
  const categories = useCodes('categories').all
  const industries = useCodes('industries').all
  const form = useForm({
    id: `cluster.${id}`,
    title: t.edit.title(say(data.cluster.names)),
    initial: profileOf(data.cluster),
    version: data.version,
    check: async () => (await import('../checks.ts')).clusterContent,
    send: (body, { version }) => api.clusters.changeCluster({ params: { clusterId: id }, body, version }),
    reread: async () => {
      const { body, version = 0 } = await api.clusters.getCluster({ params: { clusterId: id } })
      return { values: profileOf(body), version }
    },
    onDone: async () => {
      tell(t.edit.saved)
      await navigate({ to: '/clusters/$id', params: { id } })
    },
  })
  const { values, set } = form
  const label = t.edit.labels
  const isEntered = data.cluster.status === 'registered' || data.cluster.status === 'suspended'
  const field = bound(values, set, label)
  return (
    <Form form={form} action={t.edit.save} labels={label}>
      <h2>{t.edit.profile}</h2>
      <LocalisedField {...field('descriptions')} lines={5} />
      <CodesField {...field('categories')} codes={categories} most={MOST.categories} />
      <CodesField {...field('industries')} codes={industries} most={MOST.industries} />
      <SelectField {...field('type')} options={optionsOf(CLUSTER_TYPES, words.types)} />
      <SelectField {...field('stage')} options={optionsOf(CLUSTER_STAGES, words.stages)} />
      <TextField {...field('stageReason')} lines={3} />
      <NumberField {...field('yearFounded')} step={1} />
      <TextField {...field('website')} hint={t.edit.websiteHint} type="url" />
      <h2>{t.edit.contact}</h2>
      <p>{t.edit.contactHint}</p>
      <TextField
        name="contact/email"
        label={label['contact/email']}
        type="email"
        value={values.contact?.email}
        onChange={(email) => set('contact', withPart(values.contact, 'email', email))}
      />
      <TextField
        name="contact/phone"
        label={label['contact/phone']}
        type="tel"
        value={values.contact?.phone}
        onChange={(phone) => set('contact', withPart(values.contact, 'phone', phone))}
      />
      <h2>{t.edit.facts}</h2>
      {isEntered ? (
        <p>{t.edit.factsFixed}</p>
      ) : (
        <FactsFields
          value={values}
          on={{
            names: (names) => set('names', names),
            primaryCategory: (category) => set('primaryCategory', category),
            regions: (codes) => set('regions', codes),
            seat: (seat) => set('seat', { ...seat, region: seat?.region ?? '' }),
            managementOrganisation: (id) => set('managementOrganisation', id),
          }}
        />
      )}
    </Form>
  )
}
