import type { ReportDefinition } from '../../api.ts'
import { t } from '../../texts/reports/index.ts'
import { useSubjects } from '../subjects.ts'

/** What a report is about, by name. */
export const useScopeName = (): ((scope: ReportDefinition['content']['scope']) => string) => {
  const { nameOf } = useSubjects()
  return (scope) => {
    switch (scope.kind) {
      case 'nation':
        return t.kinds.nation
      case 'cluster':
        return nameOf({ universe: 'cluster', dimension: 'unit', code: scope.code })
      case 'region':
      case 'category':
        return nameOf({ universe: 'cluster', dimension: scope.kind, code: scope.code })
    }
  }
}
