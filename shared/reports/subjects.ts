import { type Fault, RuleFailedError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import type { Place, ReportContent, Scope } from './model.ts'
import type { Ports } from './ports.ts'

/** Where the subject of a report lies.
 *  @throws RuleFailedError when there is no such region, category or cluster */
export const placeOf = async (
  scope: Scope,
  { reference, clusters }: Pick<Ports, 'reference' | 'clusters'>,
): Promise<Place> => {
  switch (scope.kind) {
    case 'nation':
      return { regions: [] }
    case 'region': {
      const region = await reference.find('regions', scope.code)
      if (region === undefined) throw unknown(scope.code)
      return { regions: [[...region.path]] }
    }
    case 'category': {
      if ((await reference.find('categories', scope.code)) === undefined) throw unknown(scope.code)
      return { regions: [], category: scope.code }
    }
    case 'cluster': {
      const found = await clusters.clusterRegions(scope.code)
      if (found === undefined) throw unknown(scope.code)
      const { regionPaths, category } = found
      return { regions: regionPaths.map((path) => [...path]), category, cluster: scope.code }
    }
  }
}

const unknown = (code: string) =>
  refused([
    { pointer: '/scope/code', detail: { en: `there is no "${code}"`, ru: `«${code}» не существует` } },
  ])

/** Refuses indicators that there are not.
 *  @throws RuleFailedError naming each */
export const refuseUnknownIndicators = async (
  { indicators }: ReportContent,
  ports: Pick<Ports, 'indicators'>,
): Promise<void> => {
  const known = await ports.indicators()
  const faults = indicators.flatMap((code, index): Fault[] =>
    known.has(code)
      ? []
      : [
          {
            pointer: `/indicators/${index}`,
            detail: { en: `there is no indicator "${code}"`, ru: `показателя «${code}» нет` },
          },
        ],
  )
  if (faults.length > 0) throw refused(faults)
}

const REFUSED: PlatformText = {
  en: 'The report names what does not exist.',
  ru: 'В отчёте указано то, чего нет.',
}

const refused = (faults: readonly Fault[]) => new RuleFailedError(REFUSED, { faults })
