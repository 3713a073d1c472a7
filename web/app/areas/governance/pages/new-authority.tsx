import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useForm } from '../../../forms/use-form.ts'
import { ForHolders } from '../../../session/may.tsx'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { governance } from '../api.ts'
import type { AuthorityValues } from '../authority-values.ts'
import { t } from '../texts/index.ts'
import { AreaNav } from '../ui/area-nav.tsx'
import { AuthorityForm } from '../ui/authority-form.tsx'

const route = getRouteApi('/authorities/new')

/** Adds an authority. */
export const NewAuthorityPage = () => {
  return (
    <>
      <Heading title={t.authority.add} lead={t.authority.addLead} />
      <AreaNav />
      <p>
        <Link to="/authorities">{t.authority.toAll}</Link>
      </p>
      <ForHolders of={['power.grant']} lacking={t.grants.mayNotGive}>
        <AddForm />
      </ForHolders>
    </>
  )
}

const AddForm = () => {
  const cache = useQueryClient()
  const navigate = route.useNavigate()
  const initial: AuthorityValues = { place: 'regions', territory: [] }
  const form = useForm({
    id: 'authority.new',
    title: t.authority.add,
    initial,
    check: async () => (await import('../checks.ts')).authority,
    send: (body, { idempotencyKey }) => governance.createAuthority({ body, idempotencyKey }),
    onDone: async ({ body: { id } }) => {
      await cache.invalidateQueries({ queryKey: ['authorities'] })
      tell(t.authority.added)
      await navigate({ to: '/authorities/$id', params: { id } })
    },
  })
  return <AuthorityForm form={form} action={t.authority.add} isNew />
}
