import { type Actor, actorId, covers } from '#kernel/access'
import { type Fault, RuleFailedError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import type { Place, ReportContent, ReportDefinition, Scope } from './model.ts'
import type { DefiningPorts } from './ports.ts'

/** What is asked for, held against what there is, with whose it is.
 *  @throws ForbiddenError when the power does not cover where the report's subject lies
 *  @throws RuleFailedError when it names what does not exist, or is not for an API key to define */
export const defined = async (
  ports: DefiningPorts,
  { actor, body: content }: { readonly actor: Actor; readonly body: ReportContent },
): Promise<Pick<ReportDefinition, 'content' | 'place' | 'owner'>> => {
  const place = await placeOf(content.scope, ports)
  covers(actor, 'report.schedule', place)
  await refuseUnknownIndicators(content, ports)
  if (content.audience === 'authority' && actor.kind === 'account' && actor.key !== undefined)
    throw new RuleFailedError({
      en: 'A report for authorities is made with the rights of a person; an API key can define public ones only.',
      ru: 'Отчёт для органов власти составляется с правами лица; ключ API может определять только общедоступные отчёты.',
    })
  return { content, place, owner: actorId(actor) }
}

/** Where the subject of a report lies.
 *  @throws RuleFailedError when there is no such region, category or cluster */
const placeOf = async (scope: Scope, { reference, clusters }: DefiningPorts): Promise<Place> => {
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
const refuseUnknownIndicators = async (
  { indicators }: ReportContent,
  ports: DefiningPorts,
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
