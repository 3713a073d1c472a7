import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { day, list } from '../../../../format.ts'
import { wordFor } from '../../../../language.ts'
import { More } from '../../../../ui/more.tsx'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { history } from '../../data.ts'
import { t } from '../../texts/index.ts'

/** What was recorded of a cluster, when, and from when it holds. */
export const History = ({ id }: { readonly id: string }) => {
  const found = useInfiniteQuery(history(id))
  const rows = found.data?.pages.flatMap(({ items }) => items).map((step, place) => ({ ...step, place }))
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t.history.title}</h2>
      <p>
        <Link to="/clusters/$id/history" params={{ id }}>
          {t.history.past}
        </Link>
      </p>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={4} />}
      {rows && (
        <Table
          caption={t.history.title}
          quietCaption
          rows={rows}
          rowKey={({ place }) => String(place)}
          columns={[
            { key: 'recorded', name: t.history.recorded, cell: ({ recordedAt }) => day(recordedAt) },
            {
              key: 'holds',
              name: t.history.holds,
              cell: ({ validFrom, validTo }) =>
                validTo === null
                  ? t.history.from(day(validFrom))
                  : t.history.within(day(validFrom), day(validTo)),
            },
            {
              key: 'fields',
              name: t.history.fields,
              cell: ({ changes }) => list([...new Set(Object.keys(changes).map(fieldName))]),
            },
            {
              key: 'act',
              name: t.cluster.act,
              cell: ({ act }) =>
                act === undefined ? '–' : [act.kind, act.number].filter(Boolean).join(', '),
            },
          ]}
        />
      )}
      <More of={found} />
    </section>
  )
}

/** Entries stand in the history under the register that they are of. */
const fieldName = (field: string): string =>
  field.startsWith('entry:') ? t.history.entry : wordFor(t.history.names, field)
