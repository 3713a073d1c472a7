import '../register.css'
import { useInfiniteQuery, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { cluster as clusterOf } from '../../../data.ts'
import { day, decimal } from '../../../format.ts'
import { say } from '../../../language.ts'
import { useMay } from '../../../session/may.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { Heading } from '../../../ui/heading.tsx'
import { PagedTable } from '../../../ui/paged-table.tsx'
import { t as words } from '../../../words/index.ts'
import { type Amount, digitsOf } from '../amount.ts'
import { memberNames, type Tie, ties } from '../data.ts'
import { resourceOf } from '../resource.ts'
import { useSides } from '../sides.ts'
import { t } from '../texts/index.ts'
import { RecordTie } from '../ui/record-tie.tsx'
import { TiePanel } from '../ui/tie-panel.tsx'

const route = getRouteApi('/clusters/$id/ties')

/** The ties of a cluster that the person may know of: who sees each, what it was worth, and what can be stated. */
export const TiesPage = () => {
  const { id } = route.useParams()
  const { data: cluster } = useSuspenseQuery(clusterOf(id))
  const regions = useCodes('regions')
  const { organisations } = useSides(cluster)
  const keeps = useMay('cluster.register', resourceOf(cluster, regions.all)).may
  const { data: members = [] } = useQuery(memberNames(id))
  const names = new Map(members)
  const nameOf = (organisation: string): string => names.get(organisation) ?? organisation
  const [recorded, setRecorded] = useState(0)
  const records = keeps || members.some(([organisation]) => organisations.includes(organisation))
  return (
    <>
      <Heading title={t.ties.title(say(cluster.names))} lead={t.ties.lead} />
      <p>
        <Link to="/clusters/$id" params={{ id }}>
          {t.edit.back}
        </Link>
      </p>
      <Ties cluster={id} nameOf={nameOf} own={organisations} keeps={keeps} />
      <section aria-labelledby="record">
        <h2 id="record">{t.ties.record}</h2>
        {records ? (
          <RecordTie key={recorded} cluster={id} members={members} onDone={() => setRecorded(recorded + 1)} />
        ) : (
          <p>{t.ties.mayNot}</p>
        )}
      </section>
    </>
  )
}

const Ties = ({
  cluster,
  nameOf,
  own,
  keeps,
}: {
  readonly cluster: string
  readonly nameOf: (organisation: string) => string
  /** The organisations for which the person acts. */
  readonly own: readonly string[]
  readonly keeps: boolean
}) => {
  const found = useInfiniteQuery(ties(cluster))
  const [chosenId, choose] = useState<string>()
  const chosen = found.data?.pages.flatMap(({ items }) => items).find(({ id }) => id === chosenId)
  return (
    <section aria-labelledby="ties">
      <h2 id="ties">{t.ties.list}</h2>
      <PagedTable
        found={found}
        none={t.ties.none}
        caption={t.ties.list}
        rowKey={({ id }) => id}
        columns={[
          { key: 'supplier', name: t.ties.supplier, cell: ({ supplier }) => nameOf(supplier) },
          { key: 'customer', name: t.ties.customer, cell: ({ customer }) => nameOf(customer) },
          { key: 'kind', name: t.ties.kind, cell: ({ kind }) => words.tieKinds[kind] },
          { key: 'from', name: t.ties.from, cell: ({ from }) => day(from) },
          { key: 'to', name: t.ties.to, cell: ({ to }) => (to === null ? '–' : day(to)) },
          { key: 'seen', name: t.ties.seen, cell: (tie) => seenBy(tie, nameOf) },
          {
            key: 'values',
            name: t.ties.values,
            cell: ({ values = [] }) =>
              values.length === 0
                ? '–'
                : values
                    .map(({ year, value, confirmedBy: [first = '', ...others] }) =>
                      t.ties.value(
                        year,
                        amountText(value),
                        others.length > 0 ? t.ties.confirmed : t.ties.stated(nameOf(first)),
                      ),
                    )
                    .join('; '),
          },
          {
            key: 'decide',
            name: t.ties.decide,
            cell: (tie) => (
              <button
                type="button"
                aria-expanded={chosenId === tie.id}
                aria-label={t.ties.open(nameOf(tie.supplier), nameOf(tie.customer))}
                onClick={() => choose(tie.id)}
              >
                {t.ties.decide}
              </button>
            ),
          },
        ]}
      />
      {chosen && (
        <TiePanel
          key={chosen.id}
          tie={chosen}
          nameOf={nameOf}
          own={own}
          keeps={keeps}
          onDone={() => choose(undefined)}
        />
      )}
    </section>
  )
}

/** Who may know of a tie; to whom the API does not say who agreed, everybody. */
const seenBy = ({ supplier, customer, publishedBy }: Tie, nameOf: (id: string) => string): string => {
  if (publishedBy === undefined) return t.ties.states.public
  const [missing, ...others] = [supplier, customer].filter((side) => !publishedBy.some((one) => one === side))
  if (missing === undefined) return t.ties.states.public
  return others.length === 0 ? t.ties.states.half(nameOf(missing)) : t.ties.states.sides
}

/** No currency has more decimals. */
const MOST_DECIMALS = 4

const amountText = (amount: Amount): string =>
  `${decimal(digitsOf(amount), MOST_DECIMALS)} ${amount.currency}`
