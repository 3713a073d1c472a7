import { useQuery } from '@tanstack/react-query'
import { kpis } from '../../../../data.ts'
import { decimal, percent } from '../../../../format.ts'
import { useCodes } from '../../../../ui/codes.ts'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { locationQuotients } from '../../data.ts'
import { t } from '../../texts/index.ts'

/** What is measured, by sections of industry. */
const INDICATOR = 'employment'
/** As many sections as one question takes. */
const MOST_SECTIONS = 20

/** In which industries a region is stronger than the country. Shown where employment by industry was reported of it. */
export const LocationQuotients = ({ code }: { readonly code: string }) => {
  const { all, nameOf } = useCodes('industries')
  const sections = all.filter(({ parent }) => parent === undefined).slice(0, MOST_SECTIONS)
  const breakdown = sections.map((section) => section.code).join(',')
  const reported = useQuery(kpis({ indicator: INDICATOR, universe: 'region', dimension: 'unit', code }))
  const period = reported.data?.rows.at(-1)?.period
  const found = useQuery({
    ...locationQuotients({ indicator: INDICATOR, breakdown, period: period ?? '', code }),
    enabled: sections.length > 0 && period !== undefined,
    retry: false,
  })
  const rows = (found.data?.rows ?? [])
    .filter(({ quotient }) => quotient !== null)
    .toSorted((a, b) => Number(b.quotient) - Number(a.quotient))
  if (rows.length === 0 && !found.error) return null
  return (
    <section aria-labelledby="quotients">
      <h2 id="quotients">{t.place.quotients}</h2>
      {found.error ? (
        <TroubleHere error={found.error} again={() => void found.refetch()} />
      ) : (
        <>
          <p>{t.place.quotientsLead}</p>
          <Table
            caption={t.place.quotients}
            quietCaption
            rows={rows}
            rowKey={({ breakdown: section }) => section}
            columns={[
              {
                key: 'section',
                name: t.place.section,
                cell: ({ breakdown: section }) => `${section} ${nameOf(section)}`,
              },
              {
                key: 'quotient',
                name: t.place.quotient,
                numeric: true,
                cell: ({ quotient }) => decimal(String(quotient), 2),
              },
              {
                key: 'share',
                name: t.place.shareHere,
                numeric: true,
                cell: ({ share }) => (share === null ? '–' : percent(share)),
              },
              {
                key: 'reference',
                name: t.place.shareThere,
                numeric: true,
                cell: ({ reference }) => (reference.share === null ? '–' : percent(reference.share)),
              },
            ]}
          />
        </>
      )}
    </section>
  )
}
