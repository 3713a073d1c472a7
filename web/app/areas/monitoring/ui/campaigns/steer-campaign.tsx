import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { bound } from '../../../../forms/bound.ts'
import { Dialog } from '../../../../forms/dialog.tsx'
import { SelectField, TextField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { say } from '../../../../language.ts'
import { type May, pathOf, useMay } from '../../../../session/may.tsx'
import { useCodes } from '../../../../ui/codes.ts'
import { tell } from '../../../../ui/done.ts'
import { Refused } from '../../../../ui/trouble.tsx'
import { type Campaign, campaigns } from '../../api.ts'
import { t } from '../../texts/campaigns/index.ts'

/** Whether the person may steer a campaign: over its whole territory. Of several categories the API looks at each. */
export const useMaySteer = ({ scope }: Pick<Campaign, 'scope'>): May => {
  const regions = useCodes('regions').all
  const { territory, categories = [] } = scope
  return useMay('campaign.manage', {
    regions: territory.includes('*') ? [] : territory.map((code) => pathOf(regions, code)),
    category: categories[0],
  })
}

interface Steered {
  readonly campaign: Campaign
  readonly version: number
}

/** What the authority does about a campaign as a whole. */
export const SteerCampaign = ({ campaign, version }: Steered) => {
  const { id, status } = campaign
  const cache = useQueryClient()
  const [isEnding, setEnding] = useState(false)
  const refresh = () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: ['campaign', id] }),
      cache.invalidateQueries({ queryKey: ['campaign-progress', id] }),
      cache.invalidateQueries({ queryKey: ['waiting', 'duties'] }),
    ])
  const opening = useMutation({
    mutationFn: () =>
      campaigns.openCampaign({
        params: { campaignId: id },
        version,
        idempotencyKey: `open-${id}-${version}`,
      }),
    onSuccess: async () => {
      await refresh()
      tell(t.steer.opened)
    },
  })
  if (status !== 'planned' && status !== 'open') return null
  return (
    <>
      <div className="ways">
        {status === 'planned' && (
          <button
            type="button"
            className="main"
            disabled={opening.isPending}
            onClick={() => opening.mutate()}
          >
            {t.steer.open}
          </button>
        )}
        <button type="button" onClick={() => setEnding(true)}>
          {t.steer.end}
        </button>
      </div>
      {opening.error && <Refused error={opening.error} />}
      <Dialog title={t.steer.end} isOpen={isEnding} onClose={() => setEnding(false)}>
        <Ending
          campaign={campaign}
          version={version}
          onDone={async () => {
            await refresh()
            setEnding(false)
            tell(t.steer.ended)
          }}
        />
      </Dialog>
    </>
  )
}

interface End {
  readonly outcome?: 'closed' | 'cancelled'
  readonly reason?: string
}

const Ending = ({ campaign, version, onDone }: Steered & { readonly onDone: () => Promise<void> }) => {
  const initial: End = {}
  const form = useForm({
    id: `campaign-end.${campaign.id}`,
    title: `${t.steer.end}: ${say(campaign.name)}`,
    initial,
    version,
    check: async () => (await import('../../checks.ts')).ending,
    send: (body, attempt) => campaigns.endCampaign({ params: { campaignId: campaign.id }, body, ...attempt }),
    onDone,
  })
  const field = bound(form.values, form.set, t.steer.labels)
  return (
    <Form form={form} action={t.steer.end} labels={t.steer.labels}>
      <SelectField
        {...field('outcome')}
        required
        options={
          campaign.status === 'open'
            ? [
                ['closed', t.steer.close],
                ['cancelled', t.steer.cancel],
              ]
            : [['cancelled', t.steer.cancel]]
        }
      />
      <TextField {...field('reason')} required lines={2} />
    </Form>
  )
}

/** Exempts a cluster from a campaign, or obliges it again, with the reason. */
export const ChangeDuty = ({
  campaign,
  cluster,
  name,
  isExempt,
}: {
  readonly campaign: string
  readonly cluster: string
  readonly name: string
  readonly isExempt: boolean
}) => {
  const [isOpen, setOpen] = useState(false)
  const action = isExempt ? t.steer.oblige : t.steer.exempt
  const title = `${action}: ${name}`
  return (
    <>
      <button type="button" aria-label={title} onClick={() => setOpen(true)}>
        {action}
      </button>
      <Dialog title={title} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Duty
          campaign={campaign}
          cluster={cluster}
          title={title}
          kind={isExempt ? 'obliged' : 'exempted'}
          action={action}
          onDone={() => setOpen(false)}
        />
      </Dialog>
    </>
  )
}

const Duty = ({
  campaign,
  cluster,
  title,
  kind,
  action,
  onDone,
}: {
  readonly campaign: string
  readonly cluster: string
  readonly title: string
  readonly kind: 'exempted' | 'obliged'
  readonly action: string
  readonly onDone: () => void
}) => {
  const cache = useQueryClient()
  const initial: { readonly reason?: string } = {}
  const form = useForm({
    id: `duty.${campaign}.${cluster}`,
    title,
    initial,
    check: async () => {
      const { duty } = await import('../../checks.ts')
      return (values) => duty({ ...Object(values), cluster, kind })
    },
    send: (body, { idempotencyKey }) =>
      campaigns.changeDuty({ params: { campaignId: campaign }, body, idempotencyKey }),
    onDone: async () => {
      void cache.invalidateQueries({ queryKey: ['waiting', 'duties'] })
      await cache.invalidateQueries({ queryKey: ['campaign-progress', campaign] })
      onDone()
      tell(t.steer.dutyChanged)
    },
  })
  return (
    <Form form={form} action={action} labels={t.steer.labels}>
      <TextField
        name="reason"
        label={t.steer.labels.reason}
        required
        lines={2}
        value={form.values.reason}
        onChange={(reason) => form.set('reason', reason)}
      />
    </Form>
  )
}
