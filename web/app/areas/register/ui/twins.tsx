import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../../../api.ts'
import { list } from '../../../format.ts'
import type { ActValues } from '../../../forms/act.ts'
import { ActFields } from '../../../forms/act-fields.tsx'
import { TextField } from '../../../forms/fields.tsx'
import { Form } from '../../../forms/form.tsx'
import { useForm } from '../../../forms/use-form.ts'
import { say } from '../../../language.ts'
import { useCodes } from '../../../ui/codes.ts'
import { tell } from '../../../ui/done.ts'
import { Table } from '../../../ui/table.tsx'
import { TroubleHere } from '../../../ui/trouble.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { likelyTwins, type Organisation } from '../data.ts'
import { t } from '../texts/index.ts'

interface Other {
  readonly id: string
  readonly name: string
}

/** Records that are probably of the same organisation, and the merger of this one into one of them. */
export const Twins = ({
  organisation,
  version,
}: {
  readonly organisation: Organisation
  readonly version: number
}) => {
  const regions = useCodes('regions')
  const found = useQuery(likelyTwins(organisation))
  const [chosen, choose] = useState<Other>()
  return (
    <section aria-labelledby="twins">
      <h2 id="twins">{t.duplicates.title}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={2} />}
      {found.data?.length === 0 && <p>{t.duplicates.none}</p>}
      {found.data && found.data.length > 0 && (
        <>
          <p>{t.duplicates.lead}</p>
          <Table
            caption={t.duplicates.title}
            quietCaption
            rows={found.data}
            rowKey={({ organisation: { id } }) => id}
            columns={[
              {
                key: 'organisation',
                name: t.organisations.organisation,
                cell: ({ organisation: { id, names, seat } }) => (
                  <>
                    <Link to="/organisations/$id" params={{ id }}>
                      {say(names)}
                    </Link>
                    , {regions.nameOf(seat.region)}
                  </>
                ),
              },
              {
                key: 'why',
                name: t.duplicates.why,
                cell: ({ likeness: { sameIdentifiers, otherName, sameRegion } }) =>
                  list([
                    ...sameIdentifiers.map(({ scheme }) => `${t.duplicates.grounds.identifier} (${scheme})`),
                    `${t.duplicates.grounds.name} (${otherName})`,
                    ...(sameRegion === true ? [t.duplicates.grounds.region] : []),
                  ]),
              },
              {
                key: 'merge',
                name: t.duplicates.merge,
                cell: ({ organisation: { id, names } }) => (
                  <button
                    type="button"
                    aria-expanded={chosen?.id === id}
                    aria-label={t.duplicates.mergeInto(say(names))}
                    onClick={() => choose(chosen?.id === id ? undefined : { id, name: say(names) })}
                  >
                    {t.duplicates.merge}
                  </button>
                ),
              },
            ]}
          />
        </>
      )}
      {chosen && <MergeForm key={chosen.id} from={organisation.id} version={version} into={chosen} />}
    </section>
  )
}

interface Values {
  readonly into: string
  readonly reason?: string
  readonly act?: ActValues
}

const MergeForm = ({
  from,
  version,
  into: { id, name },
}: {
  readonly from: string
  readonly version: number
  readonly into: Other
}) => {
  const cache = useQueryClient()
  const navigate = useNavigate()
  const title = t.duplicates.mergeInto(name)
  const form = useForm<Values, Parameters<typeof api.clusters.mergeOrganisation>[0]['body'], unknown>({
    id: `organisation.${from}.merge.${id}`,
    title,
    initial: { into: id },
    version,
    check: async () => (await import('../checks.ts')).organisationMerger,
    send: (body, attempt) =>
      api.clusters.mergeOrganisation({ params: { organisationId: from }, body, ...attempt }),
    onDone: async () => {
      // The frame may name it.
      void cache.invalidateQueries({ queryKey: ['organisation'] })
      tell(t.duplicates.merged)
      await navigate({ to: '/organisations/$id', params: { id } })
    },
  })
  const { values, set } = form
  return (
    <>
      <h3>{title}</h3>
      <p>{t.duplicates.mergeLead}</p>
      <Form form={form} action={t.duplicates.merge} labels={t.duplicates.labels}>
        <TextField
          name="reason"
          label={t.duplicates.labels.reason}
          required
          lines={3}
          value={values.reason}
          onChange={(reason) => set('reason', reason)}
        />
        <ActFields name="act" value={values.act} onChange={(act) => set('act', act)} />
      </Form>
    </>
  )
}
