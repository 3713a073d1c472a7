import { getRouteApi, Link } from '@tanstack/react-router'
import { bound } from '../../../forms/bound.ts'
import { SelectField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { governance } from '../api.ts'
import { type GrantValues, NOWHERE } from '../grant-values.ts'
import { powerOf, powerOptions } from '../powers/names.ts'
import { useRefresh } from '../refresh.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { GrantFields } from '../ui/grant-fields.tsx'
import { HolderField } from '../ui/holder-field.tsx'

const route = getRouteApi('/grants/new')

/** Gives an authority or an organisation a power. */
export const NewGrantPage = () => {
  return (
    <>
      <Heading title={t.grants.give} lead={t.grants.giveLead} />
      <AreaNav />
      <ForHolders of={['power.grant']} lacking={t.grants.mayNotGive}>
        <GiveForm />
      </ForHolders>
    </>
  )
}

const GiveForm = () => {
  const refresh = useRefresh()
  const navigate = route.useNavigate()
  const { holder, power: name } = route.useSearch()
  const power = powerOf(name)
  const initial: GrantValues = {
    ...(holder !== undefined && { holder }),
    ...(power !== undefined && { power }),
    reach: NOWHERE,
    from: new Date().toISOString().slice(0, 10),
    delegable: false,
  }
  const form = useForm({
    id: 'grant.new',
    title: t.grants.give,
    initial,
    check: async () => (await import('../checks.ts')).newGrant,
    send: (body, { idempotencyKey }) => governance.createGrant({ body, idempotencyKey }),
    onDone: async ({ body: { id } }) => {
      await refresh()
      tell(t.grants.given)
      await navigate({ to: '/grants/$id', params: { id } })
    },
  })
  const { values, set } = form
  const field = bound(values, set, t.grants.labels)
  return (
    <Form form={form} action={t.grants.give} labels={t.grants.labels}>
      <HolderField {...field('holder')} whenOwn={t.holder.own} />
      <SelectField {...field('power')} required options={powerOptions} />
      <GrantFields form={form} />
      <p className="quiet">{t.grants.soon}</p>
      <p>
        <Link to="/grants">{t.grants.toList}</Link>
      </p>
    </Form>
  )
}
