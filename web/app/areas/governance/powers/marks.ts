/** What of a grant the matrix tells of. */
export interface Held {
  readonly holder: string
  readonly power: string
  readonly territory: readonly string[]
  readonly categories?: readonly string[]
  readonly from: string
}

/** How far a holder has a power: over its whole territory, over less or something else, or only later. */
export type Mark = 'whole' | 'part' | 'later'

const EVERYWHERE = '*'

/** The mark of a holder's grants of one power; undefined for none.
 *  @param territory what the holder is responsible for; undefined for an organisation, which has no territory
 *  @param pathOf the codes from the root down to a region */
export const markOf = (
  grants: readonly Held[],
  territory: readonly string[] | undefined,
  today: string,
  pathOf: (code: string) => readonly string[],
): Mark | undefined => {
  if (grants.length === 0) return undefined
  const live = grants.filter(({ from }) => from <= today)
  if (live.length === 0) return 'later'
  return live.some((grant) => coversAll(grant, territory, pathOf)) ? 'whole' : 'part'
}

const coversAll = (
  { territory, categories }: Held,
  wanted: readonly string[] | undefined,
  pathOf: (code: string) => readonly string[],
): boolean => {
  if (categories !== undefined) return false
  if (territory.includes(EVERYWHERE)) return true
  return wanted?.every((code) => pathOf(code).some((above) => territory.includes(above))) ?? false
}

/** Grants by holder, then power. */
export const byHolder = (
  grants: readonly Held[],
): ReadonlyMap<string, ReadonlyMap<string, readonly Held[]>> => {
  const holders = new Map<string, Map<string, Held[]>>()
  for (const grant of grants) {
    const powers = holders.get(grant.holder) ?? new Map<string, Held[]>()
    powers.set(grant.power, [...(powers.get(grant.power) ?? []), grant])
    holders.set(grant.holder, powers)
  }
  return holders
}
