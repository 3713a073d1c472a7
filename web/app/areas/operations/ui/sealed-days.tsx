import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { day as dayName, moment, whole } from '../../../format.ts'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { Refused } from '../../../ui/trouble.tsx'
import { audit } from '../api.ts'
import { sealedDays } from '../data.ts'
import { t } from '../texts/index.ts'

/** The days that were closed, each with its root and the way to its seal. */
export const SealedDays = () => {
  const found = useInfiniteQuery(sealedDays())
  const seal = useMutation({
    mutationFn: async (day: string) => {
      const { body } = await audit.getDay({ params: { day } })
      window.location.assign(body.seal.url)
    },
  })
  return (
    <section aria-labelledby="sealed">
      <h2 id="sealed">{t.audit.sealed}</h2>
      <p>{t.audit.sealedLead}</p>
      {seal.error && <Refused error={seal.error} />}
      <PagedTable
        found={found}
        caption={t.audit.sealed}
        none={t.audit.noneSealed}
        rowKey={({ day }) => day}
        columns={[
          {
            key: 'day',
            name: t.audit.day,
            cell: ({ day }) => (
              <Link to="/audit" search={{ day }} title={t.audit.ofDay(dayName(day))}>
                {dayName(day)}
              </Link>
            ),
          },
          { key: 'count', name: t.audit.count, numeric: true, cell: ({ count }) => whole(count) },
          { key: 'root', name: t.audit.root, cell: ({ root }) => <code className="id">{root}</code> },
          { key: 'sealed', name: t.audit.sealedAt, cell: ({ sealedAt }) => moment(sealedAt) },
          {
            key: 'seal',
            name: t.audit.getSeal,
            cell: ({ day }) => (
              <button
                type="button"
                disabled={seal.isPending}
                aria-label={t.audit.getSealOf(dayName(day))}
                onClick={() => seal.mutate(day)}
              >
                {t.audit.getSeal}
              </button>
            ),
          },
        ]}
      />
    </section>
  )
}
