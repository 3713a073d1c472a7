import { Link } from '@tanstack/react-router'
import type { Cluster } from '../types.ts'
import { useCodes } from '../ui/codes.ts'
import { pathOf, useMay } from './may.tsx'
import { t } from './texts/index.ts'

/** On the page of a cluster, the ways to the work on it, for who may. */
export const ClusterWork = ({ cluster }: { readonly cluster: Cluster }) => {
  const { id, regions, primaryCategory, entries, status } = cluster
  const codes = useCodes('regions').all
  const place = {
    regions: regions.map((code) => pathOf(codes, code)),
    category: primaryCategory,
    cluster: id,
  }
  const edits = useMay('cluster.edit', place).may
  const sets = useMay('target.set', place).may
  return (
    <p className="ways">
      {edits && (
        <Link to="/clusters/$id/edit" params={{ id }}>
          {t.clusterWork.edit}
        </Link>
      )}
      {edits && status === 'draft' && (
        <Link to="/applications/new" search={{ cluster: id }}>
          {t.clusterWork.apply}
        </Link>
      )}
      {sets && (
        <Link to="/targets/set" search={{ of: 'unit', code: id }}>
          {t.clusterWork.target}
        </Link>
      )}
      <Link to="/clusters/$id/members" params={{ id }}>
        {t.clusterWork.members}
      </Link>
      <Link to="/clusters/$id/ties" params={{ id }}>
        {t.clusterWork.ties}
      </Link>
      <Link to="/clusters/$id/facilities" params={{ id }}>
        {t.clusterWork.facilities}
      </Link>
      {entries.map(({ register, number }) => (
        <Link key={`${register} ${number}`} to="/entries" search={{ register, number }}>
          {t.clusterWork.entry(number)}
        </Link>
      ))}
    </p>
  )
}
