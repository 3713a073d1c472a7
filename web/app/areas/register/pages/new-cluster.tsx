import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { ForHolders } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { FactsFields, type FactValues } from '../ui/facts-fields.tsx'
import { Likely, unlessThere } from '../ui/likely.tsx'

const route = getRouteApi('/clusters/new')

type Content = Parameters<typeof api.clusters.createCluster>[0]['body']
type LikelyCluster = Awaited<ReturnType<typeof api.clusters.findDuplicateClusters>>['body']['items'][number]

/** Drafts a cluster: what the register will hold of it first, the profile after that. */
export const NewClusterPage = () => {
  return (
    <>
      <Heading title={t.draft.title} lead={t.draft.lead} />
      <p>
        <Link to="/applications">{t.application.toList}</Link>
      </p>
      <ForHolders of={['cluster.edit']} lacking={t.draft.mayNot}>
        <DraftForm />
      </ForHolders>
    </>
  )
}

const DraftForm = () => {
  const navigate = route.useNavigate()
  const regions = useCodes('regions')
  const [likely, setLikely] = useState<readonly LikelyCluster[]>([])
  const form = useForm<FactValues, Content, string>({
    id: 'cluster.new',
    title: t.draft.title,
    initial: {},
    check: async () => (await import('../checks.ts')).newCluster,
    send: async (content, { idempotencyKey }) => {
      const seen = likely.map(({ cluster }) => cluster.id)
      const body = { ...content, ...(seen.length > 0 && { acknowledgedDuplicates: seen }) }
      return unlessThere(
        async () =>
          (await api.clusters.createCluster({ body, idempotencyKey: `${idempotencyKey}-${seen.length}` }))
            .body.id,
        async () => {
          const { names, regions, seat } = content
          const sought = { names, regions, ...(seat && { seat }) }
          return (await api.clusters.findDuplicateClusters({ body: sought })).body.items
        },
        setLikely,
      )
    },
    onDone: async (id) => {
      tell(t.draft.done)
      await navigate({ to: '/clusters/$id/edit', params: { id } })
    },
  })
  return (
    <Form form={form} action={likely.length > 0 ? t.draft.another : t.draft.save} labels={t.edit.labels}>
      <Likely
        title={t.draft.likely}
        text={t.draft.likelyText}
        items={likely}
        itemKey={({ cluster }) => cluster.id}
      >
        {({ cluster }) => (
          <>
            <Link to="/clusters/$id" params={{ id: cluster.id }} target="_blank">
              {say(cluster.names)}
            </Link>
            , {cluster.regions.map(regions.nameOf).join(', ')}
          </>
        )}
      </Likely>
      <FactsFields
        value={form.values}
        on={{
          names: (names) => form.set('names', names),
          primaryCategory: (category) => form.set('primaryCategory', category),
          regions: (codes) => form.set('regions', codes),
          seat: (seat) => form.set('seat', seat),
          managementOrganisation: (id) => form.set('managementOrganisation', id),
        }}
      />
    </Form>
  )
}
