import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiProblem } from '#kernel/client'
import { api } from '../../../api.ts'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { useHolds } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Heading } from '../../../ui/heading.tsx'
import { t } from '../texts/index.ts'
import { FactsFields, type FactValues } from '../ui/facts-fields.tsx'

const route = getRouteApi('/clusters/new')

type Content = Parameters<typeof api.clusters.createCluster>[0]['body']
type Likely = Awaited<ReturnType<typeof api.clusters.findDuplicateClusters>>['body']['items']

/** Drafts a cluster: what the register will hold of it first, the profile after that. */
export const NewClusterPage = () => {
  const mayAnywhere = useHolds('cluster.edit')
  return (
    <>
      <Heading title={t.draft.title} lead={t.draft.lead} />
      <p>
        <Link to="/applications">{t.application.toList}</Link>
      </p>
      {mayAnywhere ? <DraftForm /> : <p className="notice">{t.draft.mayNot}</p>}
    </>
  )
}

const DraftForm = () => {
  const cache = useQueryClient()
  const navigate = route.useNavigate()
  const [likely, setLikely] = useState<Likely>([])
  const form = useForm<FactValues, Content, string>({
    id: 'cluster.new',
    title: t.draft.title,
    initial: {},
    check: async () => (await import('../checks.ts')).newCluster,
    send: async (content, { idempotencyKey }) => {
      const seen = likely.map(({ cluster }) => cluster.id)
      const body = { ...content, ...(seen.length > 0 && { acknowledgedDuplicates: seen }) }
      try {
        return (
          await api.clusters.createCluster({ body, idempotencyKey: `${idempotencyKey}-${seen.length}` })
        ).body.id
      } catch (error) {
        if (error instanceof ApiProblem && error.code === 'likely-duplicates') {
          const { names, regions, seat } = content
          const sought = { names, regions, ...(seat && { seat }) }
          setLikely((await api.clusters.findDuplicateClusters({ body: sought })).body.items)
        }
        throw error
      }
    },
    onDone: async (id) => {
      tell(t.draft.done)
      await cache.invalidateQueries({ queryKey: ['clusters'] })
      await navigate({ to: '/clusters/$id/edit', params: { id } })
    },
  })
  return (
    <Form form={form} action={likely.length > 0 ? t.draft.another : t.draft.save} labels={t.edit.labels}>
      <LikelyDuplicates items={likely} />
      <FactsFields
        value={form.values}
        on={{
          names: (names) => form.set('names', names),
          primaryCategory: (category) => form.set('primaryCategory', category),
          regions: (codes) => form.set('regions', codes),
          seat: (seat) => form.set('seat', seat),
        }}
      />
    </Form>
  )
}

/** Clusters that are probably the same: the person looks before there are two of one. */
const LikelyDuplicates = ({ items }: { readonly items: Likely }) => {
  const regions = useCodes('regions')
  if (items.length === 0) return null
  return (
    <section className="notice" aria-labelledby="likely">
      <h2 id="likely">{t.draft.likely}</h2>
      <p>{t.draft.likelyText}</p>
      <ul>
        {items.map(({ cluster }) => (
          <li key={cluster.id}>
            <Link to="/clusters/$id" params={{ id: cluster.id }} target="_blank">
              {say(cluster.names)}
            </Link>
            , {cluster.regions.map(regions.nameOf).join(', ')}
          </li>
        ))}
      </ul>
    </section>
  )
}
