import { EVERYWHERE, type Resource, WHOLE_DEPLOYMENT } from '#kernel/access'
import { RuleFailedError } from '#kernel/errors'
import type { PlatformText } from '#kernel/localised-text'
import type { ReferenceReader } from '#reference/readers'
import type { ClusterFields, Establishment } from '../model.ts'

/** Where a cluster stands in the code lists. */
export interface Places {
  readonly regionPaths: string[][]
  readonly seatPath: string[]
  /** Its industries and all above them. */
  readonly industryCodes: string[]
  /** The sections of its industries. */
  readonly sections: string[]
}

/** Finds the codes of a cluster in their lists.
 *  @throws RuleFailedError naming each code that its list does not have, and a seat outside the regions */
export const placesOf = async (reference: ReferenceReader, fields: ClusterFields): Promise<Places> => {
  const { regions, seat, primaryCategory, categories, industries } = fields
  const faults: { pointer: string; detail: PlatformText }[] = []
  const look = async (list: 'regions' | 'industries' | 'categories', code: string, pointer: string) => {
    const found = await reference.find(list, code)
    if (found === undefined) faults.push({ pointer, detail: notInList(list, code) })
    return found
  }
  const regionPaths: string[][] = []
  for (const [index, region] of regions.entries())
    regionPaths.push([...((await look('regions', region, `/regions/${index}`))?.path ?? [region])])
  const seatPath = [...((await look('regions', seat.region, '/seat/region'))?.path ?? [seat.region])]
  await look('categories', primaryCategory, '/primaryCategory')
  for (const [index, category] of categories.entries())
    await look('categories', category, `/categories/${index}`)
  const industryCodes = new Set<string>()
  const sections = new Set<string>()
  for (const [index, industry] of industries.entries()) {
    for (const code of (await look('industries', industry, `/industries/${index}`))?.path ?? []) {
      industryCodes.add(code)
      if ((await reference.find('industries', code))?.kind === 'section') sections.add(code)
    }
  }
  if (faults.length === 0 && !regions.some((region) => seatPath.includes(region)))
    faults.push({ pointer: '/seat/region', detail: seatOutside(seat.region) })
  if (faults.length > 0) throw new RuleFailedError(detailOf(faults), { faults })
  return { regionPaths, seatPath, industryCodes: [...industryCodes].sort(), sections: [...sections].sort() }
}

/** The path of the region of a seat. @throws RuleFailedError when the region is not in the list */
export const pathOfSeat = (reference: ReferenceReader, region: string): Promise<string[]> =>
  pathOfRegion(reference, region, '/seat/region')

/** The path of a region. @throws RuleFailedError, pointing there, when the region is not in the list */
export const pathOfRegion = async (
  reference: ReferenceReader,
  region: string,
  pointer: string,
): Promise<string[]> => {
  const path = await reference.pathOf(region)
  if (path !== undefined) return [...path]
  const detail = notInList('regions', region)
  throw new RuleFailedError(detail, { faults: [{ pointer, detail }] })
}

/** Refuses establishments in regions that are not in the list, and such as end before they begin.
 *  @throws RuleFailedError naming each of them */
export const demandEstablishments = async (
  reference: ReferenceReader,
  establishments: readonly Establishment[] = [],
): Promise<void> => {
  const faults: { pointer: string; detail: PlatformText }[] = []
  for (const [index, { region, from, to }] of establishments.entries()) {
    const at = `/establishments/${index}`
    if ((await reference.pathOf(region)) === undefined)
      faults.push({ pointer: `${at}/region`, detail: notInList('regions', region) })
    if (from !== undefined && to !== null && to <= from)
      faults.push({ pointer: `${at}/to`, detail: endsTooEarly(from, to) })
  }
  if (faults.length > 0) throw new RuleFailedError(detailOf(faults), { faults })
}

/** A territory as powers see it. @throws RuleFailedError when a region is not in the list */
export const territoryResource = async (
  reference: ReferenceReader,
  territory: readonly string[],
): Promise<Resource> => {
  const regions = await territoryPaths(reference, territory)
  return territory.includes(EVERYWHERE) ? WHOLE_DEPLOYMENT : { regions }
}

/** The paths of the regions of a territory; `*` has none.
 *  @param pointer where the territory stands in what was sent
 *  @throws RuleFailedError when a region is not in the list */
export const territoryPaths = async (
  reference: ReferenceReader,
  territory: readonly string[],
  pointer = '/territory',
) => {
  const paths: string[][] = []
  for (const [index, region] of territory.entries()) {
    if (region === EVERYWHERE) continue
    const path = await reference.pathOf(region)
    const detail = notInList('regions', region)
    if (path === undefined)
      throw new RuleFailedError(detail, { faults: [{ pointer: `${pointer}/${index}`, detail }] })
    paths.push([...path])
  }
  return paths
}

const notInList = (list: string, code: string): PlatformText => ({
  en: `"${code}" is not in the code list ${list}`,
  ru: `«${code}» нет в списке кодов ${list}`,
})

const endsTooEarly = (from: string, to: string): PlatformText => ({
  en: `the establishment ends (${to}) before it begins (${from})`,
  ru: `подразделение закрыто (${to}) раньше, чем открыто (${from})`,
})

const seatOutside = (region: string): PlatformText => ({
  en: `the seat's region ${region} lies in none of the cluster's regions`,
  ru: `регион местонахождения ${region} не входит ни в один регион кластера`,
})

const detailOf = (faults: readonly { detail: PlatformText }[]): PlatformText => ({
  en: `${[...new Set(faults.map(({ detail }) => detail.en))].join('; ')}.`,
  ru: `${[...new Set(faults.map(({ detail }) => detail.ru))].join('; ')}.`,
})
