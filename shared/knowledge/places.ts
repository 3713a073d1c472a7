import type { Fault } from '#kernel/errors'
import { RuleFailedError } from '#kernel/errors'
import type { DocumentContent } from './model.ts'
import type { Ports } from './ports.ts'

/** The regions that a document concerns, each with its path from the root: the one that it names; else all regions of
 *  its clusters; else none, which is the whole deployment.
 *  @throws RuleFailedError when a category, a cluster or the region is unknown, or a cluster lies elsewhere */
export const regionPathsOf = async (
  content: Pick<DocumentContent, 'categories' | 'clusters' | 'region'>,
  { clusters, reference }: Pick<Ports, 'clusters' | 'reference'>,
): Promise<string[][]> => {
  const [categories, regionsOfClusters, region] = await Promise.all([
    Promise.all(content.categories.map((code) => reference.find('categories', code))),
    Promise.all(content.clusters.map((id) => clusters.clusterRegions(id))),
    content.region === undefined ? undefined : reference.pathOf(content.region),
  ])
  const faults: Fault[] = []
  categories.forEach((found, index) => {
    if (found === undefined) faults.push(unknown(`/categories/${index}`))
  })
  regionsOfClusters.forEach((found, index) => {
    if (found === undefined) faults.push(unknown(`/clusters/${index}`))
    else if (region !== undefined && !found.some((path) => overlaps(path, region)))
      faults.push(elsewhere(index))
  })
  if (content.region !== undefined && region === undefined) faults.push(unknown('/region'))
  if (faults.length > 0)
    throw new RuleFailedError(
      { en: 'The document names what does not fit.', ru: 'В документе указано то, что не подходит.' },
      { faults },
    )
  const paths = region === undefined ? regionsOfClusters.flatMap((found) => found ?? []) : [region]
  const distinct = new Map(paths.map((path) => [path.join(' '), [...path]]))
  return [...distinct.values()]
}

/** One of the regions lies in the other, or they are the same. */
const overlaps = (a: readonly string[], b: readonly string[]): boolean =>
  a.slice(0, b.length).every((code, level) => code === b[level])

const unknown = (pointer: string): Fault => ({
  pointer,
  detail: { en: 'there is no such one', ru: 'такого нет' },
})

const elsewhere = (index: number): Fault => ({
  pointer: `/clusters/${index}`,
  detail: {
    en: 'the cluster is not in the region concerned',
    ru: 'кластер не находится в указанном регионе',
  },
})
