import { getRouteApi, Link } from '@tanstack/react-router'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { ForHolders } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { type Campaign, campaigns } from '../../api.ts'
import { emptyPlan, planLike } from '../../plan/campaign-plan.ts'
import { t } from '../../texts/plan/index.ts'
import { PlanFields } from '../../ui/plan/plan-fields.tsx'
import { ownTimeZone } from '../../ui/time-zone-field.tsx'

const route = getRouteApi('/campaigns/new')

/** Plans a campaign, from nothing or like another one. */
export const PlanCampaignPage = () => {
  const like = route.useLoaderData()
  return (
    <>
      <Heading title={t.title} lead={t.lead} />
      <p>
        <Link to="/campaigns">{t.back}</Link>
      </p>
      <ForHolders of={['campaign.manage']} lacking={t.mayNot}>
        <PlanForm like={like} />
      </ForHolders>
    </>
  )
}

const PlanForm = ({ like }: { readonly like: Campaign | undefined }) => {
  const navigate = route.useNavigate()
  const form = useForm({
    id: like === undefined ? 'campaign.new' : `campaign.new.${like.id}`,
    title: t.title,
    initial: like === undefined ? emptyPlan(ownTimeZone()) : planLike(like),
    check: async () => (await import('../../checks.ts')).campaignPlan,
    send: async (body, { idempotencyKey }) =>
      (await campaigns.createCampaign({ body, idempotencyKey })).body.id,
    onDone: async (id) => {
      tell(t.planned)
      await navigate({ to: '/campaigns/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={t.save} labels={t.labels}>
      {like !== undefined && <p>{t.like(say(like.name))}</p>}
      <PlanFields values={form.values} set={form.set} isOpen={false} />
    </Form>
  )
}
