import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { cluster as clusterOf } from '../../../data.ts'
import { CodeField, CodesField } from '../../../forms/code-fields.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { clustersIn } from '../data.ts'
import { t } from '../texts/index.ts'

const MOST = 10

/** Clusters, chosen from those of a region. */
export const ClustersField = ({
  value,
  onChange,
}: {
  readonly value: readonly string[]
  readonly onChange: (clusters: string[]) => void
}) => {
  const regions = useCodes('regions').all
  const [region, setRegion] = useState<string>()
  const offered = useQuery({ ...clustersIn(region ?? ''), enabled: region !== undefined })
  const chosen = useQueries({ queries: value.map((id) => clusterOf(id)) })
  const known = [...(offered.data ?? []), ...chosen.flatMap(({ data }) => data ?? [])]
  const names = new Map(known.map(({ id, names: called }) => [id, called]))
  return (
    <>
      <CodeField
        name="clusters/region"
        label={t.narrow}
        codes={regions}
        value={region}
        onChange={setRegion}
      />
      <CodesField
        name="clusters"
        label={t.labels.clusters}
        hint={t.narrowHint}
        codes={[...names].map(([code, called]) => ({ code, names: called }))}
        most={MOST}
        value={value}
        onChange={onChange}
      />
    </>
  )
}
