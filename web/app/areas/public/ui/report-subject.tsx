import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { cluster as clusterOf } from '../../../data.ts'
import { say } from '../../../language.ts'
import type { ReportRun } from '../../../types.ts'
import { useCodes } from '../../../ui/codes.ts'
import { t } from '../texts/index.ts'

/** What a report is about, with the way to its page. */
export const ReportSubject = ({ scope }: { readonly scope: ReportRun['scope'] }) => {
  const regions = useCodes('regions')
  const categories = useCodes('categories')
  switch (scope.kind) {
    case 'nation':
      return t.reports.nation
    case 'region':
      return (
        <Link to="/regions/$code" params={{ code: scope.code }}>
          {regions.nameOf(scope.code)}
        </Link>
      )
    case 'category':
      return (
        <Link to="/categories/$code" params={{ code: scope.code }}>
          {categories.nameOf(scope.code)}
        </Link>
      )
    case 'cluster':
      return <Cluster id={scope.code} />
  }
}

const Cluster = ({ id }: { readonly id: string }) => {
  const { data } = useQuery(clusterOf(id))
  return (
    <Link to="/clusters/$id" params={{ id }}>
      {data ? say(data.names) : id}
    </Link>
  )
}
