import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { bound } from '../../../../forms/bound.ts'
import { DateField, SelectField } from '../../../../forms/fields.tsx'
import { Form } from '../../../../forms/form.tsx'
import { useForm } from '../../../../forms/use-form.ts'
import { tell } from '../../../../ui/done.ts'
import { campaigns } from '../../api.ts'
import { t } from '../../texts/members/index.ts'
import { MemberLink } from './member-link.tsx'
import { useMemberNames } from './member-names.ts'

interface Props {
  readonly id: string
  readonly cluster: string
  readonly deadline: string
}

interface Made {
  readonly organisation: string
  readonly token: string
}

/** Makes links for members, one after the other. */
export const InviteMember = (props: Props) => {
  const names = useMemberNames(props.cluster)
  const [made, setMade] = useState<Made>()
  return (
    <section aria-labelledby="invite">
      <h2 id="invite">{t.invite}</h2>
      {made !== undefined && (
        <MemberLink name={names.get(made.organisation) ?? made.organisation} token={made.token} />
      )}
      <Invitation key={made?.token} {...props} names={names} onMade={setMade} />
    </section>
  )
}

interface Invited {
  readonly organisation?: string
  readonly expiresOn?: string
}

const Invitation = ({
  id,
  cluster,
  deadline,
  names,
  onMade,
}: Props & { readonly names: ReadonlyMap<string, string>; readonly onMade: (made: Made) => void }) => {
  const cache = useQueryClient()
  const initial: Invited = { expiresOn: deadline }
  const form = useForm({
    id: `invite.${id}.${cluster}`,
    title: t.invite,
    initial,
    check: async () => (await import('../../checks.ts')).invitation,
    send: (body) => campaigns.inviteMember({ params: { campaignId: id, cluster }, body }),
    onDone: async ({ body: { organisation, token } }) => {
      // It is shown this once: nothing comes before that.
      onMade({ organisation, token })
      await cache.invalidateQueries({ queryKey: ['member-forms'] })
      tell(t.invited)
    },
  })
  const field = bound(form.values, form.set, t.labels)
  return (
    <Form form={form} action={t.makeLink} labels={t.labels}>
      <SelectField {...field('organisation')} hint={t.organisationHint} required options={[...names]} />
      <DateField {...field('expiresOn')} required />
    </Form>
  )
}
