import { getRouteApi, Link } from '@tanstack/react-router'
import { api } from '../../../../api.ts'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { MayNot, useMay } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { emptyReleasePlan, revisionOf } from '../../releases/plan-values.ts'
import { t } from '../../texts/releases/index.ts'
import { ReleaseFields } from '../../ui/releases/release-fields.tsx'

const route = getRouteApi('/release-plans/new')

/** Puts a release on the calendar: a new one, or one that revises another. */
export const PlanReleasePage = () => {
  const may = useMay('release.publish', { regions: [] })
  return (
    <>
      <Heading title={t.plan} lead={t.planLead} />
      <p>
        <Link to="/release-plans">{t.back}</Link>
      </p>
      {may.may ? <PlanForm /> : <MayNot of={may} />}
    </>
  )
}

const PlanForm = () => {
  const revised = route.useLoaderData()
  const navigate = route.useNavigate()
  const form = useForm({
    id: `release.new.${revised?.release ?? ''}`,
    title: t.plan,
    initial: revised === undefined ? emptyReleasePlan() : revisionOf(revised),
    check: async () => (await import('../../checks.ts')).releasePlan,
    send: async (body, { idempotencyKey }) =>
      (await api.releases.planRelease({ body, idempotencyKey })).body.release,
    onDone: async (id) => {
      tell(t.planned)
      await navigate({ to: '/release-plans/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={t.save} labels={t.labels}>
      {revised !== undefined && <p>{t.revises(say(revised.title))}</p>}
      <ReleaseFields values={form.values} set={form.set} />
    </Form>
  )
}
