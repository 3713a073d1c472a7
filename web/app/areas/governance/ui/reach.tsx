import { list } from '../../../format.ts'
import { t as session } from '../../../session/texts/index.ts'
import { ClusterName } from '../../../ui/cluster-name.tsx'
import { useCodes } from '../../../ui/codes.ts'
import { t } from '../texts/index.ts'

const EVERYWHERE = '*'

/** Regions by their names. */
export const useRegionNames = () => {
  const { nameOf } = useCodes('regions')
  return (codes: readonly string[]): string =>
    list(codes.map((code) => (code === EVERYWHERE ? session.may.everywhere : nameOf(code))))
}

/** What a grant covers: regions or clusters, and the fields that it is limited to. */
export const Reach = ({
  of: { territory, clusters = [], categories },
}: {
  readonly of: {
    readonly territory: readonly string[]
    readonly clusters?: readonly string[]
    readonly categories?: readonly string[]
  }
}) => {
  const regions = useRegionNames()
  const { nameOf } = useCodes('categories')
  return (
    <>
      {regions(territory)}
      {clusters.map((id, index) => (
        <span key={id}>
          {index > 0 && '; '}
          <ClusterName id={id} />
        </span>
      ))}
      {categories && <span className="quiet"> ({t.onlyFor(list(categories.map(nameOf)))})</span>}
    </>
  )
}
