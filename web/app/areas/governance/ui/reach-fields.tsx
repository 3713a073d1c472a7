import { useInfiniteQuery } from '@tanstack/react-query'
import { clusters as clustersOf } from '../../../data.ts'
import { CodesField } from '../../../forms/code-fields.tsx'
import { SelectField } from '../../../forms/fields.tsx'
import { useCodes } from '../../../ui/codes.ts'
import type { ReachValues } from '../grant-values.ts'
import { t } from '../texts/index.ts'

const MOST = 100

/** Where something holds, and for which fields. */
export const ReachFields = ({
  value,
  withClusters = false,
  onChange,
}: {
  readonly value: ReachValues
  /** Single clusters can be named instead of a territory. */
  readonly withClusters?: boolean
  readonly onChange: (value: ReachValues) => void
}) => {
  const regions = useCodes('regions').all
  const categories = useCodes('categories').all
  const label = t.grants.labels
  return (
    <>
      <SelectField
        name="place"
        label={label.place}
        required
        options={[
          ['regions', t.grants.places.regions] as const,
          ['everywhere', t.grants.places.everywhere] as const,
          ...(withClusters ? [['clusters', t.grants.places.clusters] as const] : []),
        ]}
        value={value.place}
        onChange={(place) => onChange({ ...value, place: place ?? 'regions' })}
      />
      {value.place === 'regions' && (
        <CodesField
          name="territory"
          label={label.territory}
          hint={t.grants.territoryHint}
          required
          codes={regions}
          most={MOST}
          value={value.territory}
          onChange={(territory) => onChange({ ...value, territory })}
        />
      )}
      {value.place === 'clusters' && (
        <ClustersField value={value.clusters} onChange={(clusters) => onChange({ ...value, clusters })} />
      )}
      <CodesField
        name="categories"
        label={label.categories}
        hint={t.grants.categoriesHint}
        codes={categories}
        most={MOST}
        value={value.categories}
        onChange={(chosen) => onChange({ ...value, categories: chosen })}
      />
    </>
  )
}

/** Clusters of the register, a hundred more at a time. */
const ClustersField = ({
  value,
  onChange,
}: {
  readonly value: readonly string[]
  readonly onChange: (clusters: string[]) => void
}) => {
  const found = useInfiniteQuery(clustersOf({}))
  const all = found.data?.pages.flatMap(({ items }) => items) ?? []
  return (
    <>
      <CodesField
        name="clusters"
        label={t.grants.labels.clusters}
        required
        codes={all.map(({ id, names }) => ({ code: id, names }))}
        most={MOST}
        value={value}
        onChange={onChange}
      />
      {found.hasNextPage && (
        <button type="button" disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t.grants.moreClusters}
        </button>
      )}
    </>
  )
}
