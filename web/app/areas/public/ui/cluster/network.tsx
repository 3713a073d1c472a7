import { useQuery } from '@tanstack/react-query'
import { percent, whole } from '../../../../format.ts'
import { say } from '../../../../language.ts'
import type { NetworkOfTies } from '../../../../types.ts'
import { Table } from '../../../../ui/table.tsx'
import { TroubleHere } from '../../../../ui/trouble.tsx'
import { Waiting } from '../../../../ui/waiting.tsx'
import { t as words } from '../../../../words/index.ts'
import { network } from '../../data.ts'
import { t } from '../../texts/index.ts'
import { NetworkPicture } from './network-picture.tsx'

/** Who in a cluster works with whom, as far as both sides agree that everybody may know. */
export const Network = ({ id }: { readonly id: string }) => {
  const found = useQuery(network(id))
  return (
    <section aria-labelledby="network">
      <h2 id="network">{t.network.title}</h2>
      {found.error && <TroubleHere error={found.error} again={() => void found.refetch()} />}
      {found.isPending && <Waiting lines={6} />}
      {found.data?.ties.length === 0 && <p>{t.network.none}</p>}
      {found.data && found.data.ties.length > 0 && <Ties network={found.data} />}
    </section>
  )
}

const Ties = ({
  network: { members, ties, year, density, shareWithTie },
}: {
  readonly network: NetworkOfTies
}) => {
  // The best connected first: they have the lowest numbers.
  const tied = members.filter(({ degree }) => degree > 0).toSorted((a, b) => b.degree - a.degree)
  const places = new Map(
    tied.map(({ organisation, names }, index) => [organisation, { number: index + 1, name: say(names) }]),
  )
  const nameOf = (organisation: string) => {
    const place = places.get(organisation)
    return place === undefined ? organisation : `${place.number} ${place.name}`
  }
  const summary = t.network.summary(String(year), t.network.ties(ties.length), t.network.members(tied.length))
  return (
    <>
      <p>
        {summary} {shareWithTie !== null && t.network.shareWithTie(percent(shareWithTie))}{' '}
        {density !== null && t.network.density(percent(density))}
      </p>
      <div className="beside">
        <figure className="mapped">
          <NetworkPicture
            title={summary}
            nodes={tied.map(({ organisation, degree }) => ({ id: organisation, degree }))}
            ties={ties}
          />
          <figcaption>{t.network.reading}</figcaption>
        </figure>
        <div>
          <Table
            caption={t.network.tied}
            rows={tied}
            rowKey={({ organisation }) => organisation}
            columns={[
              {
                key: 'organisation',
                name: t.cluster.organisation,
                cell: ({ organisation }) => nameOf(organisation),
              },
              {
                key: 'partners',
                name: t.network.partners,
                numeric: true,
                cell: ({ degree }) => whole(degree),
              },
            ]}
          />
        </div>
      </div>
      <details>
        <summary>{t.network.asTable}</summary>
        <Table
          caption={t.network.asTable}
          quietCaption
          rows={ties}
          rowKey={({ id: tie }) => tie}
          columns={[
            { key: 'supplier', name: t.network.supplier, cell: ({ supplier }) => nameOf(supplier) },
            { key: 'customer', name: t.network.customer, cell: ({ customer }) => nameOf(customer) },
            { key: 'kind', name: t.network.kind, cell: ({ kind }) => words.tieKinds[kind] },
          ]}
        />
      </details>
    </>
  )
}
