import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { MayNot } from '../../../../session/may.tsx'
import { tell } from '../../../../ui/done.ts'
import { Heading } from '../../../../ui/heading.tsx'
import { campaigns } from '../../api.ts'
import { campaignOf } from '../../data.ts'
import { planOf } from '../../plan/campaign-plan.ts'
import { t } from '../../texts/plan/index.ts'
import { useMaySteer } from '../../ui/campaigns/steer-campaign.tsx'
import { PlanFields } from '../../ui/plan/plan-fields.tsx'

const route = getRouteApi('/campaigns/$id/edit')

/** Changes what a campaign asks for; once it is open, only what can still change. */
export const EditCampaignPage = () => {
  const { id } = route.useParams()
  const { data } = useSuspenseQuery(campaignOf(id))
  const { campaign } = data
  const may = useMaySteer(campaign)
  const isOver = campaign.status === 'closed' || campaign.status === 'cancelled'
  return (
    <>
      <Heading title={t.edit(say(campaign.name))} />
      <p>
        <Link to="/campaigns/$id" params={{ id }}>
          {say(campaign.name)}
        </Link>
      </p>
      {isOver ? <p className="notice">{t.ended}</p> : may.may ? <EditForm id={id} /> : <MayNot of={may} />}
    </>
  )
}

const EditForm = ({ id }: { readonly id: string }) => {
  const navigate = route.useNavigate()
  const { data } = useSuspenseQuery(campaignOf(id))
  const form = useForm({
    id: `campaign.${id}`,
    title: t.edit(say(data.campaign.name)),
    initial: planOf(data.campaign),
    version: data.version,
    check: async () => (await import('../../checks.ts')).campaignPlan,
    send: (body, { version }) => campaigns.changeCampaign({ params: { campaignId: id }, body, version }),
    reread: async () => {
      const { body, version = 0 } = await campaigns.getCampaign({ params: { campaignId: id } })
      return { values: planOf(body), version }
    },
    onDone: async () => {
      tell(t.changed)
      await navigate({ to: '/campaigns/$id', params: { id } })
    },
  })
  return (
    <Form form={form} action={t.saveChanges} labels={t.labels}>
      <PlanFields values={form.values} set={form.set} isOpen={data.campaign.status === 'open'} />
    </Form>
  )
}
