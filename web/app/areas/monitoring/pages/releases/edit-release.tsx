import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../../api.ts'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { MayNot, useMay } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { releasePlanOf } from '../../data.ts'
import { releasePlanValues } from '../../releases/plan-values.ts'
import { t } from '../../texts/releases/index.ts'
import { ReleaseFields } from '../../ui/releases/release-fields.tsx'

const route = getRouteApi('/release-plans/$id/edit')

/** Changes the plan of a release that is not in preparation yet. */
export const EditReleasePage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(releasePlanOf(id))
  const may = useMay('release.publish', { regions: [] })
  return (
    <>
      <Heading title={t.edit(say(data.release.title))} />
      <p>
        <Link to="/release-plans/$id" params={{ id }}>
          {say(data.release.title)}
        </Link>
      </p>
      {data.release.status !== 'planned' ? (
        <p className="notice">{t.fixed}</p>
      ) : may.may ? (
        <EditForm id={id} />
      ) : (
        <MayNot of={may} />
      )}
    </>
  )
}

const EditForm = ({ id }: { readonly id: string }) => {
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(releasePlanOf(id))
  const form = useForm({
    id: `release.${id}`,
    title: t.edit(say(data.release.title)),
    initial: releasePlanValues(data.release),
    version: data.version,
    check: async () => (await import('../../checks.ts')).releasePlan,
    send: (body, { version }) => api.releases.changeRelease({ params: { release: id }, body, version }),
    reread: async () => {
      const { body, version = 0 } = await api.releases.getRelease({ params: { release: id } })
      return { values: releasePlanValues(body), version }
    },
    onDone: async () => {
      tell(t.changed)
      await navigate({ to: '/release-plans/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={t.saveChanges} labels={t.labels}>
      <ReleaseFields values={form.values} set={form.set} />
    </Form>
  )
}
