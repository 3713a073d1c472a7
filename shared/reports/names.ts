import type { LocalisedText } from '#kernel/localised-text'
import type { Scope } from './model.ts'
import type { StatingPorts } from './ports.ts'

/** What the codes of a report are called. */
export interface Names {
  readonly subject: { readonly code: string; readonly name: LocalisedText }
  readonly cluster: (id: string) => LocalisedText
  readonly category: (code: string) => LocalisedText
  readonly region: (code: string) => LocalisedText
  readonly industry: (code: string) => LocalisedText
}

/** The names of all regions, categories and industries, and of the given clusters. What has no name is called by its code. */
export const namesFor = async (
  { register, reference }: Pick<StatingPorts, 'register' | 'reference'>,
  scope: Scope,
  of: readonly string[],
): Promise<Names> => {
  const { root } = await reference.regionTree()
  const ids = new Set<string>(of)
  if (scope.kind === 'cluster') ids.add(scope.code)
  const [clusters, categories, regions, industries] = await Promise.all([
    register.clusterNames([...ids]),
    reference.categories(),
    reference.regions(),
    reference.industries(),
  ])
  const named = (names: ReadonlyMap<string, LocalisedText | undefined>) => (code: string) =>
    names.get(code) ?? { en: code }
  const region = named(new Map(regions.map(({ code, names }) => [code, names])))
  const category = named(new Map(categories.map(({ code, names }) => [code, names])))
  const industry = named(new Map(industries.map(({ code, names }) => [code, names])))
  const cluster = named(clusters)
  const code = scope.kind === 'nation' ? root : scope.code
  const nameOf = scope.kind === 'cluster' ? cluster : scope.kind === 'category' ? category : region
  return { subject: { code, name: nameOf(code) }, cluster, category, region, industry }
}
